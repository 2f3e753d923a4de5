import { isSparksByName } from './sparks-by-name.ts'
import type { HazardLabel } from './find-hazards.ts'
import type { Found } from './phrase-book.ts'
import type { Token } from './tokenize.ts'

/** Phrases that sound like a hazard and are none. */
export function isHarmless(tokens: readonly Token[], hazard: Found<HazardLabel>): boolean {
  const words = tokens.map((token) => token.word)
  const near = words.slice(Math.max(0, hazard.from - 4), hazard.to + 4)
  const nearHas = (list: ReadonlySet<string>) => near.some((word) => list.has(word))
  switch (hazard.label) {
    case 'monoxide':
      return nearHas(BATTERY_WORDS) && !nearHas(ALARM_WORDS)
    case 'fire':
      return (
        (nearHas(BATTERY_WORDS) && nearHas(DETECTOR_WORDS) && !nearHas(BURNING_WORDS)) ||
        isFireThing(words) ||
        (words[hazard.from] === 'sparks' && hazard.to === hazard.from + 1 && isSparksByName(words, hazard.from)) ||
        (nearHas(ENGINE_WORDS) && near.includes('oil') && !words.some((word) => FLAMES.test(word) && word !== 'engine')) ||
        (nearHas(EXHAUST_WORDS) && !words.some((word) => FLAMES.test(word))) ||
        (nearHas(BURNER_WORDS) && !words.some((word) => BLAZE.test(word)))
      )
    case 'shock':
      return nearHas(PRICE_WORDS)
    case 'trapped':
      return isOnlyThings(words, hazard)
    case 'traffic':
      return !words.some((word) => BREAKDOWN.test(word))
    case 'gas':
      return (
        nearHas(FUEL_TOOLS) ||
        (near.some((word) => EGG.test(word)) &&
          (nearHas(DRAIN_WORDS) || nearHas(EXHAUST_WORDS)) &&
          !words.some((word) => GAS_SOURCE.test(word)))
      )
    case 'ceiling':
      return nearHas(STAIN_WORDS) || (near.includes('paint') && !words.some((word) => FLOWING.test(word)))
    case 'openRoof':
      return near.includes('hanging') || near.includes('overhanging') || near.includes('trim')
    case 'flood':
      return (
        !words.some((word) => WATERY.test(word)) ||
        (words[hazard.from - 1] === 'chauffe' && !words.some((word) => SPREADING.has(word))) ||
        isHabit(words) ||
        nearHas(SPRAYERS) ||
        nearHas(MILDLY) ||
        (nearHas(SOMETIMES) && !nearHas(RIGHT_NOW))
      )
    case 'sewage':
    case 'medical':
    case 'threatened':
      return false
    default:
      return hazard.label satisfies never
  }
}

/** `fire hazard`, `fire marshal`: the word without the thing. */
function isFireThing(words: readonly string[]): boolean {
  return words.some((word, index) => word === 'fire' && FIRE_THINGS.has(words[index + 1] ?? '')) && !words.some((word) => BURNS.test(word))
}

const FIRE_THINGS = new Set(
  'hazard hazards marshal rated code extinguisher extinguishers alarm alarms sprinkler sprinklers pit place insurance station drill escape door doors wall truck damage inspection safety'.split(
    ' ',
  ),
)
const BURNS = /^(?:smok|spark|flame|burn|melt|going|goes|went|blaring|sounding|beeping|hot|scorch|catch|caught)/

/** `floods every spring`: nothing under way. */
function isHabit(words: readonly string[]): boolean {
  const at = words.findIndex(
    (word, index) => (word === 'every' || word === 'each' || word === 'cada' || word === 'chaque') && TURNS.has(words[index + 1] ?? ''),
  )
  return at !== -1 && !words.some((word) => RIGHT_NOW.has(word))
}

const TURNS = new Set(
  'spring summer winter fall year month rain storm heavy big primavera verano invierno ano lluvia printemps hiver annee'.split(' '),
)

