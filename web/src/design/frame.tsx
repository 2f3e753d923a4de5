import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { useLocation } from 'preact-iso'
import { ask, session } from '../api.ts'
import { connected } from '../live.ts'
import { Icon, type IconName } from './icons.tsx'
import { attempt } from './toasts.tsx'

type FrameProps = {
  title: string
  /** The business whose screens the rail leads to. */
  tenantId?: string | undefined
  /** Where the arrow in the bar leads; the screen then stands alone on a phone, with its own bar below. */
  back?: string | undefined
  /** Takes the place of the rail at the thumb on a phone. */
  below?: ComponentChildren
  children: ComponentChildren
}

/** Bar above, the work in the middle, the ways elsewhere at the thumb (on a desk: at the side). */
export function Frame({ title, tenantId, back, below, children }: FrameProps): JSX.Element {
  const hasRail = session.value?.signedIn === true
  return (
    <div class={`frame${hasRail ? '' : ' bare'}${back === undefined ? '' : ' alone'}`}>
      <header class="bar">
        <a class="button skip" href="#work">
          Skip to the work
        </a>
        {back === undefined ? null : (
          <a class="bar-button" href={back} aria-label="Back">
            <Icon name="back" />
          </a>
        )}
        <p class="bar-name">{nameOf(tenantId) ?? title}</p>
        {hasRail ? <Menu /> : null}
      </header>
      {hasRail ? <Rail tenantId={tenantId} /> : null}
      <main class="page" id="work">
        {connected.value ? null : (
          <p class="offline" role="status">
            No connection. What you see may be old; it refreshes by itself.
          </p>
        )}
        {children}
      </main>
      {below}
    </div>
  )
}

/** The name of the screen. It takes the focus when the screen opens, so that the keyboard and the screen reader start there. */
export function PageTitle({ children, tab }: { children: ComponentChildren; tab: string }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${tab} · Lead agent`
    // At the very first screen the browser's own place is right.
    if (performance.now() > FIRST_SCREEN_MS || history.length > 1) heading.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}

const FIRST_SCREEN_MS = 3_000

function nameOf(tenantId: string | undefined): string | null {
  const who = session.value
  if (tenantId === undefined || who?.signedIn !== true) return null
  return who.tenants.find(({ id }) => id === tenantId)?.name ?? null
}

type Way = { href: string; words: string; icon: IconName; more?: boolean }

function Rail({ tenantId }: { tenantId: string | undefined }): JSX.Element {
  const { path } = useLocation()
  return (
    <nav class="rail" aria-label="Screens">
      <ul>
        {waysOf(tenantId).map(({ href, words, icon, more }) => (
          <li key={href} class={more === true ? 'rail-more' : undefined}>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              <Icon name={icon} />
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function waysOf(tenantId: string | undefined): Way[] {
  const ofTenant: Way[] =
    tenantId === undefined
      ? []
      : [
          { href: `/b/${tenantId}/now`, words: 'Now', icon: 'now' },
          { href: `/b/${tenantId}/calendar`, words: 'Calendar', icon: 'calendar' },
          { href: `/b/${tenantId}/results`, words: 'Results', icon: 'results' },
          { href: `/b/${tenantId}/setup`, words: 'Setup', icon: 'setup' },
        ]
  const elsewhere = elsewhereWays()
  // Without a business the other ways are the only ones, so the phone shows them too.
  return tenantId === undefined ? elsewhere : [...ofTenant, ...elsewhere.map((way) => ({ ...way, more: true }))]
}

function elsewhereWays(): Way[] {
  const who = session.value
  if (who?.signedIn !== true || who.role !== 'operator') return []
  const lab: Way[] = who.lab ? [{ href: '/lab', words: 'Phone Lab', icon: 'lab' }] : []
  return [
    { href: '/operator', words: 'Businesses', icon: 'businesses' },
    { href: '/operator/audit', words: 'Who did what', icon: 'audit' },
    ...lab,
  ]
}

function Menu(): JSX.Element {
  const { route } = useLocation()
  const who = session.value
  const signOut = async () => {
    await attempt(() => ask('/api/v1/session', { method: 'DELETE' }), null)
    // What was half written is nobody else's business.
    sessionStorage.clear()
    location.assign('/')
  }
  return (
    <>
      <button type="button" class="bar-button" popovertarget="menu" aria-label="Menu">
        <Icon name="more" />
      </button>
      <div id="menu" class="menu" popover="auto" onClick={(event) => event.currentTarget.hidePopover()}>
        <p class="soft small">Signed in as {who?.signedIn === true ? who.name : ''}</p>
        {who?.signedIn === true && who.role !== 'operator' && who.tenants.length > 1
          ? who.tenants.map(({ id, name }) => (
              <button type="button" key={id} onClick={() => route(`/b/${id}/now`)}>
                {name}
              </button>
            ))
          : null}
        {elsewhereWays().map(({ href, words }) => (
          <a key={href} href={href}>
            {words}
          </a>
        ))}
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </>
  )
}
