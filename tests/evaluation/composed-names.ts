import { GIVEN_NAMES } from '#adapters/embedded-engine/given-names.ts'
import { SURNAMES } from '#adapters/embedded-engine/naming-words.ts'
import { drawer, inventedName } from './invented-names.ts'

/**
 * A text as it is dictated in a hurry: what is wrong, who, where and the number, one after the other, with and without marks between, in small
 * letters or not. One in four names nobody. `turn` decides all of it.
 */
export function composedText(problem: string, turn: number): { text: string; name: string | null } {
  const draw = drawer(turn)
  const pick = <One>(list: readonly One[]): One => list[draw(list.length)] as One // `draw` stays below the length, and no list is empty.
  const isNamed = draw(10) < 3 * 2
  const isSmall = draw(3) > 0
  const written = isNamed ? pick(FORMS).map((part) => nameWord(part, draw)) : []
  const name = written.length === 0 ? null : written.map((word) => (isSmall ? word : titled(word))).join(' ')
  const place = `${100 + draw(8800)} ${pick(STREETS)}`
  const phone = pick(['{a} 555 01{b}', '{a}-555-01{b}', '({a}) 555-01{b}', '{a}55501{b}'])
    .replace('{a}', pick(AREAS))
    .replace('{b}', String(10 + draw(90)))
  const parts = pick(ORDERS).flatMap((part) => {
    if (part === 'problem') return [problem.replace(/[.!\s]+$/, '')]
    if (part === 'name') return name === null ? [] : [name]
    return [part === 'place' ? (isSmall ? place.toLowerCase() : place) : phone]
  })
  return { text: parts.join(pick(BREAKS)), name }
}

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
