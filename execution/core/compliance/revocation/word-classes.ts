/**
 * Named sets of words for the phrases. Folded spelling: lower case, no accents, no apostrophes ("dont", "ecrire").
 * The everyday short forms and slips of texting stand beside the right spelling; longer slips are corrected before matching.
 */
export const WORD_CLASSES: Readonly<Record<string, string>> = {
  // --- English ---
  you: 'you u ya yall youse yous yu',
  me: 'me us my our this here her him them these',
  self: 'me us',
  nowant: 'dont not never didnt neither doesnt nobody noone wont dnt',
  dont: 'dont dnt donot dont dun doent shouldnt mustnt neednt',
  never: 'never nvr',
  not: 'not dont dnt never nvr no',
  wont: 'wont cant cannot couldnt wouldnt doesnt doesn dont didnt isnt never not',
  want: 'want wants wishes needs wanna wanted wish desire need care like appreciate expect',
  stop: 'stop stoop stopp stahp quit quitt end cease halt discontinue terminate kill cut desist knock suspend',
  // Verbs whose doing the writer may forbid.
  texting: 'text txt txting tex message msg mssg mesage write contact sms texting messaging texted messaged contacting',
  text: 'text txt tex message msg mssg mesage contact sms dm hmu',
  reach:
    'text txt tex message msg mssg contact bother bug harass spam pester disturb annoy notify solicit ping hound stalk sms dm message bombard badger hassle harrass troll msging target hmu',
  bother: 'bother bug harass spam pester disturb annoy solicit hound stalk bombard badger hassle harrass troll trouble',
  calling: 'calling callin phoning ringing dialing dialling',
  call: 'call phone ring dial telephone',
  sending:
    'texting txting textin txtin txtn messaging messagin msging msgin contacting messeging bothering botherin bugging harassing harrassing spamming pestering disturbing annoying soliciting pinging hounding stalking writing bombarding badgering hassling trolling notifying reaching communicating targeting corresponding hitting hittin hmu chatting nagging trolling bombing advertising marketing pressuring chasing autotexting pinging replying responding',
  sendword: 'sending sendin send sent getting receiving forwarding',
  msgs: 'text texts txt txts txs textes message messages messges msg msgs mssg mssgs mesages sms mms notification notifications communication communications correspondence solicitation solicitations blast blasts spam texting messaging textings promo promos promotions alerts reminders updates notices dms chats newsletters subscription subscriptions marketing followups nonsense crap junk bullshit bs garbage',
  msgnouns:
    'texts txts messages msg msgs mssgs sms communication communications correspondence texting messaging solicitation solicitations notifications spam followups followup',
  msgsplain:
    'texts txts txt text message messages msg msgs mssgs sms communication communications correspondence contact texting messaging solicitation solicitations notifications spam followups followup',
  det: 'anymore the these those this them all any your ur yalls more further additional other future of with w from me us my to a an another single automated automatic auto unwanted unsolicited stupid dumb annoying constant endless text txt texts sms marketing promotional ridiculous robot robo bot ai computer generated random annoying dang daily weekly spam spammy appointment unsolicited follow up such no-more getting receiving sending and or dumbass nonstop sales new',
  more: 'anymore again more further longer agian agin anymor any nomore evermore',
  remove:
    'take remove get pull drop scratch strike wipe delete cross leave erase keep remove removed taken dropped deleted cut removing taking getting block unlist delist yank kick clear purge exclude off',
  off: 'off from form outta out of',
  list: 'list lists database system records contacts directory rolodex distro listing registry distribution roster mailing file files crm textlist',
  numberword:
    'number numbers num numba nbr # digits phone cell contact contacts info information details data record records name cellphone',
  lose: 'lose loose delete remove erase forget drop purge clear wipe trash scrub destroy ditch dump block',
  wrongnum:
    'number numbers num nbr numero numba # person persons party guy girl lady dude man gal chick contact phone cell individual recipient business company customer household fella',
  calledverb:
    'call called contact contacted phone phoned dial dialed dialled rang ring reach reached request requested text texted inquire inquired message messaged hire hired email emailed need asked ask order ordered schedule scheduled book booked calling contacting',
  anyone:
    'you u ya yall anyone anybody any your this that nobody plumber plumbers electrician hvac roofer locksmith mechanic company business service services quote estimate one help nothing anything',
  nobody: 'nobody noone none',
  fuckoff: 'fuck fuk fck fk fuq phuck f ef eff piss bugger screw sod bug buzz sod shove eff fuckoff naff',
  time: 'before after until till til untill between during while at when past late now today tomorrow tonight yet early weekends sundays sunday saturday mornings nights evenings unless if except',
  otherperson:
    'wife husband mom mother dad son daughter tenant tenants neighbor neighbors landlord boss kids kid roommate office work house girlfriend boyfriend partner',
  innocentgerund:
    'working running leaking draining flushing cooling heating dripping flowing beeping spinning making pumping firing turning filling using talking worrying cooking charging opening closing shutting moving blowing squeaking smelling smoking tripping clogging overflowing starting',
  stopplace: 'by in over at on out off up here there around through along near',
  appointment:
    'appointment appointments appt apt appts visit job order service estimate quote booking reservation schedule meeting plan contract policy membership repair install installation delivery inspection check payment work request ticket slot time consultation maintenance tuneup checkup invoice card account warranty insurance date call',
  weekday:
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun tomorrow today tonight morning afternoon evening tmrw tmr tomorow noon week',
  threat:
    'sue suing sueing lawyer attorney lawsuit report reporting reported police cops ftc fcc bbb block blocking court legal tcpa harassment authorities sorry',
  authority: 'spam ftc fcc bbb police scam harassment authorities tcpa junk phishing cops attorney',
  firstname:
    'bob bobby john johnny mike michael jim jimmy james bill billy will tom tommy dave david steve steven chris joe joey dan danny karen linda mary susan lisa sarah sara jen jennifer jessica ashley amanda maria jose juan carlos luis pedro ana rosa marc jean pierre luc marie julie rick richard rob robert kevin brian mark paul frank george larry gary tony sam alex nick matt josh ryan eric jeff scott greg tim tyler brandon justin barbara nancy betty carol donna sharon debbie kim amy anna laura emily megan rachel',
  // What the writer's own trouble is about; see situation-phrases.ts.
  thing:
    'water agua eau furnace boiler heater heat hvac ac thermostat freezer fridge refrigerator icemaker cubes washer dryer dishwasher oven stove range sink toilet tub shower faucet drain pipe pipes leak sump disposal roof gutters gutter shingles locks lock lockout deadbolt panel breaker outlet outlets wiring alternator brakes engine transmission truck washer opener garage spring cooler chimney leaking clogged plumbing heating cooling heatpump compressor boiler caldera calenton calentador boiler refri lavadora secadora fuga gotera techo carro frenos llave breaker fournaise chauffage thermopompe toilette evier toit frigo laveuse secheuse auto alternateur fuite panneau chauffe',
  tradesperson:
    'plumber roofer electrician locksmith mechanic technician tech person human plomero electricista mecanico tecnico cerrajero plombier electricien couvreur serrurier mecanicien',
  someone:
    'somebody someone anybody anyone person human people owner dispatcher dispatch girls lady guy mechanic roofer plumber electrician technician foreman manager boss staff secretary captain family',
  ring: 'call phone ring telephone dial calls',
  frail:
    'baby toddler kid child grandma grandpa mother father grandson granddaughter daughter son dad mom dog cat residents seniors niece nephew',
  fixer:
    'brother cousin nephew uncle son dad father husband wife neighbor super landlord friend buddy handyman plumber someone somebody guy law company',
  // --- Spanish ---
  es_dejar:
    'stop pararan dejaran deje dejen deja dejar dejas dejes dejenme dejense pare paren para parar parenle parele cese cesen ceses detenga detengan detente detener suspenda suspendan basta alto parale bajenle bajale parenle favor_de',
  es_inf:
    'mandarme mandar mandarnos enviarme enviar enviarnos escribirme escribir escribirnos textearme textear mensajearme mensajear contactarme contactar contactarnos molestar molestarme molestarnos fastidiar fastidiarme chingar chingarme joder jodar joderme hostigar hostigarme acosar acosarme insistir spamear spamearme buscarme texteandome mandando enviando escribiendo escribiendome mandandome enviandome molestando molestandome texteando mensajeando chingando jodiendo contactando contactandome notificarme comunicarse hablarme marcarme marcar mensagearme testear',
  es_subj:
    'escriba escriban escribas escribais textee texteen textees contacte contacten contactes moleste molesten molestes mensajee mensajeen mensajees busque busquen fastidie fastidien fastidies joda jodan jodas chingue chinguen chingues friegue frieguen spamee spameen notifiquen notifique hostiguen acosen acose testeen textien textie escribes molestan',
  es_mande:
    'mande manden mandes envie envien envies mandan envian manda mandas enviar mandar mandarme enviarme mandeme mandenme envienme escribirme llegue lleguen llegar',
  es_msgs:
    'mensaje mensajes mensajito mensajitos textitos mensages mensage msj msjs msg texto textos sms text texts notificacion notificaciones comunicacion comunicaciones correo correos publicidad promociones propaganda spam suscripcion avisos recordatorios alertas mesajes',
  es_det:
    'mas los las sus estos esos este estas el de la tus ningun ninguna todos todas otro un una con otros tantos tanto tantas esta automaticos por',
  es_llame: 'llame llamen llames marque marquen marques hable hablen telefoneen llamar llamarme llamando llamandome marcar marcarme',
  es_quita:
    'quiteme quitenme quitame quiten quite quita quitar quitarme saqueme saquenme sacame saquen saque saca sacar sacarme borreme borrenme borrame borren borre borra borrar borrarme eliminenme elimineme eliminame eliminen elimine elimina eliminar eliminarme remuevan remueva remuevanme remuevame remover removerme retirenme retireme retiren retire retirar retirarme bajenme bajeme excluyanme tachenme suprimanme suprimir',
  es_lista: 'lista listas base sistema contactos registro registros directorio agenda aqui esto grupo',
  es_llamado:
    'llame llamado llamamos marque marcado contacte contactado hable hablado pedi pedido solicite solicitado escribi escrito llamaba contrate marcamos',
  // --- French ---
  fr_arreter:
    'arretez arrete arretes arreter aretez arete areter cessez cesse cesser finissez stop stopper stoppez lachez lache evitez eviter veuillez_cesser',
  fr_inf:
    'ecrire texter envoyer contacter deranger harceler spammer spamer solliciter importuner achaler gosser ennuyer niaiser messager relancer emmerder embeter joindre textoter bombarder notifier texto ecrir ecrires envoyez ecrivez',
  fr_imp:
    'communiquez communique communiques messagez ecrivez ecris ecrit ecrire ecriver textez texte textes texter texto contactez contacte contactes contacter derangez derange deranges deranger harcelez harcele harceler sollicitez spammez spamme achalez achale gossez gosse importunez relancez relance textotez embetez joignez dérangez emmerdez emmerde ennuyez ennuie notifiez',
  fr_envoyer: 'envoyez envoye envoyes envoie envoies envoyer envoyé',
  fr_appeler: 'appelez appelle appelles appeler appel appels telephonez telephone telephoner rappelez rappelle rappeler',
  fr_msgs:
    'message messages msg msgs texto textos texte textes sms text texts notification notifications communication communications alerte alertes courriel courriels publicite publicites pub pubs promotions sollicitation sollicitations abonnement rappels envoi envois spam messagerie texting',
  fr_det:
    'de d des du les vos tes ces ce cet cette ca la le l un une aucun aucune autre autres tous toutes toute tout mes mon ma nouveau nouveaux nouvelles votre ton a aux automatiques avec me m nous recevoir',
  fr_plus: 'plus pu jamais pus',
  fr_enlever:
    'enlevez enleve enlever enleves retirez retire retirer retirez otez ote oter supprimez supprime supprimer effacez efface effacer rayez raye rayer sortez sors sortir radiez radier eliminez elimine eliminer oubliez oublie oublier perdez perds barrez barre exclure excluez tirez debarrassez',
  fr_liste: 'liste listes base systeme repertoire contacts fichier fichiers dossiers registre banque envoi',
  fr_donnees: 'numero numeros nom coordonnees infos info information informations contact telephone cell cellulaire donnees portable',
}

