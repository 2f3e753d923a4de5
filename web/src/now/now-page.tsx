import './now.css'
import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { session, tenantPath } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Icon } from '../design/icons.tsx'
import { Answer } from '../design/states.tsx'
import { say } from '../design/toasts.tsx'
import { useNow } from '../design/ticking.ts'
import { useLoaded } from '../loaded.ts'
import type { NowCard, NowView } from '../shapes.ts'
import { useTenant } from '../tenant.ts'
import { moment } from '../words/time-words.ts'
import { counted, secondsWords } from '../words/plain-words.ts'
import { NeedCard, TalkingRow } from './need-card.tsx'

/** Home: who needs me now, and is it working. */
export function NowPage(): JSX.Element {
  const tenantId = useRoute().params['tenantId'] ?? ''
  const tenant = useTenant(tenantId)
  const now = useLoaded<NowView>(tenantPath(tenantId, '/now'), { tenantId })
  useSpokenEmergencies(now.data)
  return (
    <Frame title={tenant?.name ?? 'Now'} tenantId={tenantId}>
      <Answer of={now} alone>
        {(view) => (
          <>
            <Working working={view.working} />
            <div class="now-head">
              <PageTitle tab="Now">{headline(view.cards)}</PageTitle>
            </div>
            {view.cards.length === 0 ? (
              <NobodyWaits view={view} zone={tenant?.timezone} />
            ) : (
              <Board cards={view.cards} tenantId={tenantId} changed={now.reload} />
            )}
          </>
        )}
      </Answer>
    </Frame>
  )
}

function headline(cards: readonly NowCard[]): string {
  const waiting = cards.filter(({ need }) => need !== 'talking').length
  if (cards.length === 0) return 'No one is waiting'
  if (waiting === 0) return 'Nothing for you to do'
  return waiting === 1 ? '1 person needs you' : `${waiting} people need you`
}

/** The one line that tells whether the product can be trusted at this moment. */
function Working({ working }: { working: NowView['working'] }): JSX.Element {
  const icon = working.state === 'ok' ? 'check' : 'alert'
  return (
    <p class={`working ${working.state}`}>
      <Icon name={icon} />
      {working.sentence}
    </p>
  )
}

function Board({ cards, tenantId, changed }: { cards: NowCard[]; tenantId: string; changed: () => void }): JSX.Element {
  const now = useNow()
  const of = (need: NowCard['need']) => cards.filter((card) => card.need === need)
  const [emergencies, ready, talking] = [of('emergency'), of('ready'), of('talking')]
  return (
    <div class={`board${emergencies.length + ready.length === 0 ? ' calm' : ''}`}>
      {emergencies.length + ready.length > 0 ? (
        <div class="tickets">
          {[...emergencies, ...ready].map((card) => (
            <NeedCard key={card.leadId} card={card} tenantId={tenantId} now={now} changed={changed} />
          ))}
        </div>
      ) : null}
      {talking.length > 0 ? (
        <section class="talking" aria-labelledby="talking">
          <h2 id="talking">The assistant is talking with {counted(talking.length, 'person', 'people')}</h2>
          <ul>
            {talking.map((card) => (
              <TalkingRow key={card.leadId} card={card} tenantId={tenantId} now={now} />
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

function NobodyWaits({ view, zone }: { view: NowView; zone: string | undefined }): JSX.Element {
  const who = session.value
  const last = view.lastAnswered
  return (
    <div class="panel nobody">
      <Icon name="check" />
      {last === null ? (
        <p>Nobody has called yet. When a call is missed, the caller shows up here within seconds.</p>
      ) : (
        <>
          <p class="nobody-figure">{secondsWords(last.seconds)}</p>
          <p>is how long the last caller waited for an answer, {moment(last.at, Date.now(), zone)}.</p>
        </>
      )}
      {who?.signedIn === true && who.lab ? (
        <a class="button act" href="/lab">
          <Icon name="lab" />
          Ring this business in the Phone Lab
        </a>
      ) : null}
    </div>
  )
}

/** An emergency that arrives while the screen is open is said aloud by screen readers. */
function useSpokenEmergencies(view: NowView | null): void {
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (view === null) return
    const emergencies = view.cards.filter(({ need }) => need === 'emergency')
    const fresh = known.current === null ? [] : emergencies.filter(({ leadId }) => known.current?.has(leadId) === false)
    for (const card of fresh) say(`Emergency: ${card.name ?? 'a caller'}${card.problem === null ? '' : `, ${card.problem}`}`, true)
    known.current = new Set(emergencies.map(({ leadId }) => leadId))
  }, [view])
}
