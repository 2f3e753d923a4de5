import { pino, type Logger } from 'pino'

/** Everything that could name a customer is masked before it is written: phone numbers keep their last two digits, texts are left out. */
const PRIVATE_KEYS = ['body', 'text', 'texts', 'words', 'from', 'to', 'phone', 'name', 'street', 'authToken', 'authorization', 'cookie']
const PRIVATE_PATHS = PRIVATE_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])

const PHONE = /\+?\d[\d\s().-]{6,}\d/g

export function maskPhones(text: string): string {
  return text.replace(PHONE, (found) => `…${found.replace(/\D/g, '').slice(-2)}`)
}

/** JSON lines on standard output. */
export function maskedLog(level: string): Logger {
  return pino({
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
    serializers: {
      err: (error: unknown) =>
        error instanceof Error ? { type: error.name, message: maskPhones(error.message), stack: maskPhones(error.stack ?? '') } : error,
    },
  })
}
