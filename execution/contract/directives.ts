import { z } from 'zod'

/** Longer than the longest of our own several times over; what is longer is no procedure. */
const MARKDOWN_MAX_CHARACTERS = 100_000

/** A business's own version of one file: its front matter replaces ours, and each text that it names. */
export const newDirectiveSchema = z.object({ markdown: z.string().min(1).max(MARKDOWN_MAX_CHARACTERS) }).meta({ id: 'NewDirective' })

export const directiveSchema = z
  .object({
    name: z.string(),
    markdown: z.string(),
    /** False: the file that serves everybody. */
    isOwn: z.boolean(),
    hash: z.string().meta({ description: 'Of the whole procedure that this business follows; decisions carry it.' }),
  })
  .meta({ id: 'Directive' })

export const directivesStateSchema = z
  .object({
    hash: z.string(),
    problems: z.array(z.string()).meta({ description: 'Why the newest edit is not in use, as file:line: problem.' }),
  })
  .meta({ id: 'DirectivesState' })
