/** Events are kept for a time, so the oldest ones must be found without reading the others. Rows come in the order of this index, which keeps it cheap. */
export function inboxByAge(): string[] {
  return ['create index inbox_by_age on inbox (tenant_id, at)']
}
