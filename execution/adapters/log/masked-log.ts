import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'

/** Everything that could name a customer is masked before it is written: phone numbers keep their last two digits, texts are left out. */
const PRIVATE_KEYS = ['body', 'text', 'texts', 'words', 'from', 'to', 'phone', 'name', 'street', 'authToken', 'authorization', 'cookie']
const PRIVATE_PATHS = PRIVATE_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])

const PHONE = /\+?\d[\d\s().-]{6,}\d/g

export function maskPhones(text: string): string {
  return text.replace(PHONE, (found) => `…${found.replace(/\D/g, '').slice(-2)}`)
}

/** JSON lines. Not pino's own way to standard output: it throws when the disk of the log is full, and the process ends. */
export function maskedLog(level: string, stream: DestinationStream = process.stdout): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    redact: { paths: PRIVATE_PATHS, censor: '[masked]' },
    hooks: {
      logMethod(args, method) {
        const masked = args.map((arg) => (typeof arg === 'string' ? maskPhones(arg) : arg))
        // The tuple keeps its shape: only strings were replaced by strings.
        method.apply(this, masked as Parameters<typeof method>)
      },
    },
    serializers: { err: maskedError },
  }
  return pino(options, stream)
}

/** With its cause, because "fetch failed" alone helps nobody. Whatever else was thrown is only named. */
function maskedError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { message: maskPhones(String(error)) }
  const { name, message, stack = '', cause } = error
  const told = { type: name, message: maskPhones(message), stack: maskPhones(stack) }
  return cause instanceof Error ? { ...told, cause: maskPhones(cause.message) } : told
}
