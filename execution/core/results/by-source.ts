/** How many of them came from where, most first; equal ones by name. */
export function countedBySource(arrivals: readonly { label: string }[]): { label: string; inquiries: number }[] {
  const counts = new Map<string, number>()
  for (const { label } of arrivals) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts]
    .map(([label, inquiries]) => ({ label, inquiries }))
    .toSorted((a, b) => b.inquiries - a.inquiries || (a.label < b.label ? -1 : 1))
}
