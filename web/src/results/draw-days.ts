import UPlot from 'uplot'
import type { Results } from '../shapes.ts'

type Day = Results['days'][number]

const HEIGHT_PX = 220
const DAY_SECONDS = 86_400
/** The scale never ends below this, so that one call does not look like a storm. */
const SCALE_MIN = 4

/** Draws the days into `box` and keeps the picture right when its width or the colour scheme changes. Returns what takes it away. */
export function drawDays(box: HTMLElement, days: readonly Day[]): () => void {
  let chart = new UPlot(optionsFor(box), dataOf(days), box)
  const observer = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: HEIGHT_PX }))
  observer.observe(box)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  const redraw = () => {
    chart.destroy()
    chart = new UPlot(optionsFor(box), dataOf(days), box)
  }
  scheme.addEventListener('change', redraw)
  return () => {
    scheme.removeEventListener('change', redraw)
    observer.disconnect()
    chart.destroy()
  }
}

function dataOf(days: readonly Day[]): UPlot.AlignedData {
  const at = days.map(({ date }) => Date.parse(`${date}T00:00:00Z`) / 1_000)
  return [at, days.map(({ missed }) => missed), days.map(({ replied }) => replied)]
}

function optionsFor(box: HTMLElement): UPlot.Options {
  const [soft, line, missed, replied] = ['--soft', '--line', '--chart-missed', '--chart-replied'].map((name) => colourOf(box, name))
  const axis: UPlot.Axis = { stroke: soft ?? '', font: '13px system-ui', ticks: { show: false } }
  return {
    width: box.clientWidth,
    height: HEIGHT_PX,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: (_chart, min, max) => [min - DAY_SECONDS / 2, max + DAY_SECONDS / 2] },
      y: { range: (_chart, _min, max) => [0, Math.max(SCALE_MIN, max)] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 70,
        grid: { show: false },
        incrs: [1, 2, 7, 14, 28].map((count) => count * DAY_SECONDS),
        values: (_chart, ticks) => ticks.map(monthDay),
      },
      { ...axis, size: 32, grid: { stroke: line ?? '', width: 1 }, incrs: [1, 2, 5, 10, 20, 50, 100, 1_000] },
    ],
    series: [{}, bars('Missed', missed ?? '', 0.75), bars('Replied', replied ?? '', 0.4)],
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
  }
}

function bars(label: string, fill: string, share: number): UPlot.Series {
  const paths = UPlot.paths.bars?.({ size: [share, 28], radius: 0.2 })
  return { label, fill, stroke: fill, width: 0, points: { show: false }, ...(paths === undefined ? {} : { paths }) }
}

/** `light-dark()` as the colour it stands for now: a canvas does not know the page's scheme. */
function colourOf(box: HTMLElement, name: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${name})`
  box.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function monthDay(seconds: number): string {
  return new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(seconds * 1_000))
}
