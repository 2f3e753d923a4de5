/**
 * Words of the same part in a report of trouble, across the three languages, folded. The second opinion (second-opinion.ts) reads a text as
 * combinations of these classes, so that a wording nobody listed still counts by what its words mean: a child and a lock, water and a ceiling.
 * A word that ends in `*` stands for every word that begins so. A word may be of several classes.
 */
export const WORD_CLASSES = {
  water: 'water agua aguas eau puddle* charco* flaque*',
  sewage: 'sewage sewer* poop poo feces turd* waste crap shit septic egout* refoule* backed backing backs backup negra* sucia* caca merde',
  plumbing:
    'pipe* hose* line valve* tap faucet* toilet* commode tub bathtub sink* drain* tank shower* spigot main plumbing fitting supply shutoff handle sump heater washer dishwasher disposal tubo* tuberia* pipa* manguera* llave* taza* inodoro* excusado* lavabo* lavamanos fregadero* regadera* calentador* boiler tinaco valvula* caneria* cano drenaje* coladera* tuyau* robinet* toilette* bain lavabo evier* douche* valve* chauffe laveuse pompe',
  flow: 'pour* gush* spray* burst* busted flood* overflow* spew* rush* shoot* erupt* geyser* blast* filling fills rising raining rains waterfall* fountain* fire-hose everywhere soaked drenched swimming ankle inund* desbord* chorr* brot* revent* tirando saliendo sale rebos* derram* subiendo sube moj* gicl* debord* inond* pisse* eclat* pete* monte* partout trempe* flots remplit remplir lache* rompio',
  entering: 'coming comes came through thru into inside rentre rentrer entre entra entrando metiendo mete adentro dedans from onto out',
  drip: 'drip* leak* drop* trickle* seep* weep* gote* fuga* fuguita degoutt* goutt* fuit* coul* gotera*',
  indoors:
    'ceiling* wall* floor* carpet* basement* hallway* bedroom* kitchen garage upstairs downstairs below apartment unit crawl* room* hardwood* techo piso pared* sotano cuarto* recamara* sala cocina cochera abajo plafond* plancher* mur* cave sous* chambre* cuisine salon logement',
  gas: 'gas gaz propane natural lp meter medidor bonbonne tanque',
  smell:
    'smell* odor* odour* stink* stench reek* whiff* fumes scent huele* olor* apest* huelo odeur* sent sentir sens pue* senteur* egg eggs rotten sulfur sulphur huevo* podrid* oeuf* oufs pourri* hiss* silba* siffl*',
  monoxide: 'monoxide monoxido monoxyde carbon carbono carbone ppm co',
  alarm: 'alarm* detector* detecteur* alarma* avertisseur* sensor*',
  sounding: 'sounding sounds beep* scream* blar* going nonstop wail* ring* suena* sonando sono pita* sonne* crie* hurle* triggered',
  battery: 'chirp* battery batteries pila* pile* bip bateria* expired install* replac*',
  fire: 'fire flame* smoke* smoking smoky burn* spark* melt* arc arcing arcs char* scorch* soot glow* fireemoji humo lumbre chispa* quem* fuego llamas incendio feu fumee* boucan* flamm* etincelle* brul* sizzl* crackl* buzz* gresill* explod* explosion boom humea*',
  electric:
    'outlet* panel* breaker* wire* wiring plug* switch* socket* cord* receptacle* transformer light lights fixture* enchufe* apagador* cable* contacto* foco* breakers caja prise* panneau* fil fils disjoncteur* compteur electri*',
  shock: 'shock* zap* tingl* jolt* electrocut* toque toques calambre* choc* decharge* corrientazo*',
  heat: 'heat heating heater furnace boiler radiator* calefaccion calenton calefactor chauffage fournaise chaudiere thermopompe warm',
  cool: 'ac air cooling conditioner conditioning aire clima clim climatisation climatiseur',
  out: 'out dead died dies quit broke broken stopped failed crapped down shut murio apago descompuso mort morte lache* brise* panne prende funciona marche part enfria jala sirve working work',
  frail:
    'baby babies infant* newborn* elderly old grandmother grandma grandpa grandfather oxygen dialysis pregnant wheelchair* copd asthma* dementia alzheimer* parkinson* disabled sick ill hospice ventilator chemo cancer surgery heart nursing daycare shelter hospital clinic hospice residents patients toddler* bebe* abuel* enferm* embarazada oxigeno dialisis anciano* mayor garderie enceinte malade* oxygene dialyse grand-mere cardiaque asma corazon months weeks',
  child:
    'kid kids child children toddler* son daughter boy girl grandson granddaughter nephew niece baby infant yo hijo hija hijos nino nina ninos nene fils fille enfant enfants petit petite gars',
  person:
    'husband wife mom mother dad father sister brother friend roommate tenant* neighbor* someone somebody worker* employee* guy man woman lady people esposo esposa mama papa suegra vecino* vecina* senor senora inquilino* mari femme mere pere voisin* voisine locataire* ami blonde chum',
  animal: 'dog* cat cats puppy pup perro* gato* chien* chat',
  stuck:
    'stuck trapped locked bolt* pinned caught jammed wedged crushed pinched barricad* encerr* atrap* ator* tranc* pris prise coince* embarr* barre barree enferme* pogne* lock unlock',
  body: 'hand hands finger* arm arms leg legs foot feet head ankle* back face toe* hip knee* eye eyes mano manos dedo* pie pierna* cabeza main doigt* pied* bras tete jambe*',
  hurt: 'bleed* hurt* injur* unconscious faint* passed fell fall* collapsed dizzy confused headache* ambulance 911 crying screaming panting breath* answer* responding awake wake sangr* desmay* cayo caida maread* duele* llorando contesta herid* saign* bless* tomb* etourdi* pleure* panique* repond respire* burned scalded cut',
  traffic:
    'deer crash* accident* collision wreck* chevreuil choque choco highway freeway lane lanes interstate shoulder intersection bridge expressway ramp median traffic flying passing autopista carril carretera freeway puente transito autoroute voie accotement pont trucks camiones camions ditch sliding spun skidded fosse cuneta',
  vehicle:
    'car cars truck van suv vehicle engine tire* wheel hood carro coche camioneta troca auto llanta* cofre char voiture moteur pneu* capot',
  outdoors: 'roof* puits lucarne shingle* tree* branch* limb* tarp* skylight* chimney teja* arbol* rama* toit* toiture bardeau* arbre*',
  weather:
    'sleet* pluvieux rain* storm* wind* snow* hail* hurricane tornado lluvia llueve lloviendo viento nieve pluie mouille* vent neige tempete',
  cold: 'cold freezing freez* frozen shiver* degrees minus below frio helad* grados temblando frette froid gele* moins degres',
  hot: 'hot heatwave sweating overheat* 100 101 102 103 104 105 106 107 108 109 110 112 calor chaleur chaud',
  power: 'power electricity outage luz electricidad courant electricite generator',
  now: 'now still currently rn immediately hurry help asap please quick quickly ahorita ahora rapido auxilio ayuda urge maintenant vite present encore aide',
  past: 'yesterday last ago previously earlier month* ayer pasad* mes anterior hier passe derniere an annee already once',
  ended:
    'fixed stopped closed shut off turned cleared replaced repaired gone dry back resolved false arreglo arreglado cerre paro paso listo reglo repare* ferme* arrete fini correct',
  money: 'price* quote* cost* charge* rate estimate* much bill invoice cuanto precio* cobran cotiz* presupuesto combien prix soumission',
  wish: 'want install* replace* new maintenance inspect* inspection service tune clean cleaning quiero instalar cambiar poner mantenimiento revision changer installer entretien refaire planning',
  calm: 'whenever rush urgent sometime sometimes slow slowly little small tiny minor bit occasionally poquit* poco prisa peu petite leger grave fois lil',
  ask: 'do does should could would is are can how what if hacen tienen faites est-ce pouvez si',
  frantic: 'omg help emergency 911 hurry emergencia urgencia urgence asap immediately',
} as const satisfies Record<string, string>