/** A car, a key or papers locked in are no person in need. */
function isOnlyThings(words: readonly string[], hazard: Found<HazardLabel>): boolean {
  if (words.includes('nobody') || (words.includes('no') && words[words.indexOf('no') + 1] === 'one')) return true
  const people = words.filter((word) => PEOPLE_WORDS.has(word))
  if (people.length === 1 && words.some((word, index) => PEOPLE_WORDS.has(word) && PEOPLES_THINGS.has(words[index + 1] ?? ''))) return true
  const at = words.findIndex((word) => word === 'locked' || word === 'lock')
  const isLockout = at !== -1 && words.slice(at + 1, at + 4).includes('out')
  if (isLockout && !words.some((word) => SMALL_CHILDREN.has(word))) return true
  if (words[hazard.to - 1] === 'at' || words[hazard.to] === 'at' || !words.some((word) => HELD.test(word))) return true
  if (words.some((word) => PEOPLE_WORDS.has(word))) return false
  const own = words.slice(Math.max(0, hazard.from - 3), hazard.to)
  if (own.some((word) => BODY_WORDS.has(word))) return false
  return own.some((word) => CAR_WORDS.has(word)) || own.some((word) => KEY_WORDS.has(word)) || !words.some((word) => SELF_WORDS.has(word))
}

/** `baby gate`, `dog door`: named after somebody, nobody. */
const PEOPLES_THINGS = new Set([
  'gate',
  'gates',
  'door',
  'proof',
  'proofing',
  'monitor',
  'lock',
  'locks',
  'house',
  'run',
  'flap',
  'shower',
  'wash',
  'cave',
])
const SMALL_CHILDREN = new Set([
  'baby',
  'infant',
  'toddler',
  'newborn',
  'year',
  'yr',
  'yo',
  '3yo',
  '2yo',
  'alone',
  'stove',
  'bebe',
  'nourrisson',
])
const HELD =
  /^(?:lock|key|trap|stuck|shut|barricad|call|came|wedg|mangl|pinn|caught|crush|pinch|smash|hurt|bleed|injur|unconsc|911|ambul|fell|hit|crash|slam|drop|land|barre|embarr|enferm|coinc|pogn|prisonn|pris|encerr|atrap|ator|tranc|llaves|cle|cayo|herid|lastim|sangr|saign|bless|jam|alone|passed|breath|respond|answer|get|out|salir|sortir|conscious|move|stranded|cerrad|quedo|deje|encima)/
/** `mud all over the floor` is no flood. */
const WATERY =
  /^(?:water|wet|leak|drip|drop|flood|pipe|hose|line|main|toilet|tub$|bath|sink|shower|tank|heater|boiler|wash|dish|burst|bust|gush|geyser|spray|squirt|spew|pour|soak|puddle|pool|overflow|overfill|fill|flow|stream|faucet|spigot|spout|hydrant|valve|basement|sump|drain|rain|river|lake|niagara|swim|shut|stop|ceiling|toilette|inond|inund|agua|eau$|eaux|fuga|gotea|chorr|brota|charco|derram|desbord|rebos|rebal|moja|empap|tub[oe]|tuberia|pipa|caneria|manguera|llave|tinaco|fuit|coul|degat|gicl|pisse|debord|tuyau|plancher|evier|techo|revent|main$|running|aquarium|inch|feet|foot|ankle|knee)/
const SPREADING = new Set(['partout', 'plancher', 'plafond', 'beaucoup', 'fort', 'mur'])
const MILDLY = new Set([
  'slow',
  'slowly',
  'little',
  'slightly',
  'slight',
  'tiny',
  'minor',
  'poquito',
  'poquita',
  'poquitita',
  'poco',
  'poca',
  'tantito',
  'tantita',
  'peu',
  'legerement',
])
const SOMETIMES = new Set(['sometimes', 'occasionally', 'whenever', 'twice', 'usually', 'often', 'parfois'])
const RIGHT_NOW = new Set(['now', 'everywhere', 'currently'])
const SPRAYERS = new Set(['aerator', 'sprayer', 'showerhead', 'sprinkler', 'sprinklers', 'faucet', 'nozzle', 'head'])
const BURNER_WORDS = new Set(['burner', 'burners', 'igniter', 'ignitor', 'pilot', 'cooktop'])
const BLAZE = /^(?:fire$|shoot|huge|outlet|panel|smok|burning|melt|catch|caught|out$|everywhere|behind|wire)/
/** Words of water that goes on. */
export const FLOWING =
  /^(?:spray|gush|pour|flood|everywhere|coming|rush|shoot|spew|overflow|rising|sale$|saliendo|inund|brota|chorre|desbord|cayendo|partout|gicle|inond|debord|monte$|rain|drip|leak|coul|gote|worse)/
