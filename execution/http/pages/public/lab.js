const POLL_MS = 700
const element = (id) => document.getElementById(id)
const time = (iso) => new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })

let lastStep = 0
let shownTexts = ''

async function ask(path, body) {
  const options = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(path, options)
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail ?? answer.title)
  return answer
}

function notice(text) {
  element('notice').textContent = text
}

function fillSelect(name, choices, preferred) {
  const select = document.querySelector(`select[name="${name}"]`)
  if (select.options.length > 0) return
  for (const { id, words } of choices) select.add(new Option(words, id, id === preferred, id === preferred))
}

function bubble(text) {
  const item = document.createElement('li')
  item.className = text.side
  const who = { business: 'Assistant', customer: 'You', owner: 'To the owner' }[text.side]
  const when = document.createElement('time')
  when.dateTime = text.at
  when.textContent = `${who}, ${time(text.at)}`
  item.append(when, text.body)
  return item
}

function showTexts(view) {
  const key = JSON.stringify(view.texts)
  if (key === shownTexts) return
  shownTexts = key
  const thread = view.texts.filter((text) => text.side !== 'owner')
  const alerts = view.texts.filter((text) => text.side === 'owner')
  element('thread').replaceChildren(...thread.map(bubble))
  element('alerts').replaceChildren(...alerts.map(bubble))
  element('thread-empty').hidden = thread.length > 0
  element('alerts-empty').hidden = alerts.length > 0
}

function showLead(lead) {
  const rows = Object.entries(lead ?? {}).filter(([, value]) => value !== null && value !== 'none')
  const parts = rows.flatMap(([name, value]) => {
    const term = document.createElement('dt')
    const detail = document.createElement('dd')
    term.textContent = name
    detail.textContent = value
    return [term, detail]
  })
  element('lead').replaceChildren(...parts)
  element('lead-empty').hidden = parts.length > 0
}

function showSteps(steps) {
  const list = element('steps')
  for (const step of steps) {
    const item = document.createElement('li')
    item.textContent = `${time(step.at)}  ${step.words}`
    list.append(item)
    lastStep = Math.max(lastStep, step.order)
  }
  if (steps.length > 0) list.scrollTop = list.scrollHeight
}

async function refresh() {
  try {
    const view = await ask(`/lab/view?since=${lastStep}`)
    element('business').textContent = `${view.business.name} (${view.business.number})`
    element('customer').textContent =
      `${view.business.customer}${view.textsAfterSeconds === null ? '' : `, texted ${view.textsAfterSeconds.toFixed(2)} s after the missed call`}`
    fillSelect('mode', view.choices.modes, 'day')
    fillSelect('owner', view.choices.owners, 'declines')
    fillSelect('caller', view.choices.callers, 'waits')
    showTexts(view)
    showLead(view.lead)
    showSteps(view.steps)
  } catch (error) {
    notice(`The lab does not answer (${error.message}). Trying again…`)
  }
  setTimeout(refresh, POLL_MS)
}

element('ring').addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = new FormData(event.target)
  try {
    await ask('/lab/ring', Object.fromEntries(form))
    notice('Ringing…')
  } catch (error) {
    notice(error.message)
  }
})

element('answer').addEventListener('submit', async (event) => {
  event.preventDefault()
  const field = event.target.elements.body
  try {
    await ask('/lab/text', { body: field.value })
    field.value = ''
    notice('')
  } catch (error) {
    notice(error.message)
  }
})

element('next-customer').addEventListener('click', async () => {
  try {
    await ask('/lab/next-customer', {})
    notice('You are somebody else now.')
  } catch (error) {
    notice(error.message)
  }
})

await refresh()
