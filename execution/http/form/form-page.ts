import type { FormPost } from '#contract/inquiries.ts'
import { INQUIRY_MAX } from '#contract/inquiries.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { inWords, type FormErrors } from './take-form.ts'

/** All that the page of a form shows. */
export type FormView = {
  policy: TenantPolicy
  formKey: string
  words: string
  privacyUrl: string
  pass: string
  /** The page that shows the form, when it is known. */
  page: string
  post: Partial<FormPost>
  errors: FormErrors
}

/** The form as a page of its own: plain HTML that works without scripts, in a frame as well. */
export function formPage(view: FormView): string {
  const { policy, formKey, words, privacyUrl, pass, page, post, errors } = view
  const hidden = { words, pass, page }
  return documentOf(
    `Ask ${policy.name} for help`,
    `<h1>Ask ${text(policy.name)} for help</h1>
<p class="hint">If somebody is in danger, call 911 first.${callLine(policy)}</p>
${summaryOf(errors)}
<form method="post" action="/form/${text(formKey)}">
${field({ name: 'name', label: 'Your name', kind: 'input', attributes: 'autocomplete="name"', max: INQUIRY_MAX.name }, post, errors)}
${field({ name: 'phone', label: 'Phone number', kind: 'input', attributes: 'type="tel" autocomplete="tel" inputmode="tel" required', max: INQUIRY_MAX.phone }, post, errors)}
${field({ name: 'message', label: 'What do you need help with?', kind: 'textarea', attributes: 'rows="4" required', max: INQUIRY_MAX.message }, post, errors)}
${field({ name: 'place', label: 'Address or ZIP code', kind: 'input', attributes: 'autocomplete="street-address"', max: INQUIRY_MAX.address }, post, errors)}
${field({ name: 'when', label: 'When would suit you? (not required)', kind: 'input', attributes: '', max: INQUIRY_MAX.preferredTime }, post, errors)}
<p class="away" aria-hidden="true"><label for="company">Company</label><input id="company" name="company" tabindex="-1" autocomplete="off" value=""></p>
<p class="agree"><input type="checkbox" id="agree" name="agree" value="yes" aria-describedby="agree-more"><label for="agree">${text(words)}</label></p>
<p class="hint" id="agree-more">You can send this without the tick: then ${text(policy.name)} calls you. <a href="${text(privacyUrl)}" target="_blank" rel="noopener">Privacy</a></p>
${Object.entries(hidden)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${text(value)}">`)
  .join('\n')}
<p><button type="submit">Send</button></p>
</form>`,
  )
}

/** What is shown in place of the form: thanks, or why there is none. */
export function wordsPage(title: string, sentences: readonly string[]): string {
  return documentOf(
    title,
    `<div role="status"><h1>${text(title)}</h1>\n${sentences.map((sentence) => `<p>${text(sentence)}</p>`).join('\n')}</div>`,
  )
}

/** What happens with what is typed into the form, for businesses without a page of their own about it. */
export function privacyPage(policy: TenantPolicy): string {
  const { name, mailingAddress, businessPhone } = policy
  const reach = [mailingAddress, businessPhone === null ? null : inWords(businessPhone)].filter((part) => part !== null).join(', ')
  return wordsPage(`Privacy of this form: ${name}`, [
    `What you write in this form goes to ${name}${reach === '' ? '' : ` (${reach})`} and to the service that answers for it. It is used to help you with your request.`,
    'With it are kept: when you sent it, from which page and internet address, and whether you ticked the box for text messages, with the words beside it. They show what you agreed to.',
    'Your number and your consent to text messages are not sold and not shared with others for their own advertising.',
    `Reply STOP to any text to end the texts. To have what you wrote removed, ask ${name}.`,
  ])
}

type Field = {
  name: 'name' | 'phone' | 'message' | 'place' | 'when'
  label: string
  kind: 'input' | 'textarea'
  attributes: string
  max: number
}

function field({ name, label, kind, attributes, max }: Field, post: Partial<FormPost>, errors: FormErrors): string {
  const error = name === 'place' || name === 'when' ? undefined : errors[name]
  const value = text(post[name] ?? '')
  const wrong = error === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-error"`
  const common = `id="${name}" name="${name}" maxlength="${max}" ${attributes}${wrong}`
  const control = kind === 'textarea' ? `<textarea ${common}>${value}</textarea>` : `<input ${common} value="${value}">`
  const message = error === undefined ? '' : `<span class="error" id="${name}-error">${text(error)}</span>`
  return `<p><label for="${name}">${text(label)}</label>${control}${message}</p>`
}

function summaryOf(errors: FormErrors): string {
  const all = Object.values(errors)
  return all.length === 0 ? '' : `<p class="error" role="alert">${text(all.join(' '))}</p>`
}

function callLine({ businessPhone }: TenantPolicy): string {
  return businessPhone === null ? '' : ` In a hurry? Call <a href="tel:${text(businessPhone)}">${text(inWords(businessPhone))}</a>.`
}

function documentOf(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(title)}</title>
<link rel="stylesheet" href="/embed/form.css">
</head>
<body>
<main class="lead-form">
${main}
</main>
</body>
</html>
`
}

/** Words as they may stand in a page, also inside quotes. */
function text(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
