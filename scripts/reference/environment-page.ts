import { variableNames } from '#config/env.ts'

/** What each variable means and what holds without it. */
const VARIABLES: Readonly<Record<string, { without: string; meaning: string }>> = {
  PORT: { without: '3000', meaning: 'Where it listens.' },
  HOST: { without: '127.0.0.1', meaning: 'The address it listens on. Others can reach it on anything but a loopback address.' },
  PUBLIC_URL: {
    without: '`http://HOST:PORT`',
    meaning:
      'What the outside calls us: signatures are checked against it, cookies are secure when it is https, and passkeys belong to its name.',
  },
  DATA_DIR: { without: '`./data`', meaning: 'The database, secrets and journal.' },
  DATABASE_URL: {
    without: '`sqlite:DATA_DIR/lead-agent.db`',
    meaning:
      'Another SQLite file (`sqlite:PATH`), or a PostgreSQL database: `postgres://user:password@host:5432/name`. Its user should own the database and be no superuser; one process serves from it at a time.',
  },
  SQLITE_SYNCHRONOUS: { without: 'NORMAL', meaning: '`FULL` also survives a power failure, and commits more slowly.' },
  LEAD_AGENT_MODE: {
    without: '`lab` without Twilio credentials, else `live`',
    meaning: 'In the lab a fake carrier stands in and nothing leaves the machine.',
  },
  LEAD_AGENT_OPERATOR_TOKEN: {
    without: 'generated once into DATA_DIR',
    meaning: 'The bearer token of programs that act as operator; it is also in the sign-in link.',
  },
  LEAD_AGENT_OPERATOR_PASSWORD: {
    without: 'the one that `lead-agent operator password` has set, else none',
    meaning: 'The password with which the operator signs in to the browser’s half.',
  },
  LEAD_AGENT_SECRET_KEY: {
    without: 'generated once into DATA_DIR',
    meaning: 'Encrypts stored credentials and keys the hashes. Losing it loses those credentials.',
  },
  TWILIO_ACCOUNT_SID: { without: 'none', meaning: 'The parent account; a business may carry its own.' },
  TWILIO_AUTH_TOKEN: { without: 'none', meaning: 'Belongs to the account above.' },
  TWILIO_API_BASE_URL: { without: 'Twilio’s own hosts', meaning: 'One origin that receives every Twilio REST call at its ordinary path.' },
  VOICEMAIL_TRANSCRIPTS: {
    without: 'carrier',
    meaning:
      '`carrier`: Twilio writes voicemails down (English, for a fee per minute), and the words are read like a text. `off`: sound alone.',
  },
  AI_PROVIDER: { without: 'embedded', meaning: '`embedded`, `gravity`, `openai`, `anthropic` or `openai-compatible`.' },
  AI_MODEL: { without: 'none', meaning: 'The model’s name at the provider.' },
  AI_API_KEY: { without: 'none', meaning: 'The provider’s key.' },
  AI_BASE_URL: { without: 'the provider’s own address', meaning: 'Where the provider is reached.' },
  AI_DEADLINE_MS: { without: '1000', meaning: 'Past it, in milliseconds, the embedded engine answers.' },
  AI_REPHRASE: { without: 'off', meaning: '`on`: the model may word replies more warmly; each wording is verified.' },
  AI_PRICE_INPUT: { without: '3; 0 for openai-compatible', meaning: 'US dollars per million tokens read, for the budget of a business.' },
  AI_PRICE_OUTPUT: { without: '15; 0 for openai-compatible', meaning: 'US dollars per million tokens written.' },
  AI_OUTPUT_MAPPING: {
    without: 'the labels by their own names',
    meaning: 'Gravity AI only: where the labels stand in the model’s output.',
  },
  N8N_WEBHOOK_URL: { without: 'none', meaning: 'Where signed events go, such as a webhook of n8n (`orchestration/README.md`).' },
  N8N_SIGNING_SECRET: { without: 'none', meaning: 'Signs those events; the workflow that receives them checks with the same.' },
}

/** `docs/reference-environment.md`. Throws when a variable has no line here, or a line no variable. */
export function environmentPage(): string {
  const names = variableNames()
  const undescribed = names.filter((name) => !Object.hasOwn(VARIABLES, name))
  const unknown = Object.keys(VARIABLES).filter((name) => !names.includes(name))
  if (undescribed.length + unknown.length > 0)
    throw new Error(
      `the environment reference lacks ${undescribed.join(', ') || 'nothing'} and describes what does not exist: ${unknown.join(', ') || 'nothing'}`,
    )
  const rows = names.map((name) => `| \`${name}\` | ${VARIABLES[name]?.without} | ${VARIABLES[name]?.meaning} |`)
  return [
    '# Environment',
    '',
    'Every variable is optional. A value that cannot be used stops the start with one line that names the variable and the fix; an empty value counts as not set.',
    'This page is written by `node scripts/write-reference.ts`.',
    '',
    '| name | without it | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
