import type { TenantTransaction } from '#ports/store.ts'
import type { PersonVault } from './person-vault.ts'
import type { TenantScope } from './query-scope.ts'
import { SqlAlerts } from './repositories/alerts.ts'
import { SqlBookings } from './repositories/bookings.ts'
import { SqlCalls } from './repositories/calls.ts'
import { SqlCorrections } from './repositories/corrections.ts'
import { SqlConversations } from './repositories/conversations.ts'
import { SqlDecisions } from './repositories/decisions.ts'
import { SqlDirectives } from './repositories/directives.ts'
import { SqlInbox } from './repositories/inbox.ts'
import { SqlInquiries } from './repositories/inquiries.ts'
import { SqlIntakeKeys } from './repositories/intake-keys.ts'
import { SqlLeads } from './repositories/leads.ts'
import { SqlLedger } from './repositories/ledger.ts'
import { SqlMedia } from './repositories/media.ts'
import { SqlMembers } from './repositories/members.ts'
import { SqlMessages } from './repositories/messages.ts'
import { SqlOutbox } from './repositories/outbox.ts'
import { SqlPeople } from './repositories/people.ts'
import { SqlPhoneCodes } from './repositories/phone-codes.ts'
import { SqlRegistration } from './repositories/registration.ts'
import { SqlSelfTests } from './repositories/self-tests.ts'
import { SqlSnapshots } from './repositories/snapshots.ts'
import { SqlRetention } from './repositories/retention.ts'
import { SqlResults } from './repositories/results.ts'
import { SqlTenant } from './repositories/tenant.ts'
import { SqlUsage } from './repositories/usage.ts'
import type { SecretBox } from './secret-box.ts'

/** All repositories of one tenant in one transaction. */
export function tenantTransaction(scope: TenantScope, secrets: SecretBox, vault: PersonVault): TenantTransaction {
  return {
    tenant: new SqlTenant(scope, secrets),
    inbox: new SqlInbox(scope),
    snapshots: new SqlSnapshots(scope),
    directives: new SqlDirectives(scope),
    conversations: new SqlConversations(scope),
    leads: new SqlLeads(scope),
    calls: new SqlCalls(scope),
    messages: new SqlMessages(scope),
    media: new SqlMedia(scope),
    decisions: new SqlDecisions(scope),
    outbox: new SqlOutbox(scope),
    alerts: new SqlAlerts(scope),
    usage: new SqlUsage(scope),
    phoneCodes: new SqlPhoneCodes(scope),
    registration: new SqlRegistration(scope, secrets),
    bookings: new SqlBookings(scope, secrets),
    ledger: new SqlLedger(scope, vault),
    people: new SqlPeople(scope, vault),
    members: new SqlMembers(scope),
    results: new SqlResults(scope),
    corrections: new SqlCorrections(scope),
    inquiries: new SqlInquiries(scope),
    intakeKeys: new SqlIntakeKeys(scope),
    selfTests: new SqlSelfTests(scope),
    retention: new SqlRetention(scope),
  }
}
