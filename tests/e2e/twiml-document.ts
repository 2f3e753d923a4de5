import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** One verb or noun of a TwiML document. */
export type Verb = { name: string; attributes: Readonly<Record<string, string>>; children: Verb[]; text: string }

const ATTRIBUTES = ':@'
const TEXT = '#text'
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: true,
})

type Node = Readonly<Record<string, unknown>>

/** The verbs of a document in order. Throws when it is not well-formed or not one `<Response>`; Twilio would read such an answer aloud. */
export function twimlDocument(xml: string): Verb[] {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`no well-formed TwiML (${valid.err.msg}): ${xml.slice(0, 200)}`)
  // With `preserveOrder` the parser yields a list of nodes, each with one element name as its key.
  const roots = (parser.parse(xml) as Node[]).map(verbOf).filter((verb) => verb.name !== '?xml')
  const [response, ...more] = roots
  if (response?.name !== 'Response' || more.length > 0) throw new Error(`not one <Response>: ${xml.slice(0, 200)}`)
  return response.children
}

/** The first verb of this name, wherever it is nested. */
export function findVerb(verbs: readonly Verb[], name: string): Verb | null {
  for (const verb of verbs) {
    const found = verb.name === name ? verb : findVerb(verb.children, name)
    if (found !== null) return found
  }
  return null
}

/** Everything spoken in the document. */
export function spokenText(verbs: readonly Verb[]): string {
  return verbs.map((verb) => (verb.name === 'Say' ? verb.text : spokenText(verb.children))).join(' ')
}

function verbOf(node: Node): Verb {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? ''
  // As above: children are nodes again, text is a node of its own.
  const inner = Array.isArray(node[name]) ? (node[name] as Node[]) : []
  const text = inner.map((child) => (typeof child[TEXT] === 'string' ? child[TEXT] : '')).join('')
  const children = inner.filter((child) => !(TEXT in child)).map(verbOf)
  return { name, attributes: (node[ATTRIBUTES] ?? {}) as Record<string, string>, children, text }
}
