import { useEffect, useState } from 'preact/hooks'

/** How often "waiting 4 min" is counted again. */
const TICK_MS = 20_000

/** The time now, epoch milliseconds; the component is drawn again as it passes. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
