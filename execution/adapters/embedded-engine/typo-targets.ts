/** Words worth repairing towards that stand in the phrase books only by their beginnings. Folded, six letters or more. */
export const TYPO_TARGETS: readonly string[] =
  `leaking leaked dripping flooded flooding overflowing overflowed bursting gushing spraying pouring ceiling basement bathroom kitchen toilet toilets faucet shower sewage clogged unclog disposal plumber plumbing emergency urgent heater furnace heating thermostat conditioner conditioning electrical electrician electricity outlet outlets breaker breakers sparking sparks smoking burning smells shocked roofer roofing shingles gutters locksmith locked lockout refrigerator freezer dishwasher microwave appliance garage spring springs opener brakes battery alternator transmission engine mechanic stranded overheating trapped appointment reschedule cancel schedule estimate quote invoice warranty refund overcharged complaint technician tomorrow morning afternoon evening tonight monday tuesday wednesday thursday friday saturday sunday carbon monoxide detector detectors alarm unsubscribe hiring available address please yesterday immediately carbon elderly grandma newborn infant freezing highway interstate intersection oxygen
  plomero plomeria tuberia calentador inundado inundando inundacion goteando gotera electricista electricidad quemado chispas cerradura cerrajero refrigerador lavadora secadora mecanico emergencia necesito urgente manana miercoles viernes sabado domingo direccion precio cancelar cotizacion calefaccion garantia
  plombier plomberie chauffage fournaise fuite inondation inonde electricien electricite panneau prise serrurier serrure toiture refrigerateur laveuse secheuse urgence urgent demain mercredi vendredi samedi dimanche rendez soumission annuler rappelez monoxyde detecteur etincelles fumee`
    .split(/\s+/)
    .filter((word) => word !== '')

/** Ordinary words one letter away from a target: they mean themselves. Found by running a large English word list through the repairer. */
export const NO_SLIPS: readonly string[] =
  `compliant direction freeing getters heading hiding render shells slower accent baking barrier bowler braces caches casing leaning leading sparkling frames flakes stream string strings springy sinks sticks strike shared sleeping steering
  clocks socks stated starred stating stocks tested testing header healthy filter freeze freezes lacked locking layer freezers breakfast breaker breakage clipping dipping dropping dripped
  flirting floating flossing folding forcing gusting rushing pushing praying playing spreading straying sprayer pouting posting porting terminal turned cooking looking smoothing stoking choking
  burying turning burping bursting furnish furnished garages batters battery batteries flattery alternate alternator detectors director directors reflector
  carton carbons urgently cancer canceled cancels counsel scheduler reschedules estimates estimated quotes quoted quota invoices voiced refunds locksmiths locker lockers
  emergence emergent emerging technical technicians appliances mondays sundays freezing trending electrics electron electric electricians thermos thermostats roofers roofed
  heaters heated beater theater treater flooring showered shower showers flower tower power faucets toiletry disposals dispose kitchens kitten chicken basements casement easement bathrooms
  ceilings dealing feeling healing peeling sealing stealing wheeling kneeling overflows overflown clogs cloggedup unclogs springer sprint sprints spring trains drains brakes breaks bakes brace
  engines engineer mechanics mechanical strands trapper strapped wrapped elders elderly granola infants addresses dressed pleased pleaser immediate hiringly avail tomorrows warning mornings mourning evenings
  demain remain domain domaine fuites suite suites price prise prises urgents panneaux serrures toitures fumees cerraduras lavadoras secadoras mecanicos techos
  sells spells swells spares spars flares flumes burnet stover`
    .split(/\s+/)
    .filter((word) => word !== '')

/** Words of danger that are repaired although they are short; no ordinary word of the three languages is one slip from them but those that lists know. */
export const DANGER_TARGETS: readonly string[] =
  'smoke smoky smell flame flames shock shocked spark sparks sparked burnt melted melting stove hissing scorched dizzy alarm'.split(' ')

/** Slips of words that are too short for that, or that stand in the phrase books by their beginnings. */
export const DANGER_SLIPS: ReadonlyMap<string, string> = new Map([
  ['smok', 'smoke'],
  ['smel', 'smell'],
  ['smels', 'smells'],
  ['comming', 'coming'],
  ['commin', 'coming'],
  ['coomin', 'coming'],
  ['cuming', 'coming'],
  ['gass', 'gas'],
  ['gaas', 'gas'],
  ['gasss', 'gas'],
  ['lek', 'leak'],
  ['leek', 'leak'],
  ['laek', 'leak'],
  ['fiire', 'fire'],
  ['firre', 'fire'],
  ['fier', 'fire'],
])
