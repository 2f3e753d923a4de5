/** An answer of ours has a few hundred characters; a provider wraps it into a few thousand. What is longer is no answer. */
export const ANSWER_BYTES_MAX = 256 * 1024

/** `fetch` for a server that is not trusted: follows no redirect with our key in the headers, and reads no endless answer. */
export const limitedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' })
  const { body, status, statusText, headers } = response
  if (body === null) return response
  let bytes = 0
  const limited = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        if (bytes > ANSWER_BYTES_MAX) controller.error(new Error(`the answer is longer than ${ANSWER_BYTES_MAX} bytes`))
        else controller.enqueue(chunk)
      },
    }),
  )
  return new Response(limited, { status, statusText, headers })
}
