import { PROBLEMS } from '#contract/problem.ts'

/** `docs/reference-errors.md`, from the table that answers are made of. */
export function errorsPage(): string {
  const rows = Object.entries(PROBLEMS).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`)
  return [
    '# Errors',
    '',
    'Every answer of the API that is not a success is a problem document (`application/problem+json`, RFC 9457) with a stable `code`. `detail` names what exactly',
    'is wrong, `reasons` the rules that were against it. This page is written by `node scripts/write-reference.ts`.',
    '',
    '| code | status | what it means and what to do |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
