/** Words that stand as written although a key word is only a slip away. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'calle calles sen newer containing contained permissions reporter ' +
    'shop step top stoop spot tops steps store storm stood stock story stomp strop stow slop atop ' +
    'quite quiet quits quilt suit test tests next tax taxi taxing testing tested tenting texas text context texture taste tasting nesting resting ' +
    'last lost lint lift mist list lists listen listed number numb lumber member remember timber leaves heave weave lever level lived lease leased cleave leaf ' +
    'ball fall hall tall wall cell calm cold falling filling pulling rolling killing cooling coiling ceiling sealing peeling feeling wrong wring strong ' +
    'massage passage massages passages sense sent send bend lend mend tend spend sand sink sending bending lending mending spending standing ' +
    'write white while wrote wife wire wired whole quote quotes quoted paint point plant plane place please pleasant pleased placed ' +
    'above alone along clone stone phone phones drone prone home hone bone cone tone zone ' +
    'locking blocking clocking knocking rocking docking mocking booking looking cooking hooking backing packing tacking cracking black block blocks blocked locked clocked ' +
    'waking walking talking taking making baking raking sinking linking drinking thinking ' +
    'report reports repair repairs repaired reported resort retort export import reset rest ' +
    'contract contracts contact contacts contractor contractors contacted contracted connect connected connector connection correct corrected ' +
    'message messages number numbers person persons persona personal personnel prison parson ' +
    'remote remodel removal remove removed motor move moved movie removing moving ' +
    'delete deleted delay delayed deliver delivered delivery depleted ' +
    'cancer candle candles handle handles channel cancel canal canopy ' +
    'alert alerts alter alters alarm alarms ' +
    'forget forgot forged forge forest forward ' +
    'erase ease lease phase chase eraser release crease grease increase ' +
    'bother brother other mother another both bothered broth brothers others ' +
    'annoy annual annoyed sound pound round found hound bound wound mound ' +
    'spam span spar scam scan swam spa slam sham spams ' +
    'there where these those them then than the they threw three through though thought tough touch ' +
    'leave leak leaks leaked leaking learning leaving living loving having heaving weaving ' +
    'never lever sever fever clever never nerve ' +
    'stops stopped stopping stepped shopped shopping dropped dropping chopped topped toppled flopping hopping popping mopping ' +
    'stopper toilet sign side site size ' +
    'start started starts starting smart stark star stair stairs state stated chart startup restart restarted ' +
    'could would should cloud mould mold world word words work works worked ' +
    'consent content contents consult consulting consist constant instant instance ' +
    'permit permits permission perfect period ' +
    'signed signal single sing singed sink ' +
    'notice noticed notices noise noises nothing noted nothings ' +
    'update updates upgrade upgraded date dates rate rates late later latest plate ' +
    'people purple simple sample couple table cable able ' +
    'address addresses dress undress access across ' +
    'accident accidents incident ' +
    'husband husbands ' +
    'basement bathroom bedroom kitchen garage ' +
    'water waters later waiter heater heated heating meter matter better letter ' +
    'pressure pleasure measure ' +
    'service services device devices notice ' +
    'install installed installing inspection inspect inspector expect expected respect ' +
    'thermostat furnace breaker breakers broke broken brake brakes break breaks ' +
    'estimate estimates estimated ultimate ' +
    'tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december ' +
    'please possible possibly ' +
    'charge charged charges change changed changes chance chances exchange ' +
    'receipt receive recipe recent recently ' +
    'wanting waiting writing whiting rating dating eating heating beating seating meeting fitting sitting hitting getting setting letting betting wetting netting ' +
    'friend friends fried trend tried ' +
    'owner owners own owned oven ovens even event seven eleven ' +
    'drive driver driving diving drain drains drained draining training raining train rain ' +
    'master faster plaster easter monster minister mister blister ' +
    'flood floods flooded flooding floor floors flow ' +
    'street streets sweet sheet sheets tree trees ' +
    'listing lasting lusting posting hosting costing casting ' +
    'lawyer layer lawyers layers player mayor ' +
    'policy police polite policies ' +
    'filing filling filed field filter ' +
    'minute minutes mints ' +
    'model models mobile modem modern ' +
    'second seconds record records ' +
    'plumber plumbers plumbing number slumber plumb ' +
    'grand great green grind ' +
    'rather father gather lather weather leather feather ' +
    'wished washed washes wishes dishes washer dishwasher fisher ' +
    'tired tried fired hired wired tires ' +
    'enough tough rough cough dough bought brought ' +
    'further feather ' +
    'anymore anyone anything anyway anytime ' +
    'quitting quilting cutting putting ' +
    'ending sending fending mending pending ' +
    'texted rested tested nested ' +
    'callers caller callback calls called culled pulled rolled filled billed killed ' +
    'business busyness ' +
    'under wonder winter water window windows widow ' +
    'para pero perro pera papel padre madre ' +
    'baja bajo bajar caja paja hoja abajo trabajo trabajos trabajar barato ' +
    'alto auto alta altas otro otra otros otras ' +
    'lista listo listos listas visita vista ' +
    'mensual mesa menos mes manana ' +
    'numero nombre nunca nuevo nueva nueve ' +
    'borde verde tarde tardes parte parte puerta ' +
    'quiero quiere quieren quien quienes quedo queda ' +
    'llave llaves llaman llamo llama llega llego llegan llevar lleva lluvia ' +
    'cita citas cinta cocina ' +
    'techo hecho leche noche ' +
    'arriba afuera fuera fuga fugas ' +
    'dejar dejo debe deben desde decir dijo ' +
    'manda mando mandar mandaron ' +
    'escribo escrito escritorio ' +
    'esperar espero espera ' +
    'carro barro cerro ' +
    'salida salir salon sala sale ' +
    'message messe visage passage dommage ' +
    'contrat contrats contact compte ' +
    'arrive arriver arrivez arrives arriere arroser ' +
    'texte textile ' +
    'ecran ecrou ecole ' +
    'appartement appart apres ' +
    'plus plutot plomb plombier plomberie pluie ' +
    'liste listes libre livre lisse ' +
    'enfant enfants enfin entre entrer entree ' +
    'retard retour retourner ' +
    'personne personnes ' +
    'mauvais mauve ' +
    'annee annees annuel anneau ' +
    'travail travaux traverser ' +
    'maison raison saison ' +
    'chauffe chauffer chauffage chaud chaude ' +
    'passer passe passez laisser laissez laisse caisse baisse baisser '
  ).split(' '),
)
