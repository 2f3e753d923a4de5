import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The figures of `/metrics`. Names carry their unit, as Prometheus asks. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    events: new Counter({ name: 'lead_agent_events_total', help: 'Events received, by kind', labelNames: ['kind', 'repeated'], registers }),
    rejected: new Counter({
      name: 'lead_agent_webhooks_rejected_total',
      help: 'Webhooks refused before anything was believed',
      labelNames: ['why'],
      registers,
    }),
    texts: new Counter({
      name: 'lead_agent_texts_total',
      help: 'Texts by what became of them',
      labelNames: ['outcome', 'kind'],
      registers,
    }),
    alerts: new Counter({ name: 'lead_agent_owner_alerts_total', help: 'Alerts that reached the owner', labelNames: ['alert'], registers }),
    models: new Counter({
      name: 'lead_agent_model_calls_total',
      help: 'Texts for which a language model is configured, by whether its answer was in time or why not',
      labelNames: ['outcome'],
      registers,
    }),
    workflows: new Counter({
      name: 'lead_agent_workflow_events_total',
      help: 'Tries to tell slow processes of an event, by what became of each',
      labelNames: ['outcome', 'type'],
      registers,
    }),
    faults: new Counter({ name: 'lead_agent_faults_total', help: 'Unexpected errors, by where', labelNames: ['where'], registers }),
    missedToText: new Histogram({
      name: 'lead_agent_missed_call_to_text_seconds',
      help: 'From the moment a call was missed until the carrier accepted the first text',
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 60, 600],
      registers,
    }),
    selfTests: new Counter({
      name: 'lead_agent_self_tests_total',
      help: 'Self-tests of businesses, by result',
      labelNames: ['result'],
      registers,
    }),
    selfTestsReached: new Counter({
      name: 'lead_agent_self_test_requests_total',
      help: 'Requests of self-tests that came in through the public address',
      registers,
    }),
    untested: new Gauge({
      name: 'lead_agent_tenants_untested',
      help: 'Businesses older than 26 hours without a self-test that had a result in that time',
      registers,
    }),
    outbox: new Gauge({
      name: 'lead_agent_outbox_rows',
      help: 'Rows that wait, are being done or are unknown',
      labelNames: ['state'],
      registers,
    }),
    restarts: new Gauge({ name: 'lead_agent_restarts', help: 'Times the supervisor restarted the serving process', registers }),
    memory: new Gauge({ name: 'lead_agent_resident_memory_bytes', help: 'Resident memory of the serving process', registers }),
  }
}
