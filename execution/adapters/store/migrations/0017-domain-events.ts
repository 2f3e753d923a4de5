/** Events for slow processes outside are claimed by themselves, in the order of this index; while there are none it holds nothing. */
export function domainEvents(): string[] {
  return [
    `create index outbox_events on outbox (not_before, sequence) where effect_kind = 'run-workflow' and state in ('waiting', 'unknown')`,
  ]
}