/** Words dropped before phrases are matched: they soften, swear or address, and say nothing of what is wanted. */
export const NOISE_WORDS: ReadonlySet<string> = new Set(
  (
    'please pls plz plss pleas pleeease plez plox pleae plse kindly fucking fuckin fkn fing effing freaking freakin frigging frickin goddamn goddam damn damned dammit bloody fn ' +
    'even ever really literally seriously actually simply certainly definitely absolutely surely clearly obviously personally hereby formally respectfully politely nicely lol lmao guys ppl folks bro bruh dude buddy pal mate sir maam miss mister hon kindly immediately asap ' +
    'god jesus christ omg wtf stupid ass asshole assholes idiot idiots jerk jerks um uh pretty totally completely permanently also ' +
    'porfavor porfa porfis xfa xfavor pinche pinches chingados carajo amigo senor senora senores oiga oigan oye ' +
    'svp stp sivouplait donc calisse tabarnak tabarnac criss esti maudit ostie putain bordel monsieur madame simplement juste immediatement'
  ).split(' '),
)

/** Words after which a new clause begins. */
export const LEAD_WORDS: ReadonlySet<string> = new Set(
  (
    'just aight yes yeah yep no nope nah ok okay k kk hey hi hello so and but then sorry well yo again or thanks thank thx ty cool great fine alright look listen omg dear good morning ' +
    'si hola y pero entonces bueno ya gracias perdon disculpe buenas ' +
    'oui non bonjour salut et mais alors bon ok merci desole allo'
  ).split(' '),
)

/** Words with which a new clause begins though no comma stands before them. */
export const BREAK_WORDS: ReadonlySet<string> = new Set(
  (
    'and but so or because cause cuz coz bc since i im ive ill id we were weve youre this thats its it wrong who why what whats how if unless not never dont stop ' +
    'thank thanks thx ty tia now today already else before he she they lol asap immediately im anymore again have god ' +
    'y pero porque pues gracias yo no ya ni es o sino si quien ' +
    'et mais car parce merci je j c cest ca ou sinon vous tu maintenant'
  ).split(' '),
)

/** Words over which a refusal does not reach: "dont forget to text me", "no rush, text me", "not sure you got my text". */
export const TURNING_WORDS: ReadonlySet<string> = new Set(
  (
    'great good well best problem issue big much fast used peux peut besoin pouvoir forget hesitate know think have has had see seen saw get got gotten getting miss understand mind worry check checking look if when until till because but i im we remember sure find read open ' +
    'work working home problem rush need understood believe notice noticed show answer call receive received come came need him her them wife husband and so then just why ' +
    'olvide olviden olvides dude se si cuando porque pero recibi llego tengo veo vi he hay oublie oubliez sais si quand recu vu ai avez peux hesitez'
  ).split(' '),
)
