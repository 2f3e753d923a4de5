import type { Trade } from '#core/qualification/reading.ts'
import type { WrittenWord } from './written-words.ts'

/** `2013 malibu`, `08 camry`: at a garage the year of a car and no house, unless the kind of a street follows. */
export function isModelYear(words: readonly WrittenWord[], at: number, trade: Trade): boolean {
  const [year, car] = [words[at], words[at + 1]]
  if (trade !== 'auto_repair' || year === undefined || car === undefined || car.broken) return false
  return MODEL_YEAR.test(year.word) && CAR_WORDS.has(car.word)
}

const MODEL_YEAR = /^(?:19[5-9]\d|20[0-4]\d|\d\d)$/

/** Makes and models as people write them. `lincoln` and `ford` alone are streets as often; the model beside them is not. */
const CAR_WORDS = new Set(
  `acura audi bmw buick cadillac caddy chevy chevrolet chrysler dodge fiat gmc honda hyundai infiniti jaguar jeep kia lexus mazda benz mercedes mini
  mitsubishi nissan pontiac porsche ram saab saturn scion subaru suzuki tesla toyota volkswagen vw volvo accord altima armada astro avalanche avalon aveo
  blazer bronco camaro camry caravan cavalier charger cherokee civic cobalt compass corolla corvette cruze durango edge elantra element enclave envoy
  equinox escalade escape expedition explorer express fiesta fit focus forester forte fusion highlander hummer impala impreza jetta journey leaf lacrosse
  lancer lesabre malibu matrix maxima miata mustang navigator neon odyssey optima outback outlander passat pathfinder patriot pilot pathfinder pontiac
  prius ranger rav4 cr-v crv hr-v hrv f150 f-150 f250 f-250 silverado rogue santafe sebring sedona sentra sequoia sienna silverado soul sonata sorento
  spark suburban tacoma tahoe taurus telluride tiguan titan trailblazer traverse trax tucson tundra veloster venza versa wrangler xterra yukon`.split(
    /\s+/,
  ),
)
