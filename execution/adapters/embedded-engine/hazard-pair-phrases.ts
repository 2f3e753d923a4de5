/**
 * Dangers told as a thing and what it does, each from a class of words: any pipe that does anything pipes do when they break. They stand
 * beside the fixed sayings of hazard-phrases.ts and catch wordings nobody listed.
 */
const PIPE = 'pipe|pipes|hose|hoses|line|tube|tubing|fitting|valve|connector|elbow|joint|coupling|supply|main|spigot|hydrant|pex|spicket'
const TANK =
  'heater|tank|boiler|toilet|softener|sprinkler|washer|dishwasher|tub|bathtub|sink|shower|bidet|disposal|icemaker|hydrant|aquarium'
const FLOOR =
  'floor|floors|carpet|carpets|rug|hardwood|hardwoods|hallway|hall|laminate|floorboards|basement|kitchen|house|apartment|bedroom'
const OUTLET = 'outlet|outlets|plug|socket|receptacle|switch|panel|breaker|cord|wire|wires|wiring|meter|transformer|fixture|dimmer'
const SOUNDS =
  'going|goes|went|screaming|screams|blaring|beeping|beeps|sounding|shrieking|yelling|hollering|ringing|wailing|alarming|alerting|triggered|tripped|squealing|freaking|red|danger|alert|evacuate|nonstop'
const CHILD =
  'baby|infant|toddler|child|kid|kids|kiddo|son|daughter|boy|girl|grandson|granddaughter|grandbaby|niece|nephew|newborn|twins|yo|yr|year|2yo|3yo|little|dog|puppy|pup|grandma|grandmother|grandpa|mom|mother|dad|father|nana'
const PERSON = `${CHILD}|husband|wife|me|him|her|he|she|neighbor|tenant|patient|worker|coworker|guy|man|woman|lady|brother|sister|customer|employee|guys|workers|crew|friend|roommate|someone|somebody|dogs|cat|cats`
const BODY =
  'hand|hands|finger|fingers|arm|leg|legs|foot|feet|head|ankle|back|face|toe|toes|chest|thumb|knee|shoulder|wrist|neck|tail|paw|hip|ribs'
const BELOW = 'below|downstairs|underneath|beneath|under'

