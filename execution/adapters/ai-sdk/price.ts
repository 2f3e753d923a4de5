/** US dollars per million tokens, which is the same number as millionths of a dollar per token. */
export type TokenPrice = { input: number; output: number }

/** The most that a model may write: labels and quotes take about 150 tokens, a thinking model needs room besides. */
export const OUTPUT_TOKENS_MAX = 1_500

/** No writing needs more tokens than it has bytes. */
const TOKENS_PER_BYTE_MAX = 1

/** Written language has about this many characters per token; used when a provider does not say what it counted. */
const CHARACTERS_PER_TOKEN = 3

type Counted = { inputTokens: number | undefined; outputTokens: number | undefined }

/**
 * What one call costs in millionths of a US dollar, rounded up. A provider's figures are used within what is possible; without them the
 * longest answer is assumed, so that a budget is rather spent too early.
 */
export function costOf(price: TokenPrice, promptText: string, counted: Counted | null): number {
  const characters = promptText.length
  const input = within(counted?.inputTokens, characters * 4 * TOKENS_PER_BYTE_MAX, Math.ceil(characters / CHARACTERS_PER_TOKEN))
  const output = within(counted?.outputTokens, OUTPUT_TOKENS_MAX * 2, counted === null ? 0 : OUTPUT_TOKENS_MAX)
  return Math.ceil(input * price.input + output * price.output)
}

function within(figure: number | undefined, max: number, otherwise: number): number {
  if (figure === undefined || !Number.isFinite(figure) || figure < 0) return otherwise
  return Math.min(figure, max)
}
