/** A log that nobody reads any more (a closed terminal, a collector that died, a full disk) is no reason to leave callers alone: what cannot be written is lost. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}
