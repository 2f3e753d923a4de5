import type { JSX } from 'preact'

/** One line weight, one grid of 24. Icons always stand beside a word, so readers of the screen skip them. */
const PATHS = {
  now: 'M12 3v9l6 3M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  results: 'M4 20V4M4 20h16M8 16v-4M12.5 16V8M17 16v-6',
  setup: 'M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5M7 14.5v5',
  lab: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 1.8 3h10.4A2 2 0 0 0 19 18l-5-9V3M7.5 15h9',
  businesses: 'M4 21V8l8-5 8 5v13M9 21v-6h6v6',
  audit: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4',
  call: 'M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A16 16 0 0 1 3 6a3 3 0 0 1 3-3',
  type: 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5',
  book: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4',
  check: 'M5 12.5l4.5 4.5L19 7',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  not: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M6 6l12 12',
  sound: 'M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6',
  muted: 'M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5',
  alert: 'M12 3l10 18H2zM12 10v5M12 18h.01',
  pause: 'M8 5v14M16 5v14',
  place: 'M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21M12 7.5v4M10 9.5h4',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} stroke-width={name === 'more' ? 3 : 2} />
    </svg>
  )
}