export const HAZARD_PAIR_PHRASES = {
  gas: [
    'smell*|smells|stinks|reeks like|of ~1 gas|propane station|leak|tank|pump',
    'gas|propane ~3 came|back|again|returned|stronger|worse|strong',
    'hiss* ~8 stink*|smell*|odor|eggs|stove|range|knobs|knob|burner|oven|tank|meter|propane|grill|dryer|fireplace',
    'stove|range|knobs|burner|meter|propane|fireplace|regulator|grill ~4 hiss*',
    'rotten|skunk|skunky|eggy|sulfur|sulphur|garlic|cabbage ~2 smell*|odor|stink|stench ~6 stove|range|furnace|meter|dryer|oven|kitchen|basement|laundry|heater',
    'stove|range|furnace|meter|dryer|oven ~6 smell* ~3 rotten|skunk*|eggs|eggy|sulfur|sulphur|propane|gassy',
    'smells|smell|smelling gassy',
    'gassy smell|odor',
    'reek*|stinks|stinking|stink ~2 of|like gas|propane|eggs',
    'gas ~2 getting|so|really|super|pretty|very strong',
    'huele|olor ~3 raro|feo|podrido|rancio ~5 estufa|boiler|calenton|horno|medidor',
    'silba*|chifla* ~4 gas|tanque|estufa|medidor',
    'siffle* ~4 gaz|bonbonne|poele|compteur|propane',
    'bonbonne|compteur ~4 siffle*|sent',
  ],
  monoxide: [
    'says|reads|reading|shows|showing|at ~2 # co|ppm|carbon',
    '# ?ppm co|carbon|ppm',
    `carbon|monoxide|ppm ~7 ${SOUNDS}`,
    `co ?2 alarm|detector|thing|monitor|sensor|meter|unit ~4 ${SOUNDS}`,
    'alarm|detector|monitor ~6 evacuate|fresh air',
    'alarm|detector|monitor ~4 says|said|saying ~2 carbon|monoxide|co|evacuate|danger',
    'carbono ~5 pita*|suena|sonando|alarma|sono',
    'pitando|sonando|suena ~5 carbono|monoxido',
    'sonne|crie|hurle|part ~5 monoxyde|carbone',
    'monoxyde|carbone ~5 sonne|crie|hurle|part|sonner',
  ],
  fire: [
    'boom|bang|explosion|whoosh|pop|popped ~8 flash|fire|flame|flames|fireball|smoke|smoking|burn*|brown|charred|scorched',
    'orange|red ~1 glow|glowing',
    'glow|glowing ~4 attic|wall|outlet|panel|breaker|roof|wires|wire',
    'flash|ball|burst|shower of ~1 fire|light|flame|flames|sparks|electricity',
    'throwing|throws|shooting|shoots|making|spitting|spits ~3 flash|flashes|arcs|lightning|flames|fire',
    'meter|transformer|pole|outlet|socket|switch|plug|wire|wires ~6 flash|flashes',
    'fire|flames out ~1 the|my|its|of',
    `${OUTLET} ~3 melting|melted|charred|scorched|scorching|singed|crispy|toasted`,
    'outlet|plug|socket|wall|receptacle ~2 is|are|feels|felt|getting|gets ~2 hot',
    'wall|plate|outlet ~1 warm ~2 brown|black|smell*|smok*|buzz*',
    `${OUTLET} ~3 crackl*|sizzl*|frying|cooking`,
    'crackl*|sizzl* ~6 outlet|plug|socket|switch|panel|breaker|wall|walls|meter|wires',
    'haze|smokey|smoky ~4 house|kitchen|room|attic|basement|vents|vent',
    'smoke|smoking ~2 pouring|billowing|rolling|seeping|filling|everywhere',
    'smell*|smells ~3 fire|campfire|smoke|char|scorch*|melting|electric|wires',
    'plastic|rubber|wires|electric|electrical|electronics ~2 burning|melting|cooking',
    'electric|electrical|plastic smell|odor|stink',
    'tronando|echa ~4 chispas|lumbre',
    'gresille*|crepite* ~5 panneau|prise|fils|fil|brul*',
    'panneau|prise|compteur ~4 gresille*|crepite*|fond|noircit|chauffe',
  ],
  shock: [
    `bit|bitten|zapped|buzzed|jolted|shocked|lit ~5 ${OUTLET}|fridge|stove|washer|dryer|faucet|dishwasher|microwave|metal`,
    `${OUTLET}|fridge|refrigerator|stove|oven|washer|dryer|faucet|dishwasher|microwave ~3 bit|bites|zaps|zapped|buzzed|jolts|jolted|shocked|shocks ~1 me|him|her|us|my|you|the`,
    'knocked|threw|thrown|blew ~2 across|backwards|backward ~4 room|floor|wall',
    'felt|feel|feeling|got|gets|get ~2 current|electricity|jolt|voltage|juice',
    'corrientazo|corrientazos',
    'water|leak*|drip*|rain ~7 light|lights|fixture|chandelier|bulb|outlet|outlets|panel|breaker|fan',
    'patada de corriente|luz',
    'agua ~5 lampara|lamparas|foco|focos|apagador|contacto|medidor',
    'eau ~5 lampe|lampes|ampoule|lumiere|compteur',
    'pogne|pogner|mange ~2 choc|decharge',
  ],
  flood: [
    `${FLOOR}|garage|room|crawlspace|bathroom|laundry ~3 under ~2 inch|inches|foot|feet|water`,
    '#|two|three|four|several|few inch|inches|feet|foot ~3 rising|deep|and|of',
    `${FLOOR}|everything|whole ~4 soaked|drenched|flooded|underwater ~8 water|drip*|pour*|still|coming|leak*|pipe|broke|broken`,
    `pipe|line|hose|supply|valve|connector ~4 broke|broken|failed|cracked|blown ~8 soaked|drenched|dripping|everywhere|flooded|ruined`,
    'tub|toilet|drain|washer ~3 backing|backed|overflow* ~2 onto|on|into|over|across',
    'sink ~3 backing|backed|overflow* ~2 onto|on|over|across',
    `${PIPE}|${TANK} ~6 let go|loose`,
    `${TANK}|${PIPE} ~3 peeing|pissing|puking|vomiting|pukes|peeing|gushing`,
    'river|waterfall|geyser|fountain|lake|niagara ~2 coming|in|out|under|from|through|down|inside',
    'like ~2 hose|firehose|hydrant|geyser|fountain|waterfall ~2 in|here|inside|everywhere|out',
    'stop|shutoff|valve|handle|nipple|stem|bib ~5 snapped|sheared|broke off ~6 hose|spray*|shoot*|water|gush*',
    `${PIPE} ~4 blew off|out|apart|open|up`,
    `${PIPE}|${TANK} ~3 burst|bursted|exploded|erupted|ruptured|gushing|geysering|spewing|blasting`,
    `${PIPE}|leak*|burst|busted|spraying|water ~8 can not ~2 find|locate|reach|turn|budge|close|shut ~3 shutoff|shut|valve|main|off|stopcock|knob`,
    `${TANK}|${PIPE}|ceiling|wall|it|and ~3 dumped|dumping|dumps|emptied|emptying|puking|vomiting|pissing|hemorrhaging|blasting|spitting ~4 water|gallons|everywhere|floor|out|tank|all`,
    `water ~3 seeping|creeping|running|pouring|pushing|trickling|flowing|spreading|rolling|rushing|cascading ~3 under|into|toward|towards|across|onto|down ~3 carpet|room|bedroom|hall|hallway|living|kitchen|stairs|outlets|walls|neighbor|neighbors|unit|apartment|floorboards|hardwood|closet|vents|electrical|studio|lobby|elevator`,
    `${FLOOR} ~5 squish*|sopping|drenched|floating|underwater|lake|pond|swamp|river|flood*|swimming`,
    `${TANK}|water|leak|it|${PIPE} ~6 all over|on|into|onto ~2 ${FLOOR}|place|walls|garage|laundry ~4 rising|spreading|stop|quit|now|more|still|coming|help`,
    `not|wont quit|stop ~2 all over ~2 ${FLOOR}|place`,
    `neighbor|neighbors|tenant|tenants|unit|apartment|people|lady|guy|condo ~3 ${BELOW} ~8 rain*|drip*|leak*|flood*|pouring|soaked|ceiling|water`,
    `rain*|drip*|leak*|pouring|coming|running|water ~6 neighbor|neighbors|unit|apartment|room|condo|suite|floor ~2 ${BELOW}`,
    `${BELOW} ~1 neighbor|neighbors|unit|apartment|tenant ~8 rain*|drip*|leak*|flood*|pouring|soaked|ceiling|water`,
    'mopping|vacuuming|bailing|shop|towels|vac|buckets ~6 not ~2 keep|enough|keeping',
    'keep|keeping up with ~3 water|leak|it',
    'vecina|vecino|vecinos|inquilino|departamento|apartamento ~2 abajo ~8 agua|gotea*|moja*|cae|filtra*|inunda*',
    'llave|tubo|manguera|boiler|tinaco|valvula|tuberia|calentador|taza ~4 rompio|revento|solto|zafo|trono|quebro|exploto ~8 agua|sale|saliendo|tira|tirando|chorro|cerrar|inund*',
    'agua ~3 metiendo|entrando|corriendo|llegando|brotando|saliendo ~4 sala|cuarto|casa|cocina|pasillo|recamara|vecino|vecinos|alfombra',
    'no encuentro|hallo|se ~5 llave|cerrar ~3 agua|paso',
    'voisin|voisine|voisins|locataire|logement ~3 bas|dessous ~8 eau|coule|degoutte|goutte|plafond|inond*',
    'trouve|trouver|trouvons pas ~4 valve|entree|robinet ~2 eau',
  ],
  sewage: [
    'poo|poop|turds|sewage|waste|brown|black|nasty ~2 water|stuff|sludge|gunk|liquid|mess ~4 coming|bubbling|rising|pushing|backing|up|out|flooding ~3 drain|tub|bathtub|shower|toilet|floor|sink',
    'tub|bathtub|shower|drain|toilet|sink ~4 filling ~3 sewage|poop|poo|waste|brown|black|nasty',
    'flush* ~8 comes|coming|came|bubbles|bubbling|backs ~3 tub|shower|bathtub|floor',
  ],
  ceiling: [
    'ceiling !fan|light|tile|tiles|paint ~6 bow*|belly*|balloon*|droop*|swell*|swollen|pregnant|bubbl*|bulg*|sag*',
    'ceiling|drywall|sheetrock|plaster !fan ~6 about|gonna|going|ready ?to ~1 fall|pop|burst|come|collapse|give|cave|bust|drop',
    'water|rain ~3 coming|pouring|running|dripping|leaking|pissing ~3 fixture|chandelier|vent|vents|lights|bulb|smoke',
    'agua ~4 lampara|foco|luz|luces|ventilador',
  ],
  openRoof: [
    'tree|limb|pine|oak|branch|trunk|car|truck ~2 in|inside|through ~2 living|bedroom|kitchen|house|attic|roof|room|den',
    'hole ~3 roof ~8 storm|rain|raining|water|coming|wet|open|size',
    'limb|tree|branch|trunk|pole ~3 thru|through|into|on ~2 roof|house|bedroom|ceiling|attic|kitchen|nursery',
    'sky|daylight|stars ~4 ceiling|roof|attic|through',
    'roof|shingles|section|half|part|chunk ~4 gone|missing|peeled|ripped|tore|torn|blew|blown|open ~6 rain*|pouring|storm|inside|getting',
  ],
  trapped: [
    'locked|trapped|stuck in|inside ~2 bathroom|bedroom|closet|garage|basement|store|vault|freezer|trunk|office|cooler|elevator|stairwell|attic|shed|stall|room|balcony|patio',
    'arm|shoulder|leg|knee|wrist|ankle|finger|fingers|thumb|toe|hand|ribs ~3 messed|hurts|hurt|broken|broke|swollen|bleeding|numb|bruised|dislocated|crushed|smashed',
    'broke|broken|hurt|smashed|cut|gashed ~2 arm|shoulder|leg|knee|wrist|ankle|finger|fingers|thumb|toe|hand|ribs',
    `${CHILD} ~2 locked|bolted|jammed ~3 door|bathroom|bedroom|room`,
    'rear|t ended|boned ~8 hurt|bleeding|lane|stuck|not',
    `${CHILD}|he|she|they ~4 shut|locked|closed|barricaded|sealed|got|trapped|stuck|locking ~1 himself|herself|themselves|itself|themself ~2 in|inside|out`,
    `${CHILD} ~6 in|inside|behind ~8 crying|screaming|hysterical|panicking|freaking|terrified|scared|bawling|upset`,
    'crying|screaming|hysterical|panicking|bawling ~4 in|inside|behind ~3 bathroom|room|bedroom|car|closet|door|truck',
    'baby|infant|toddler|kid|son|daughter|newborn|child ~3 buckled|strapped|asleep|sleeping|napping ~4 car|seat|carseat|truck|van|suv|back|crib|inside',
    'calling|yelling|screaming|crying|hollering for|out help',
    `came|come|comes|fell|dropped|slammed|crashed|landed|closed|closing|shut|smashed ?down on|onto ~4 ${BODY}`,
    `came|fell|dropped|slammed|crashed|landed|closed|shut ?down on|onto ~3 ${PERSON}`,
    `hit|struck|smacked|clocked|whacked|nailed|got ~4 in|on|across ~2 ${BODY}`,
    `${BODY} ~3 stuck|caught|pinned|wedged|jammed|mangled|smashed|crushed ~2 in|under|between|by|door|track|spring|roller|gears|hinge`,
    `${PERSON} ~4 pinned|wedged|crushed|trapped|jammed|stuck ~2 in|inside|under|between|by|behind|beneath`,
    'sangra*|sangrando|desmay*',
  ],
  medical: [
    'breathing|oxygen|dialysis|feeding|suction|cpap|bipap|vent|ventilator|medical ~3 machine|concentrator|pump|equipment ~8 battery|batteries|power|outage|electricity|hour|hours|minutes|running|dead|backup',
  ],
} as const satisfies Record<string, readonly string[]>
