import { parseArgs } from 'node:util'

type Options<Name extends string> = Readonly<Record<Name, { otherwise: number; least: number }>>

/** What this process was given; ends it with 2 and one line when that cannot be read. */
export function commandNumbers<Name extends string>(options: Options<Name>): Record<Name, number> {
  try {
    return wholeNumbers(process.argv.slice(2), options)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  }
}

/**
 * The whole numbers that a command of ours was given as `--name N`, each with its value when left out. Throws an error that names the option when
 * one is unknown or is no whole number from `least` on: a run of no conversations would find no fault.
 */
export function wholeNumbers<Name extends string>(args: readonly string[], options: Options<Name>): Record<Name, number> {
  const names = Object.keys(options) as Name[]
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  })
  const given = names.map((name) => {
    const { otherwise, least } = options[name]
    const value = values[name] === undefined ? otherwise : Number(values[name])
    if (!Number.isSafeInteger(value) || value < least)
      throw new Error(`--${name} must be a whole number from ${least} on, not "${values[name]}"`)
    return [name, value] as const
  })
  // Each name has its number.
  return Object.fromEntries(given) as Record<Name, number>
}
