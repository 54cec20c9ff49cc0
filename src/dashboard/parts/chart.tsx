import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { inZone } from '../format.ts'

/** A line of a chart. */
export interface Line {
  readonly label: string
  /** A CSS variable. */
  readonly colour: string
  readonly values: readonly (number | null)[]
  readonly isDashed?: boolean
  readonly isFilled?: boolean
}

export interface ChartParts {
  readonly label: string
  /** Seconds since the Unix epoch, or plain numbers with `xText`. */
  readonly x: readonly number[]
  readonly lines: readonly Line[]
  readonly zone: string
  readonly height?: number
  /** Whether times are told to the second. */
  readonly hasSeconds?: boolean
  /** The axis goes up to this at least. */
  readonly leastTop?: number
  /** How values are written. */
  readonly yText: (value: number) => string
  readonly xText?: (value: number) => string
}

/** Lines over time, with a zero baseline; drawn again when sizes or colours change. */
export function Chart(parts: ChartParts) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | undefined>(undefined)
  const newest = useRef(parts)
  newest.current = parts
  const shape = parts.lines.map(({ label, colour }) => label + colour).join()
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const draw = () => {
      plot.current?.destroy()
      plot.current = new uPlot(optionsOf(newest.current, element), dataOf(newest.current), element)
    }
    draw()
    const resized = new ResizeObserver(() => plot.current?.setSize(sizeOf(newest.current, element)))
    resized.observe(element)
    addEventListener('theme', draw)
    return () => {
      resized.disconnect()
      removeEventListener('theme', draw)
      plot.current?.destroy()
    }
  }, [shape, parts.zone])
  useEffect(() => plot.current?.setData(dataOf(parts)), [parts.x, parts.lines])
  return <div ref={place} class="chart" role="img" aria-label={parts.label} />
}

const HEIGHT = 180

function sizeOf({ height = HEIGHT }: ChartParts, element: HTMLElement) {
  return { width: Math.max(200, element.clientWidth), height }
}

function dataOf({ x, lines }: ChartParts): uPlot.AlignedData {
  return [[...x], ...lines.map(({ values }) => [...values])]
}

function optionsOf(parts: ChartParts, element: HTMLElement): uPlot.Options {
  const { lines, zone, yText, xText, leastTop = 1, hasSeconds = false } = parts
  const time = inZone(zone, { hour: '2-digit', minute: '2-digit', ...(hasSeconds && { second: '2-digit' }) })
  const textOf = xText ?? ((seconds: number) => time(seconds * 1000))
  const axis = {
    stroke: cssValue('--quiet'),
    grid: { stroke: cssValue('--rule'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui',
  }
  return {
    ...sizeOf(parts, element),
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    legend: { live: true },
    cursor: { points: { size: 6 } },
    scales: {
      x: { time: xText === undefined },
      y: { range: (_plot, _least, most) => [0, Math.max(leastTop, most * 1.08)] },
    },
    axes: [
      { ...axis, space: 80, values: (_plot, ticks) => ticks.map(xText ?? tickText(ticks, zone, textOf)) },
      { ...axis, size: 64, values: (_plot, ticks) => ticks.map((tick) => yText(tick)) },
    ],
    series: [
      {
        label: xText === undefined ? 'at' : '',
        value: (_plot, value: number | null) => (value === null ? '' : textOf(value)),
      },
      ...lines.map((line) => seriesOf(line, yText)),
    ],
  }
}

const DAY_S = 86_400

/** Times of a stretch of days have their day. */
function tickText(ticks: readonly number[], zone: string, textOf: (seconds: number) => string) {
  const [first = 0, second = first] = ticks
  if ((ticks.at(-1) ?? first) - first < DAY_S) return textOf
  const far = second - first >= DAY_S
  const time = inZone(
    zone,
    far ? { month: 'short', day: 'numeric' } : { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  )
  return (seconds: number) => time(seconds * 1000).replace(',', '')
}

function seriesOf({ label, colour, isDashed, isFilled }: Line, yText: ChartParts['yText']): uPlot.Series {
  return {
    label,
    stroke: cssValue(colour),
    width: 1.5,
    points: { show: false },
    ...(isDashed === true && { dash: [5, 4] }),
    ...(isFilled === true && { fill: `${cssValue(colour)}22` }),
    // Nothing is told while nobody points at anything.
    value: (_plot, value: number | null, _series, index) =>
      value === null ? (index === null ? '' : '–') : yText(value),
  }
}

/** A CSS variable as it is now: charts draw with it. */
function cssValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
