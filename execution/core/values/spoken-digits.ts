/** Digits as they are spoken in the three languages, folded. */
export const SPOKEN_DIGITS: ReadonlyMap<string, string> = new Map([
  ...[
    'zero one two three four five six seven eight nine',
    'cero uno dos tres cuatro cinco seis siete ocho nueve',
    'zero un deux trois quatre cinq six sept huit neuf',
  ].flatMap((words) => words.split(' ').map((word, digit): [string, string] => [word, String(digit)])),
  ['oh', '0'],
  ['o', '0'],
  ['une', '1'],
])

/** `triple five` */
export const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['doble', 2],
  ['triple', 3],
])

/** The digits of a run of folded words, spoken or in figures: `six oh six one four` is 60614, `triple five` 555. Other words say none. */
export function spokenDigits(words: string): string {
  let digits = ''
  let times = 1
  for (const word of words.trim().split(/[\s,.()+/-]+/)) {
    const repeated = REPEATS.get(word)
    if (repeated !== undefined) times = repeated
    else {
      digits += (SPOKEN_DIGITS.get(word) ?? (/^\d+$/.test(word) ? word : '')).repeat(times)
      times = 1
    }
  }
  return digits
}
