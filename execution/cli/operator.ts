import { argon2idPasswords } from '#adapters/passwords/argon2id.ts'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { PASSWORD_LENGTH_MIN } from '#config/env.ts'
import type { Surroundings } from './ledger.ts'
import { withStore } from './with-store.ts'

export const OPERATOR_HELP = `lead-agent operator: how you sign in to the browser's half as operator.

  operator password        reads a new password from the input, one line of at least ${PASSWORD_LENGTH_MIN} characters, and signs every operator out

For example: read -rs PASSWORD; printf '%s' "$PASSWORD" | npx --no-install lead-agent operator password
LEAD_AGENT_OPERATOR_PASSWORD in the environment counts instead of it. Exit code: 0 set, 2 the command could not run.
`

/** `lead-agent operator …`. The password comes by the input, never as an argument: arguments are seen by everybody on the machine. */
export async function operatorCommand(
  args: readonly string[],
  input: AsyncIterable<unknown>,
  { out, err, env }: Surroundings,
): Promise<number> {
  if (args[0] !== 'password' || args.length > 1) {
    err.write(OPERATOR_HELP)
    return 2
  }
  try {
    const password = await firstLine(input)
    if (password.length < PASSWORD_LENGTH_MIN) throw new Error(`the password must have at least ${PASSWORD_LENGTH_MIN} characters`)
    const phc = await argon2idPasswords.hash(password)
    await withStore(env, (store) =>
      store.access(async (tx) => {
        await tx.operator.savePassword(phc, systemClock().now())
        await tx.sessions.removeOperators()
      }),
    )
    out.write('{"password":"set"}\n')
    return 0
  } catch (error) {
    err.write(`operator: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

async function firstLine(input: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  for await (const chunk of input) text += String(chunk)
  return text.split(/\r?\n/)[0] ?? ''
}
