import './results.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { tenantPath } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer } from '../design/states.tsx'
import { useLoaded } from '../loaded.ts'
import type { Results } from '../shapes.ts'
import { useTenant } from '../tenant.ts'
import { counted, dollars, plainCode, secondsWords } from '../words/plain-words.ts'
import { dateAfter, dateOf } from '../words/time-words.ts'
import { DayChart } from './day-chart.tsx'
import { FunnelSteps } from './funnel-steps.tsx'
import { UnmarkedJobs } from './unmarked-jobs.tsx'

const SPANS = [
  { days: 7, words: '7 days' },
  { days: 30, words: '30 days' },
  { days: 90, words: '90 days' },
] as const

/** From this share of the cap on, the owner is warned. */
const NEAR_CAP = 0.8

/** What it did and what it cost. */
export function ResultsPage(): JSX.Element {
  const tenantId = useRoute().params['tenantId'] ?? ''
  const tenant = useTenant(tenantId)
  const [days, setDays] = useState<number>(30)
  const to = dateOf(new Date().toISOString(), tenant?.timezone)
  const query = `?from=${dateAfter(to, 1 - days)}&to=${to}`
  const results = useLoaded<Results>(tenantPath(tenantId, `/results${query}`), { tenantId })
  return (
    <Frame title={tenant?.name ?? 'Results'} tenantId={tenantId}>
      <div class="page-head">
        <PageTitle tab="Results">Results</PageTitle>
        <Spans days={days} setDays={setDays} />
      </div>
      <Answer of={results}>
        {(data) => <Figures data={data} csv={tenantPath(tenantId, `/results.csv${query}`)} tenantId={tenantId} zone={tenant?.timezone} />}
      </Answer>
    </Frame>
  )
}

function Spans({ days, setDays }: { days: number; setDays: (days: number) => void }): JSX.Element {
  return (
    <fieldset class="spans">
      <legend class="unseen">How far back</legend>
      {SPANS.map((span) => (
        <label key={span.days}>
          <input type="radio" name="span" class="unseen" checked={span.days === days} onChange={() => setDays(span.days)} />
          <span>{span.words}</span>
        </label>
      ))}
    </fieldset>
  )
}

type FiguresProps = { data: Results; csv: string; tenantId: string; zone: string | undefined }

function Figures({ data, csv, tenantId, zone }: FiguresProps): JSX.Element {
  return (
    <>
      <div class="figures">
        <Figure
          value={data.medianSecondsToText === null ? 'None yet' : secondsWords(data.medianSecondsToText)}
          words="from a missed call to our text. Half were faster."
        />
        <Figure value={dollars(data.moneyCents)} words="from jobs you marked as done and paid. Nothing is guessed." />
        <Budget data={data} />
      </div>
      {data.unmarked === 0 ? null : (
        <div class="note wait">
          <p>
            {data.unmarked === 1 ? '1 job is' : `${counted(data.unmarked, 'job')} are`} not marked yet. Tell how it went, so that the money
            is right.
          </p>
          <UnmarkedJobs tenantId={tenantId} from={data.from} to={data.to} zone={zone} />
        </div>
      )}
      <div class="charts">
        <section class="panel" aria-labelledby="funnel">
          <h2 id="funnel">From missed call to paid job</h2>
          <FunnelSteps funnel={data.funnel} />
          <Sources data={data} />
        </section>
        <section class="panel" aria-labelledby="by-day">
          <div class="panel-head">
            <h2 id="by-day">Day by day</h2>
            <a class="button" href={csv} download>
              Save as CSV
            </a>
          </div>
          <DayChart days={data.days} />
        </section>
      </div>
    </>
  )
}

/** Who did not call: requests through the form and from programs, beside the calls. */
function Sources({ data }: { data: Results }): JSX.Element | null {
  if (data.bySource.length === 0) return null
  return (
    <div class="stack tight">
      <h3>Where people came from</h3>
      <ul>
        <li>Missed calls: {data.funnel.missed.toLocaleString('en-US')}</li>
        {data.bySource.map(({ label, inquiries }) => (
          <li key={label}>
            {plainCode(label)}: {inquiries.toLocaleString('en-US')}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Figure({ value, words }: { value: string; words: string }): JSX.Element {
  return (
    <div class="panel figure">
      <p class="figure-value">{value}</p>
      <p class="soft small">{words}</p>
    </div>
  )
}

/** The cost in these days, and how much of this month's cap is used. */
function Budget({ data }: { data: Results }): JSX.Element {
  const isNear = data.monthCostCents >= data.capCents * NEAR_CAP
  return (
    <div class="panel figure">
      <p class="figure-value">{dollars(Math.round(data.costCents))}</p>
      <p class="soft small">is what the texts cost in these days.</p>
      <meter min={0} max={Math.max(1, data.capCents)} value={data.monthCostCents} aria-label="This month’s cost against the cap" />
      <p class="small">
        This month {dollars(Math.round(data.monthCostCents))} of at most {dollars(data.capCents)}
        {isNear ? '. Near the cap: after it, no more texts go out and only you are told.' : ''}
      </p>
    </div>
  )
}
