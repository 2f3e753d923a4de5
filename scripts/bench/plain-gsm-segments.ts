/** The characters that GSM 03.38 and ASCII share and that take one unit each. */
const PLAIN_GSM = /^[ !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z\r\n]*$/

/** Segments of a text that keeps to plain characters (160 units alone, 153 for each part of several); infinite for any other text. */
export function plainGsmSegments(body: string): number {
  if (!PLAIN_GSM.test(body)) return Number.POSITIVE_INFINITY
  return body.length <= 160 ? 1 : Math.ceil(body.length / 153)
}
