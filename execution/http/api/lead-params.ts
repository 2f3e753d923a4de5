import { z } from 'zod'
import { tenantParams } from './tenant-of.ts'

export const leadParams = tenantParams.extend({ leadId: z.string().max(200) })
