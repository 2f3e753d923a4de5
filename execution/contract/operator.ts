import { z } from 'zod'
import { TENANT_NEEDS } from '#core/standing/tenant-needs.ts'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })

export const tenantSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    trade: z.string(),
    status: z.enum(['active', 'paused']),
    needs: z.array(z.enum(TENANT_NEEDS)),
    sentence: z.string().meta({ description: 'What is the matter, or that all is well' }),
    registration: z.string(),
    openEmergencies: z.number(),
    lastCallAt: isoTime.nullable(),
    textsThisHour: z.number(),
    textsPerHour: z.number(),
    monthCostCents: z.number(),
    capCents: z.number(),
  })
  .meta({ id: 'TenantSummary' })

export type TenantSummary = z.infer<typeof tenantSummarySchema>

export const tenantsQuerySchema = z.object({
  sort: z.enum(['newest', 'needs-me']).default('newest'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(300).optional(),
})

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: isoTime,
    who: z.object({ role: z.string(), name: z.string() }),
    tenantId: z.string().nullable(),
    act: z.string().meta({ description: 'Method and path pattern, such as GET /api/v1/tenants/:tenantId/leads/:leadId' }),
    subject: z.string().nullable().meta({ description: 'What it was done to: an id' }),
    reason: z.string().nullable().meta({ description: 'What the operator gave as x-reason' }),
    status: z.number(),
  })
  .meta({ id: 'AuditEntry' })

export type AuditEntry = z.infer<typeof auditEntrySchema>
