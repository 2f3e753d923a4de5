import type { JSX } from 'preact'
import { RemoveButton } from '../design/remove-button.tsx'
import type { HoursMode, HoursRange } from '../shapes.ts'
import { clock } from '../words/time-words.ts'

const MODES: readonly { mode: HoursMode; words: string }[] = [
  { mode: 'day', words: 'Day' },
  { mode: 'evening', words: 'Evening' },
  { mode: 'night', words: 'Night' },
]

/** What a new line of a day starts with. */
const FIRST: HoursRange = { from: '08:00', to: '17:00', mode: 'day' }
const NEXT: HoursRange = { from: '17:00', to: '21:00', mode: 'evening' }

/** One weekday: any number of lines "from, to, mode". */
export function DayHours({
  words,
  ranges,
  change,
}: {
  words: string
  ranges: readonly HoursRange[]
  change: (ranges: HoursRange[]) => void
}): JSX.Element {
  const set = (place: number, part: Partial<HoursRange>) =>
    change(ranges.map((range, at) => (at === place ? { ...range, ...part } : range)))
  return (
    <details class="day">
      <summary>
        <b>{words}</b>
        <span class="soft small">{ranges.length === 0 ? 'Night all day' : ranges.map(rangeWords).join('\n')}</span>
      </summary>
      {ranges.map((range, place) => (
        <div key={place} class="range">
          <TimeInput label={`${words}, from`} value={range.from} set={(from) => set(place, { from })} />
          <span aria-hidden="true">to</span>
          <TimeInput
            label={`${words}, until`}
            value={range.to === '24:00' ? '00:00' : range.to}
            set={(to) => set(place, { to: to === '00:00' ? '24:00' : to })}
          />
          <ModeSelect mode={range.mode} change={(mode) => set(place, { mode })} label={`${words}, what happens`} />
          <RemoveButton label={`Remove this line of ${words}`} remove={() => change(ranges.filter((_range, at) => at !== place))} />
        </div>
      ))}
      <button type="button" class="text-button" onClick={() => change([...ranges, ranges.length === 0 ? FIRST : NEXT])}>
        Add hours<span class="unseen"> on {words}</span>
      </button>
    </details>
  )
}

/** "7 am to 5 pm day", "7 am to 7 am the next day evening" */
function rangeWords({ from, to, mode }: HoursRange): string {
  const endsNextDay = to !== '00:00' && to <= from
  return `${hourWords(from)} to ${hourWords(to)}${endsNextDay ? ' the next day' : ''} ${mode}`
}

function hourWords(time: string): string {
  if (time === '24:00' || time === '00:00') return 'midnight'
  return clock(`2000-01-01T${time}:00Z`, 'UTC').replace(':00', '')
}

function TimeInput({ label, value, set }: { label: string; value: string; set: (value: string) => void }): JSX.Element {
  return (
    <input
      type="time"
      aria-label={label}
      value={value}
      required
      onInput={(event) => event.currentTarget.value !== '' && set(event.currentTarget.value)}
    />
  )
}

export function ModeSelect({ mode, change, label }: { mode: HoursMode; change: (mode: HoursMode) => void; label?: string }): JSX.Element {
  const pick = (picked: string) => {
    const found = MODES.find((one) => one.mode === picked)
    if (found !== undefined) change(found.mode)
  }
  return (
    <select value={mode} aria-label={label} onChange={(event) => pick(event.currentTarget.value)}>
      {MODES.map((one) => (
        <option key={one.mode} value={one.mode}>
          {one.words}
        </option>
      ))}
    </select>
  )
}