const FLAMES = /^(?:flame|hood|engine|dash|fire$|interior)/
const BREAKDOWN =
  /^(?:broke|broken|stuck|stranded|died|dead|dying|stall(?:ed|ing)?$|blew|blown|blow|accident|crash|wreck|hit|flat|quit|shut|cut|lost|shoulder|stopped|pulled|smok|fire|hurt|spun|ditch|gas|start|moving|panne|apag|prende|ponch|averi|descomp|crev|accotement|arrete|acotamiento|orilla|varad|parad|muffler|fell|overheat(?:ed|ing)|locked|tow|grua|remorqu|help|trapped|tire|quede|acab|steering|swerv|flying|zooming|bloque|morte?$|lache|pris$|coinc|immobilis)/
/** What leaking gas smells of. */
export const EGG = /^(?:egg|rotten|sulfur|sulphur)/
const GAS_SOURCE = /^(?:gas|gaz|stove|furnace|meter|propane|dryer|range|oven|headache|dizzy|hiss)/
const wordSet = (words: string) => new Set(words.split(' '))
const BATTERY_WORDS = wordSet(
  'chirp chirps chirping chirped battery batteries install installed replace replacing random randomly new expired expire buy hardwired occasionally once pile bateria piles intermittently',
)
const ALARM_WORDS = wordSet('nonstop constantly continuously constant going sounding blaring screaming ppm dizzy headache sick stop')
const DETECTOR_WORDS = wordSet('smoke detector detectors alarm alarms detecteur alarma')
const BURNING_WORDS = wordSet('smell smells burning fire flames smoking kitchen see coming from')
const PRICE_WORDS = wordSet('price prices bill cost quote estimate invoice charge struts strut absorbers absorber absorbing how')
const DRAIN_WORDS = wordSet('drain drains tap faucet water shower sink drenaje robinet')
const STAIN_WORDS = wordSet('stain stains stained spot spots mark ring discolored dry dried mancha tache')
const CAR_WORDS = wordSet('car truck van suv vehicle cars jeep carro coche auto camioneta troca char voiture')
const SELF_WORDS = wordSet('i im me we us he she someone somebody person hand arm leg foot finger fingers nos me je')
const EXHAUST_WORDS = wordSet('exhaust tailpipe muffler catalytic startup clean cleaning mofle echappement')
const ENGINE_WORDS = wordSet('engine motor car truck')
const FUEL_TOOLS = wordSet('mower lawnmower weedeater chainsaw tractor blower boat motorcycle')
const BODY_WORDS = wordSet(
  'hand hands finger fingers arm leg legs foot feet head ankle face toe toes bleeding unconscious injured hurt ambulance 911 elevator mano pie pierna dedo cabeza main doigt pied bras',
)
const KEY_WORDS = wordSet('key keys fob llaves llave cles cle phone purse wallet groceries out')
const PEOPLE_WORDS = wordSet(
  'year old yr wife husband mom dad mother father man woman person someone somebody guys employee workers crew friend roommate grandmother grandfather grandpa lady worker employee patient resident tenant neighbor cat esposo esposa mama papa abuela abuelo mari femme mere pere bebes baby infant toddler child kid kids children daughter son dog puppy grandma mom newborn bebe nino nina hijo hija perro enfant enfants fils fille chien boy girl twins nephew niece grandson granddaughter bebes ninos',
)
