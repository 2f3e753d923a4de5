/** Milliseconds of the machine's monotonic clock: the same for every process on it, so that times of two processes can be subtracted. */
export function clockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
