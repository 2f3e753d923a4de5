/** An XML element as TwiML needs it: names are case sensitive; `text` is the joined text directly inside, surrounding space trimmed. */
export type XmlElement = { name: string; attributes: Readonly<Record<string, string>>; children: readonly XmlElement[]; text: string }

/** The document is not well-formed XML. `message` says what and where. */
export class XmlProblem extends Error {
  override name = 'XmlProblem'
}

const DEPTH_MAX = 20

/**
 * Reads one well-formed XML 1.0 document, strictly: no DTD, no unknown entity, no control character, one root. Processing
 * instructions and comments are skipped. Throws `XmlProblem`, which a carrier reports as 12100.
 */
export function parseXml(source: string): XmlElement {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  const forbidden = /[^\P{Cc}\t\n\r\u007F-\u009F]|[\uFFFE\uFFFF]/u.exec(text)
  if (forbidden !== null) throw problem(text, forbidden.index, 'a control character')
  if (!text.isWellFormed()) throw new XmlProblem('half a surrogate pair')
  const reader = { text, at: 0 }
  skipProlog(reader)
  const root = readElement(reader, 0)
  skipProlog(reader)
  if (reader.at < text.length) throw problem(text, reader.at, 'text after the root element')
  return root
}

type Reader = { text: string; at: number }

const NAME = /[A-Za-z_][\w.:-]*/y
const SPACE = /[ \t\r\n]+/y

function skipProlog(reader: Reader): void {
  for (;;) {
    take(reader, SPACE)
    if (!skipComment(reader) && !skipInstruction(reader)) return
  }
}

function readElement(reader: Reader, depth: number): XmlElement {
  if (depth > DEPTH_MAX) throw problem(reader.text, reader.at, 'elements nested too deeply')
  if (reader.text[reader.at] !== '<') throw problem(reader.text, reader.at, 'an element was expected')
  reader.at += 1
  const name = take(reader, NAME)
  if (name === null) throw problem(reader.text, reader.at, 'an element name was expected')
  const attributes = readAttributes(reader)
  if (skip(reader, '/>')) return { name, attributes, children: [], text: '' }
  if (!skip(reader, '>')) throw problem(reader.text, reader.at, `the tag <${name}> does not end`)
  const content = readContent(reader, name, depth)
  return { name, attributes, ...content }
}

function readAttributes(reader: Reader): Record<string, string> {
  // A null prototype, so that an attribute called "__proto__" is an ordinary unknown attribute.
  const attributes: Record<string, string> = Object.create(null)
  while (take(reader, SPACE) !== null) {
    const name = take(reader, NAME)
    if (name === null) break
    if (name in attributes) throw problem(reader.text, reader.at, `the attribute ${name} appears twice`)
    attributes[name] = readAttributeValue(reader, name)
  }
  return attributes
}

function readAttributeValue(reader: Reader, name: string): string {
  take(reader, SPACE)
  if (!skip(reader, '=')) throw problem(reader.text, reader.at, `the attribute ${name} has no value`)
  take(reader, SPACE)
  const quote = reader.text[reader.at]
  if (quote !== '"' && quote !== "'") throw problem(reader.text, reader.at, `the value of ${name} is not quoted`)
  const end = reader.text.indexOf(quote, reader.at + 1)
  if (end < 0) throw problem(reader.text, reader.at, `the value of ${name} does not end`)
  const raw = reader.text.slice(reader.at + 1, end)
  if (raw.includes('<')) throw problem(reader.text, reader.at, `"<" inside the value of ${name}`)
  const value = decodeEntities(raw, reader)
  reader.at = end + 1
  return value
}

function readContent(reader: Reader, name: string, depth: number): { children: XmlElement[]; text: string } {
  const children: XmlElement[] = []
  let text = ''
  for (;;) {
    const next = reader.text.indexOf('<', reader.at)
    if (next < 0) throw problem(reader.text, reader.text.length, `<${name}> is not closed`)
    const raw = reader.text.slice(reader.at, next)
    if (raw.includes(']]>')) throw problem(reader.text, reader.at, '"]]>" in text')
    text += decodeEntities(raw, reader)
    reader.at = next
    if (skip(reader, '</')) {
      closeElement(reader, name)
      return { children, text: text.trim() }
    }
    const characterData = readCharacterData(reader)
    if (characterData !== null) text += characterData
    else if (!skipComment(reader) && !skipInstruction(reader)) children.push(readElement(reader, depth + 1))
  }
}

function closeElement(reader: Reader, name: string): void {
  const closing = take(reader, NAME)
  take(reader, SPACE)
  if (closing !== name || !skip(reader, '>')) throw problem(reader.text, reader.at, `<${name}> is closed by </${closing ?? ''}>`)
}

function readCharacterData(reader: Reader): string | null {
  if (!skip(reader, '<![CDATA[')) return null
  const end = reader.text.indexOf(']]>', reader.at)
  if (end < 0) throw problem(reader.text, reader.at, 'CDATA does not end')
  const data = reader.text.slice(reader.at, end)
  reader.at = end + 3
  return data
}

function skipComment(reader: Reader): boolean {
  if (!skip(reader, '<!--')) return false
  const end = reader.text.indexOf('-->', reader.at)
  if (end < 0) throw problem(reader.text, reader.at, 'a comment does not end')
  reader.at = end + 3
  return true
}

function skipInstruction(reader: Reader): boolean {
  const startsAt = reader.at
  if (!skip(reader, '<?')) return false
  // The commonest way to break TwiML: a blank line before the XML declaration.
  if (startsAt > 0 && /^xml\s/i.test(reader.text.slice(reader.at, reader.at + 4))) {
    throw problem(reader.text, startsAt, 'the XML declaration is not at the very beginning')
  }
  const end = reader.text.indexOf('?>', reader.at)
  if (end < 0) throw problem(reader.text, reader.at, 'a processing instruction does not end')
  reader.at = end + 2
  return true
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(raw: string, reader: Reader): string {
  return raw.replace(/&([^;&\s]*)(;?)/g, (whole, name: string, end: string) => {
    const character = end === ';' ? decodeEntity(name) : null
    if (character === null) throw problem(reader.text, reader.at, `"${whole}" is no entity`)
    return character
  })
}

function decodeEntity(name: string): string | null {
  const number = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name)
  if (number === null) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? null) : null
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16)
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
  return isCharacter && code !== 0xfffe && code !== 0xffff ? String.fromCodePoint(code) : null
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found === null) return null
  reader.at += found[0].length
  return found[0]
}

function skip(reader: Reader, expected: string): boolean {
  if (!reader.text.startsWith(expected, reader.at)) return false
  reader.at += expected.length
  return true
}

function problem(text: string, at: number, message: string): XmlProblem {
  const line = text.slice(0, at).split('\n').length
  return new XmlProblem(`line ${line}: ${message}`)
}
