import { plainText } from './plain-text.ts'

export type XmlElement = { name: string; attributes: Readonly<Record<string, string | number | boolean>>; children: readonly XmlNode[] }
type XmlNode = XmlElement | string

export function element(name: string, attributes: XmlElement['attributes'], ...children: XmlNode[]): XmlElement {
  return { name, attributes, children }
}

/** A whole document. Names are ours and not checked; attribute values and text may be anything and come out well-formed. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${written(root)}`
}

function written(node: XmlNode): string {
  if (typeof node === 'string') return escaped(node, TEXT_ESCAPES)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(String(value), ATTRIBUTE_ESCAPES)}"`)
  const opening = node.name + attributes.join('')
  const children = node.children.map(written).join('')
  return children === '' ? `<${opening}/>` : `<${opening}>${children}</${node.name}>`
}

function escaped(text: string, escapes: Readonly<Record<string, string>>): string {
  return plainText(text).replace(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character)
}

const TEXT_ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

/** Line breaks and tabs in an attribute would be read back as spaces. */
const ATTRIBUTE_ESCAPES = { '&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' }
