import assert from 'node:assert/strict'
import { test } from 'node:test'

import { element, xmlDocument } from './xml-writer.ts'

test('text and attributes are escaped, each in its own way', () => {
  const body = xmlDocument(element('A', { b: '<"&\n\t\r\u0000>', c: 1, d: true }, '<"&\n\r\u0000>', element('E', {})))
  assert.equal(
    body,
    '<?xml version="1.0" encoding="UTF-8"?><A b="&lt;&quot;&amp;&#xA;&#x9;&#xD;>" c="1" d="true">&lt;"&amp;\n&#xD;&gt;<E/></A>',
  )
})
