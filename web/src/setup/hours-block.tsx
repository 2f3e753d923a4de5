import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Field } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import type { Hours, HoursException, HoursMode, HoursRange, Weekday } from '../shapes.ts'
import { counted } from '../words/plain-words.ts'
import { shortDate } from '../words/time-words.ts'
import { Block, ChangeForm } from './block.tsx'
import { DayHours, ModeSelect } from './day-hours.tsx'
import type { BlockProps } from './setup-page.tsx'

export const DAYS: readonly { day: Weekday; words: string }[] = [
  { day: 'mon', words: 'Monday' },
  { day: 'tue', words: 'Tuesday' },
  { day: 'wed', words: 'Wednesday' },
  { day: 'thu', words: 'Thursday' },
  { day: 'fri', words: 'Friday' },
  { day: 'sat', words: 'Saturday' },
  { day: 'sun', words: 'Sunday' },
]

/** The week in three modes, and the dates that differ. */
export function HoursBlock(props: BlockProps): JSX.Element {
  const [hours, setHours] = useState<Hours>(props.tenant.hours)
  const [chosen, setChosen] = useState<ChosenDay>(NO_DAY)
  const setDay = (day: Weekday, ranges: HoursRange[]) => setHours({ ...hours, week: { ...hours.week, [day]: ranges } })
  const setExceptions = (exceptions: HoursException[]) => setHours({ ...hours, exceptions })
  const save: BlockProps['save'] = async (change) => {
    const done = await props.save(change)
    if (done) {
      setHours((now) => ({ ...now, exceptions: withChosen(now.exceptions, chosen) }))
      setChosen(NO_DAY)
    }
    return done
  }
  const copyMonday = () => {
    const monday = hours.week.mon ?? []
    setHours({ ...hours, week: { ...hours.week, tue: monday, wed: monday, thu: monday, fri: monday } })
  }
  return (
    <Block title="Hours" line={lineOf(props.tenant.hours)}>
      <dl class="modes">
        <div>
          <dt>Day</dt>
          <dd>We ring you first.</dd>
        </div>
        <div>
          <dt>Evening</dt>
          <dd>We ring the second phone.</dd>
        </div>
        <div>
          <dt>Night</dt>
          <dd>Nobody rings, except in an emergency. All other hours are night.</dd>
        </div>
      </dl>
      <ChangeForm {...props} save={save} changeOf={() => ({ hours: { ...hours, exceptions: withChosen(hours.exceptions, chosen) } })}>
        <div class="week">
          {DAYS.map(({ day, words }) => (
            <DayHours key={day} words={words} ranges={hours.week[day] ?? []} change={(ranges) => setDay(day, ranges)} />
          ))}
        </div>
        <button type="button" class="button" onClick={copyMonday}>
          Use Monday’s hours through Friday
        </button>
        <Exceptions exceptions={hours.exceptions} change={setExceptions} chosen={chosen} choose={setChosen} />
      </ChangeForm>
    </Block>
  )
}

function lineOf({ week, exceptions }: Hours): string {
  const open = DAYS.filter(({ day }) => (week[day] ?? []).length > 0).length
  const days = open === 0 ? 'Always night: nobody rings' : open === 7 ? 'Every day' : counted(open, 'day') + ' a week'
  return exceptions.length === 0 ? days : `${days}, ${counted(exceptions.length, 'special day')}`
}

/** The special day in the fields below the list; an empty date is none. */
type ChosenDay = { date: string; mode: HoursMode }
const NO_DAY: ChosenDay = { date: '', mode: 'night' }

/** What stands in the fields counts, whether or not somebody pressed "Add" before saving. */
function withChosen(exceptions: HoursException[], { date, mode }: ChosenDay): HoursException[] {
  if (date === '') return exceptions
  return [...exceptions.filter((one) => one.date !== date), { date, mode }].toSorted((a, b) => a.date.localeCompare(b.date))
}

type ExceptionsProps = {
  exceptions: HoursException[]
  change: (exceptions: HoursException[]) => void
  chosen: ChosenDay
  choose: (chosen: ChosenDay) => void
}

function Exceptions({ exceptions, change, chosen, choose }: ExceptionsProps): JSX.Element {
  const { date, mode } = chosen
  const add = () => {
    change(withChosen(exceptions, chosen))
    choose(NO_DAY)
  }
  return (
    <fieldset class="stack tight">
      <legend>Special days</legend>
      <ul>
        {exceptions.map((exception) => (
          <li key={exception.date} class="exception">
            {shortDate(exception.date)} <b>{exception.ranges === undefined ? `${exception.mode ?? 'night'} all day` : 'own hours'}</b>
            <RemoveButton
              label={`Remove ${shortDate(exception.date)}`}
              remove={() => change(exceptions.filter((one) => one !== exception))}
            />
          </li>
        ))}
      </ul>
      <div class="row exception-new">
        <div class="grow">
          <Field label="Date">
            <input type="date" value={date} onInput={(event) => choose({ ...chosen, date: event.currentTarget.value })} />
          </Field>
        </div>
        <div class="grow">
          <Field label="All day">
            <ModeSelect mode={mode} change={(picked) => choose({ ...chosen, mode: picked })} />
          </Field>
        </div>
        <button type="button" class="button" disabled={date === ''} onClick={add}>
          Add
        </button>
      </div>
    </fieldset>
  )
}
