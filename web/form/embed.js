// Draws the form of a business into the page that holds this script. No frame, no cookie, no code or style inside the page, so a strict content
// security policy only has to allow this origin in script-src and connect-src. Where it may not send, it leads to the form's own page.
;(() => {
  const config = __CONFIG__
  const script = document.currentScript
  const FIELDS = [
    { name: 'name', label: 'Your name', max: 80, autocomplete: 'name' },
    { name: 'phone', label: 'Phone number', max: 32, autocomplete: 'tel', type: 'tel', required: true },
    { name: 'message', label: 'What do you need help with?', max: 2000, rows: 4, required: true },
    { name: 'place', label: 'Address or ZIP code', max: 200, autocomplete: 'street-address' },
    { name: 'when', label: 'When would suit you? (not required)', max: 120 },
  ]

  if (document.body === null || script === null || script.closest('head') !== null)
    document.addEventListener('DOMContentLoaded', () => draw(null))
  else draw(script)

  function draw(place) {
    const host = document.createElement('div')
    if (place === null) document.body.append(host)
    else place.after(host)
    const root = host.attachShadow({ mode: 'open' })
    const style = new CSSStyleSheet()
    style.replaceSync(config.style)
    root.adoptedStyleSheets = [style]
    root.append(formOf(root))
  }

  function formOf(root) {
    const form = element('form', { action: config.url, method: 'post', noValidate: true, ariaLabel: `Ask ${config.business} for help` })
    const hint = element('p', { className: 'hint' }, 'If somebody is in danger, call 911 first.')
    if (config.call !== null) hint.append(' In a hurry? Call ', element('a', { href: config.call.address }, config.call.words), '.')
    const alarm = element('p', { className: 'error', role: 'alert', hidden: true })
    form.append(element('h2', {}, `Ask ${config.business} for help`), hint, alarm, ...FIELDS.map(fieldOf), trap(), ...consent())
    const button = element('button', { type: 'submit' }, 'Send')
    form.append(button)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void send(root, form, button, alarm)
    })
    return form
  }

  function fieldOf({ name, label, max, rows, type, autocomplete, required }) {
    const control = element(rows === undefined ? 'input' : 'textarea', { id: name, name, maxLength: max })
    if (rows !== undefined) control.rows = rows
    if (type !== undefined) control.type = type
    if (autocomplete !== undefined) control.setAttribute('autocomplete', autocomplete)
    if (required === true) control.setAttribute('aria-required', 'true')
    const error = element('span', { className: 'error', id: `${name}-error`, hidden: true })
    return element('p', {}, element('label', { htmlFor: name }, label), control, error)
  }

  // No person sees this field; machines like to fill it in.
  function trap() {
    const field = element('input', { name: 'company', id: 'company', tabIndex: -1 })
    field.setAttribute('autocomplete', 'off')
    const away = element('p', { className: 'away' }, element('label', { htmlFor: 'company' }, 'Company'), field)
    away.setAttribute('aria-hidden', 'true')
    return away
  }

  function consent() {
    const box = element('input', { type: 'checkbox', id: 'agree', name: 'agree', value: 'yes' })
    box.setAttribute('aria-describedby', 'agree-more')
    const more = element(
      'p',
      { className: 'hint', id: 'agree-more' },
      `You can send this without the tick: then ${config.business} calls you. `,
    )
    more.append(element('a', { href: config.privacyUrl, target: '_blank', rel: 'noopener' }, 'Privacy'))
    return [element('p', { className: 'agree' }, box, element('label', { htmlFor: 'agree' }, config.words)), more]
  }

  async function send(root, form, button, alarm) {
    const fields = Object.fromEntries(new FormData(form))
    const page = `${location.origin}${location.pathname}`
    button.disabled = true
    try {
      const response = await fetch(`${config.url}/inquiries`, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fields, words: config.words, pass: config.pass, page }),
      })
      const answer = await response.json()
      if (response.ok) thank(root, form, answer.sentences)
      else show(form, alarm, answer.errors ?? { form: answer.detail ?? answer.title ?? 'That did not work. Please call us.' })
    } catch {
      alarm.replaceChildren(
        'That could not be sent from this page. ',
        element('a', { href: config.url, target: '_blank', rel: 'noopener' }, 'Open the form'),
        '.',
      )
      alarm.hidden = false
    } finally {
      button.disabled = false
    }
  }

  function thank(root, form, sentences) {
    const thanks = element('div', { tabIndex: -1 }, ...sentences.map((sentence) => element('p', {}, sentence)))
    thanks.setAttribute('role', 'status')
    form.replaceWith(thanks)
    thanks.focus()
  }

  function show(form, alarm, errors) {
    for (const { name } of FIELDS) {
      const control = form.elements.namedItem(name)
      const place = form.querySelector(`#${name}-error`)
      const error = errors[name]
      place.textContent = error ?? ''
      place.hidden = error === undefined
      control.setAttribute('aria-invalid', String(error !== undefined))
      if (error === undefined) control.removeAttribute('aria-describedby')
      else control.setAttribute('aria-describedby', place.id)
    }
    alarm.textContent = Object.values(errors).join(' ')
    alarm.hidden = false
    const first = FIELDS.find(({ name }) => errors[name] !== undefined)
    if (first !== undefined) form.elements.namedItem(first.name).focus()
  }

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties)
    made.append(...children)
    return made
  }
})()
