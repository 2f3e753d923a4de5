/** Every index below `count` once, far apart: a stride without a common divisor with the count, another start per epoch. */
export function scattered(count: number, epoch: number): number[] {
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (commonDivisor(stride, count) > 1) stride++
  return Array.from({ length: count }, (_, at) => (at * stride + epoch * 101) % count)
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other)
}
