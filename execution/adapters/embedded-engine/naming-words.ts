/** Words that lead, join, end or forbid a name. */
export const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
  'mr.',
  'mrs.',
  'senor',
  'senora',
  'sra',
  'sr',
  'don',
  'dona',
  'monsieur',
  'madame',
  'mme',
  'm',
  'big',
  'lil',
  'nana',
  'aunt',
  'uncle',
  'pastor',
  'rev',
  'father',
  'deacon',
  'coach',
  'officer',
  'sgt',
  'lt',
  'col',
  'srta',
  'senorita',
  'mlle',
  'reverend',
  'capt',
  'prof',
  'professor',
  'judge',
  'chef',
  'maestro',
  'maestra',
  'the',
  'la',
  'el',
  'ya',
  'again',
  'encore',
  'otra',
  'just',
  'spelled',
  'spelt',
  'actually',
  'still',
  'only',
])

export const KEPT_TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
  'senora',
  'senor',
  'sra',
  'sr',
  'mme',
  'madame',
  'monsieur',
  'pastor',
  'rev',
  'deacon',
  'coach',
  'officer',
  'prof',
  'professor',
  'father',
  'big',
  'lil',
  'nana',
  'aunt',
  'uncle',
  'sgt',
  'lt',
  'col',
  'srta',
  'senorita',
  'mlle',
  'reverend',
  'capt',
  'chef',
  'm.',
])

export const PARTICLES = new Set([
  'de',
  'del',
  'la',
  'van',
  'von',
  'der',
  'den',
  'da',
  'dos',
  'di',
  'st',
  'el',
  'al',
  'bin',
  'ben',
  'los',
  'le',
  'y',
  'du',
])

/** Never the beginning of a name, even with a capital after `my name is`. */
export const NEVER = new Set('the a an is not and or but i my your on in at for to so it that this no yes spelled with not none'.split(' '))

export const NOT_NAMES = new Set(
  `deaf blind mute disabled retired elderly sourd sourde sordo sorda malentendant malentendante jubilado jubilada retraite retraitee
  nota sistema system note aviso admin instrucciones instructions christmas thanksgiving merry halloween easter hanukkah ramadan navidad noel paques journeyman plumber electrician roofer locksmith mechanic landlord tenant customer owner manager homeowner neighbor apprentice contractor subcontractor super superintendent gc handyman kindly sincerely dearly renter nurse teacher student concierge proprietaire locataire inquilino dueno casero plomero conserje viento lluvia mexican mexicano mexicana american americano americana cubano cubana colombiano colombiana hondureno salvadoreno guatemalteco venezolano quebecois american canadian italian chinese indian russian polish french german british irish african hispanic latino latina muslim jewish locked texting located english apt unit asap urgent hola bonjour leaky allo thx pls cant dont wont isnt didnt ac hvac saturday sunday monday tuesday wednesday thursday friday lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo january february march september october november december gushing flooding flooded leaking pouring spewing clogged sparking overflowing freezing boiling ridiculous unacceptable terrible horrible urgent broke busted wrecked dying losing screaming begging confused lost disappointed frustrated annoyed furious pissed livid upset mad angry bleeding shaking standing sitting tired sick over under near beside between outside inside downstairs upstairs around across plumbing hello good morning afternoon evening tonight today tomorrow thanks wrong honda toyota ford chevy chevrolet nissan bmw audi jeep dodge hyundai kia mazda subaru tesla gmc ram lexus acura whirlpool samsung lg ge maytag bosch kenmore frigidaire trane lennox carrier goodman rheem google nest ring yelp facebook craigslist angi thumbtack bedrooms clogging beeping chirping hissing dripping cracked rattling squeaking squealing grinding humming buzzing warm hot cold cool wet damp soaked gas smoke fire water sewage electrical absolutely technically basically kind type making using spraying coming raining snowing covered completely almost nearly past half quarter noon midnight`.split(
    /\s+/,
  ),
)

export const SURNAME_WORDS = new Set(
  'cote leblanc chance lafleur young long price hill west wood woods park green brown black white gray king knight bush bell cook hall rice stone lake banks wells waters winters summers may love best day field rivers fields church street page hunt fox wolf lamb rose power powers strong small little short sharp noble rich cash'.split(
    ' ',
  ),
)

/** Family names that look like other words in lower case. */
export const SURNAMES = new Set(
  'smith johnson williams brown jones miller davis wilson anderson taylor thomas moore martin jackson thompson white harris clark lewis robinson walker young allen scott adams baker nelson carter mitchell roberts turner phillips parker edwards collins stewart morris murphy cook rogers morgan cooper peterson reed bailey kelly howard ward cox richardson watson brooks bennett gray james hughes myers foster sanders ross long powell sullivan russell fisher henderson jenkins gardner butler porter hunter weaver spencer palmer snyder mercer tucker carver archer harper fuller keller meyer becker wagner weber schneider tanner fowler dyer sawyer lee kim wu li ng cho park choi tran le vu vo ho roy ray orr diaz ruiz rios vega soto cruz luna mora leon lara pena ali khan shah das cole ford hale hart nash page pope reid rice shaw webb fielding browning manning fleming downing reilly connolly donnelly'.split(
    ' ',
  ),
)

export const STARTS_SENTENCE = new Set(['i', 'my', 'the', 'a', 'and', 'but', 'can', 'need', 'have'])

/** Makers, shops and services of which texts are full; never a person by themselves. */
export const BRANDS = new Set(
  'samsung lg whirlpool kenmore maytag ge bosch frigidaire kitchenaid miele electrolux amana haier subzero viking thermador wolf honda toyota ford chevy chevrolet dodge jeep nissan hyundai kia subaru mazda volkswagen bmw audi mercedes lexus acura gmc ram tesla volvo buick cadillac chrysler civic corolla camry accord rheem carrier trane lennox goodman daikin mitsubishi rinnai navien york bryant honeywell nest ecobee moen delta kohler schlage kwikset yale baldwin medeco chamberlain liftmaster genie craftsman wayne square siemens eaton leviton costco walmart target lowes amazon google yelp facebook instagram whatsapp airbnb uber lyft iphone android ring alexa siri aaa geico allstate progressive usps fedex ups maps zillow angi thumbtack nextdoor venmo paypal zelle'.split(
    ' ',
  ),
)

/** Whom writers speak of: `the technician, Joe`, `Maria, my landlord`. */
export const ROLES: ReadonlySet<string> = new Set(
  'husband wife hubby spouse partner boyfriend girlfriend fiance fiancee ex son daughter kid kids child boy girl baby brother sister mom mother mama dad father papa grandma grandpa grandmother grandfather aunt uncle cousin nephew niece in-law neighbor neighbour neighbors roommate friend buddy landlord landlady tenant tenants renter owner manager super superintendent boss coworker secretary receptionist doorman janitor custodian technician tech plumber electrician roofer mechanic locksmith contractor builder painter cleaner gardener handyman guy guys man woman lady inspector realtor agent adjuster driver dog cat puppy pet teacher pastor doctor vecino vecina esposo esposa marido mujer hijo hija hermano hermana mama papa abuelo abuela tio tia primo prima cunado cunada suegro suegra amigo amiga dueno duena casero casera jefe jefa inquilino inquilina plomero electricista tecnico mecanico cerrajero muchacho muchacha senora perro gato voisin voisine mari femme blonde chum conjoint conjointe fils fille frere soeur mere pere grand-mere tante oncle beau-frere belle-soeur ami amie proprio proprietaire locataire patron patronne concierge plombier electricien technicien couvreur serrurier mecano gars dame monsieur chien chat'.split(
    ' ',
  ),
)
