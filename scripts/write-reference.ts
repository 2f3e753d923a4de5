/** Writes the pages of `docs/` that follow from the code. A test compares them with what this would write. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentPage } from './reference/environment-page.ts'
import { errorsPage } from './reference/errors-page.ts'
import { openapiCopy } from './reference/openapi-copy.ts'

const docs = join(import.meta.dirname, '..', 'docs')
writeFileSync(join(docs, 'reference-environment.md'), environmentPage())
writeFileSync(join(docs, 'reference-errors.md'), errorsPage())
writeFileSync(join(docs, 'openapi.json'), await openapiCopy())
