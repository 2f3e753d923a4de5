import { GIVEN_NAMES } from '#adapters/embedded-engine/given-names.ts'
import { SURNAMES } from '#adapters/embedded-engine/naming-words.ts'
import type { Asked } from '#core/qualification/reading.ts'
import { drawer, inventedName } from './invented-names.ts'

/**
 * A text as it is dictated in a hurry: what is wrong, who, where and the number, one after the other, with and without marks between, in small
 * letters or not, after one of our questions or none. Many name nobody. `turn` decides all of it.
 */
export function composedText(problem: string, turn: number): { text: string; name: string | null; asked: Asked | null } {
  const draw = drawer(turn)
  const pick = <One>(list: readonly One[]): One => list[draw(list.length)] as One // `draw` stays below the length, and no list is empty.
  const isNamed = draw(10) < 3 * 2
  const isSmall = draw(3) > 0
  const written = isNamed ? pick(FORMS).map((part) => nameWord(part, draw)) : []
  const name = written.length === 0 ? null : written.map((word) => (isSmall ? word : titled(word))).join(' ')
  const place = `${100 + draw(8800)} ${pick(STREETS)}${pick(TOWNS)}${draw(3) === 0 ? `, ${60_100 + draw(700)}` : ''}`
  const phone = pick(['{a} 555 01{b}', '{a}-555-01{b}', '({a}) 555-01{b}', '{a}55501{b}'])
    .replace('{a}', pick(AREAS))
    .replace('{b}', String(10 + draw(90)))
  const opening = draw(5) === 0 ? [pick(OPENINGS)] : []
  const parts = pick(ORDERS).flatMap((part) => {
    if (part === 'problem') return [problem.replace(/[.!\s]+$/, '')]
    if (part === 'name') return name === null ? [] : [name]
    return [part === 'place' ? (isSmall ? place.toLowerCase() : place) : phone]
  })
  const another = draw(5) < 2 ? [aboutAnother(draw, isSmall)] : []
  const whole = draw(2) === 0 ? [...opening, ...another, ...parts] : [...opening, ...parts, ...another]
  return {
    text: whole.join(another.length > 0 ? pick(STOPS) : pick(BREAKS)),
    name: parts.includes(name ?? '') ? name : null,
    asked: pick(QUESTIONS),
  }
}

/** Something said of somebody who is not the writer. */
function aboutAnother(draw: (below: number) => number, isSmall: boolean): string {
  const said = OTHERS[draw(OTHERS.length)] ?? 'the tech, {name}, was here'
  const name = nameWord('given', draw) + (draw(3) === 0 ? ` ${nameWord('family', draw)}` : '')
  return said.replace('{who}', WHO[draw(WHO.length)] ?? 'my neighbor').replace('{name}', isSmall ? name : titled(name))
}

const WHO = [
  'my neighbor',
  'the technician',
  'my ex',
  'my landlord',
  'the tenant',
  'my brother',
  'your guy',
  'the cleaner',
  'the super',
  'my contractor',
  'the last plumber',
  'our dog',
  'my boss',
  'the painter',
  'the realtor',
  'the inspector',
  'my son',
  'the guy before',
]
const OTHERS = [
  '{who}, {name}, left it like this',
  '{who} {name} said to call you',
  '{name}, {who}, looked at it already',
  '{who} is {name}',
  '{who}, {name}, told me so',
  '{who} {name} was here before',
  '{who} {name} broke it',
  '{name} is {who}',
  '{name} ({who}) has the key',
  'its {who}, {name}, who knows',
  'dont send {name} again',
  'please tell {name} thanks',
  'is {name} still with you',
  'i was told to ask for {name}',
  'hi {name}',
  'hey {name}, quick question',
  '{name} from your shop was here monday',
  '{name} installed it last year',
  'got your number from {name}',
  'the lease is under {name}',
  '{name} did a great job last time',
  'el vecino, {name}, ya la vio',
  'el plomero {name} no llego',
  'me lo recomendo {name}',
  'mi jefe don {name} dice que si',
  'esta {name} hoy',
  'mon proprio, {name}, veut une facture',
  'le gars avant vous, {name}, a mal fait ca',
  'bonjour {name}',
  'c est {name} qui vous a recommande',
]
const STOPS = ['. ', '. ', ', ', ' - ', '\n']

type NamePart = 'given' | 'family' | 'letter' | 'double'
const FORMS: readonly (readonly NamePart[])[] = [
  ['given'],
  ['given'],
  ['given', 'family'],
  ['given', 'family'],
  ['given', 'family'],
  ['given', 'letter', 'family'],
  ['given', 'double'],
  ['given', 'family', 'family'],
  ['letter', 'family'],
]
type Part = 'problem' | 'name' | 'place' | 'phone'
const ORDERS: readonly (readonly Part[])[] = [
  ['problem', 'name', 'place', 'phone'],
  ['problem', 'name', 'place'],
  ['problem', 'name', 'phone'],
  ['problem', 'place', 'name', 'phone'],
  ['problem', 'place', 'name'],
  ['problem', 'name'],
  ['name', 'problem', 'place'],
  ['name', 'place', 'problem', 'phone'],
  ['place', 'problem', 'name', 'phone'],
  ['place', 'problem', 'phone', 'name'],
  ['place', 'name', 'problem'],
  ['place', 'name'],
  ['name', 'place'],
  ['name', 'phone'],
  ['name'],
  ['problem'],
  ['problem', 'place'],
  ['problem', 'phone'],
]
const QUESTIONS: readonly (Asked | null)[] = [
  null,
  null,
  null,
  'name',
  'name',
  'address',
  'address',
  'address',
  'problem',
  'time',
  'confirm_slot',
]
const OPENINGS = [
  'ok',
  'fine',
  'whatever',
  'sure',
  'hello',
  'yeah',
  'yes',
  'no',
  'well',
  'hi there',
  'bueno',
  'pues',
  'mire',
  'ben',
  'bon',
  'ok la',
  'look',
  'listen',
  'ugh',
  'sorry',
  'lol',
  'hey',
  'hmm',
  'allo',
  'si',
  'oui',
]
const BREAKS = [' ', ' ', ' ', ', ', '. ', '\n', ' - ']
const STREETS = [
  'Oak St',
  'Maple Avenue',
  'N Lincoln',
  'Cedar Ln apt 4',
  'Wexford Court',
  '5th Ave',
  'Calle Luna',
  'rue Laurier',
  'boul Saint-Joseph',
  'Hwy 9',
  'Millrace Rd',
  'E Commerce st',
]
const TOWNS = [
  '',
  '',
  '',
  '',
  ', Springfield',
  ' Huntley',
  ', Wheaton IL',
  ', El Paso',
  ' Laval',
  ', Kelowna BC',
  ', St. Cloud',
  ' chicago',
  ', Rimouski',
  ', Las Cruces',
]
const AREAS = ['312', '614', '503', '786', '514', '210', '416', '909']
const GIVEN = [...GIVEN_NAMES].toSorted()
const FAMILY = [...SURNAMES].toSorted()

function nameWord(part: NamePart, draw: (below: number) => number): string {
  if (part === 'letter') return 'abcdefghjklmnprstvw'[draw(19)] ?? 'a'
  const list = part === 'given' ? GIVEN : FAMILY
  const one = draw(5) < 3 ? inventedName(draw) : (list[draw(list.length)] ?? 'dana')
  return part === 'double' ? `${one}-${inventedName(draw)}` : one
}

const titled = (word: string): string => word.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())
