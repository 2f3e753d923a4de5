/**
 * Words that decide alone, as the whole message. Folded spelling.
 * Sources: 47 CFR 64.1200(a)(10) (stop, quit, end, revoke, opt out, cancel, unsubscribe are revocations per se);
 * Twilio's defaults (STOPALL, UNSUBSCRIBE, END, QUIT, CANCEL, REVOKE, OPTOUT; START, UNSTOP; HELP, INFO), read 2026-11;
 * the Canadian ARRET and AIDE; the rest are their plain translations and the slips of thumbs.
 * `YES` is no START here although the carrier takes it for one: it answers our own questions.
 */
const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** Stop words. With a politeness, a "now" or an "it" beside them they stay stop words. */
export const STOP_KEYWORDS = list(`
  stop stopall stopit stopnow ctop cton revoke revok optout optoutall unsubscribe unsub unsubscribeall
      unsubscribed unsubscribeme optmeout   halt cease desist discontinue 
  unenroll deregister remove removeme deleteme nomore notexts notext donttext donottext dnc donotcontact donotcall leavemealone wrongnumber
  alto altos pare paren pares parenle detener detenga detengan detente basta darmedebaja darsedebaja dardebaja revocar
  desuscribir desuscribirme desuscribirse desuscribirnos desubscribir dessuscribir desinscribir desinscribirme suspender nomas cesar
  arret arrets arreter arretez arrete arretes arette arett aret areter aretez arretter arretter areet stoppez stopper desabonner desabonnez desabonne desabonnement desabonnemoi
  desabonnezmoi medesabonner sedesabonner desinscrire desinscription desinscrivez desinscris medesinscrire cesser cessez cesse revoquer 
  resilier 
`)

/** Stop words that are also said of a visit: alone or with a "please" they stop; with a "yes" or an "it" they are doubted. */
export const STRICT_STOP_KEYWORDS = list(`
  quit end edn exit para parar salir salirse terminar fin quitter terminer assez terminate baja bajas supprimer retirer retrait enough
  cancel cancell cancle cancal cansel cancelled cancelall cancelar cancela cancele cancelen cancelo anular annuler annulez annule anuler delete
  eliminar borrar quitar remover sacarme quitarme borrarme eliminarme quitenme saquenme borrenme cancelame effacer enlever enlevez
`)

export const START_KEYWORDS = list(`
  start unstop resubscribe subscribe optin optmein unstopall startall resume reenroll optbackin resubscribeme
  suscribir suscribirme suscribirse suscribete resuscribir subscribir comenzar empezar iniciar inicio reanudar alta reactivar
  reprendre reabonner abonner mabonner sabonner reinscrire inscrire commencer recommencer demarrer debuter debut reprise reabonnement
`)

export const HELP_KEYWORDS = list(`help info hlp halp aide aider ayuda aiuda informacion information infos`)

/** What may stand beside a keyword without changing it. */
export const KEYWORD_COMPANIONS = list(`
  n please pls plz plss pleas plse pleaase kindly thanks thank you thx ty tks u sir maam now immediately already just the fuck fucking fuckin freaking damn hell god goddamn
  guys bro dude man lol omg asap right away all everything me us forever permanently said say again so and sent from my iphone android phone galaxy samsung get outlook for ios i
       ok okay k yes yeah yep no nope hey hi hello well good morning bye goodbye ugh today then fine alright messages texts this of seriously regards really jesus christ
  por favor porfavor porfa porfis gracias ya si hola esto eso todo todos me buenas tardes buenos dias enviado desde mi entonces pues
  porfavor svp stp s il vous te plait sil vousplait merci ca cela tout oui non bonjour maintenant immediatement la bonne journee je veux envoye de mon bonsoir donc alors tous moi
`)

/** What may stand beside a word of `STRICT_STOP_KEYWORDS`, a HELP or a START. */
export const POLITE_COMPANIONS = list(`
  please pls plz plss kindly thanks thank you thx ty sir maam now immediately sent from my iphone android phone hi hello
  por favor porfavor porfa xfa gracias ya hola svp stp s il vous te plait sil merci bonjour maintenant
`)

/** Signs that mean "stop" without a word. Reachable by 64.1200(a)(10), yet only a guess. */
export const STOP_SIGNS = ['\u{1F6D1}', '\u{1F4F5}', '\u{1F6AB}', '\u26D4', '\u{1F645}']

/** A START may also say what shall start again. */
export const START_COMPANIONS: ReadonlySet<string> = new Set([
  ...POLITE_COMPANIONS,
  ...list('again back me texts messages messaging texting de nuevo otra vez nouveau les mensajes textos'),
])
