import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ErrorBoundary, lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso'
import { loadSession, Refusal, session } from './api.ts'
import { Frame } from './design/frame.tsx'
import { Bones, Empty, Failure } from './design/states.tsx'
import { Toasts } from './design/toasts.tsx'
import { NowPage } from './now/now-page.tsx'
import type { SignedIn } from './shapes.ts'

const LeadPage = lazy(() => import('./lead/lead-page.tsx').then((module) => module.LeadPage))
const CalendarPage = lazy(() => import('./calendar/calendar-page.tsx').then((module) => module.CalendarPage))
const ResultsPage = lazy(() => import('./results/results-page.tsx').then((module) => module.ResultsPage))
const SetupPage = lazy(() => import('./setup/setup-page.tsx').then((module) => module.SetupPage))
const TenantsPage = lazy(() => import('./operator/tenants-page.tsx').then((module) => module.TenantsPage))
const AuditPage = lazy(() => import('./operator/audit-page.tsx').then((module) => module.AuditPage))
const LabPage = lazy(() => import('./phone-lab/lab-page.tsx').then((module) => module.LabPage))
const StartPage = lazy(() => import('./onboarding/start-page.tsx').then((module) => module.StartPage))
const GuidePage = lazy(() => import('./onboarding/guide-page.tsx').then((module) => module.GuidePage))
const SignInPage = lazy(() => import('./sign-in/sign-in-page.tsx').then((module) => module.SignInPage))

/** Addresses of the API and of files are the browser's business, not the router's. */
const SCREENS = /^\/(?!api\/|twilio\/|assets\/)/

export function App(): JSX.Element {
  return (
    <LocationProvider scope={SCREENS}>
      <ErrorBoundary onError={reloadAfterUpdate}>
        <WhoIsThere />
      </ErrorBoundary>
      <Toasts />
    </LocationProvider>
  )
}

function WhoIsThere(): JSX.Element {
  const [refusal, setRefusal] = useState<string | null>(null)
  const load = () => {
    setRefusal(null)
    loadSession().catch((error: unknown) => setRefusal(error instanceof Refusal ? error.message : 'This could not be loaded.'))
  }
  useEffect(load, [])
  const who = session.value
  if (who?.signedIn === true) return <Screens who={who} />
  return (
    <Frame title="Lead agent">
      {who !== null ? <SignInPage /> : refusal === null ? <Bones count={2} /> : <Failure words={refusal} retry={load} Heading="h1" />}
    </Frame>
  )
}

function Screens({ who }: { who: SignedIn }): JSX.Element {
  return (
    <Router>
      <Route path="/" component={() => <Home who={who} />} />
      <Route path="/b/:tenantId/now" component={NowPage} />
      <Route path="/b/:tenantId/leads/:leadId" component={LeadPage} />
      <Route path="/b/:tenantId/calendar" component={CalendarPage} />
      <Route path="/b/:tenantId/results" component={ResultsPage} />
      <Route path="/b/:tenantId/setup" component={SetupPage} />
      <Route path="/b/:tenantId/start" component={GuidePage} />
      <Route path="/start" component={StartPage} />
      <Route path="/operator" component={TenantsPage} />
      <Route path="/operator/audit" component={AuditPage} />
      <Route path="/lab" component={LabPage} />
      <Route path="/sign-in" component={() => <Home who={who} />} />
      <Route default component={NothingHere} />
    </Router>
  )
}

/** Where a person starts: an owner at their business, an operator at all of them, a visitor of the lab at the telephone. */
function Home({ who }: { who: SignedIn }): JSX.Element {
  const { route } = useLocation()
  const first = who.tenants[0]
  useEffect(() => {
    if (who.role !== 'operator' && first !== undefined) route(`/b/${first.id}/now`, true)
    else if (who.role === 'operator') route(who.lab ? '/lab' : '/operator', true)
  }, [])
  return (
    <Frame title="Lead agent">
      {who.role !== 'operator' && first === undefined ? (
        <Empty title="No business yet" Heading="h1">
          <p>Your phone number belongs to no business. Ask the person who set this up.</p>
        </Empty>
      ) : (
        <Bones count={2} />
      )}
    </Frame>
  )
}

function NothingHere(): JSX.Element {
  return (
    <Frame title="Lead agent">
      <Empty title="Nothing is here" Heading="h1">
        <p>The address may be old.</p>
        <a class="button strong" href="/">
          Go to the start
        </a>
      </Empty>
    </Frame>
  )
}

const RELOADED_FOR = 'reloaded-for-update'

/** After an update the old names of lazy parts are gone: the page is loaded again, once. */
function reloadAfterUpdate(error: Error): void {
  if (!/import|fetch|module/i.test(error.message) || sessionStorage.getItem(RELOADED_FOR) === error.message) return
  sessionStorage.setItem(RELOADED_FOR, error.message)
  location.reload()
}
