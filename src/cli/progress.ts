import type { Terminal } from './terminal.ts'

/** What a progress display says about itself. */
export interface ProgressOptions {
  /** What is going on: `generate`. */
  readonly label: string
  /** What is counted: `events`. */
  readonly unit: string
}

/** How far the work is. */
export interface ProgressState {
  /** From 0 to 1; absent when there is no end. */
  readonly share?: number | undefined
  /** Units so far. */
  readonly count: number
  /** The simulated date reached, YYYY-MM-DD. */
  readonly date?: string
  /** What else has come of it: `1.2M rows`. */
  readonly also?: string
}

/** A display of progress: cheap to call often. */
export interface Progress {
  readonly update: (state: ProgressState) => void
  /** Removes the display. */
  readonly finish: () => void
}

const REDRAW_MS = 100
const LINE_MS = 5000
/** Rate and remaining time are measured over this stretch. */
const WINDOW_MS = 10_000
const BAR_WIDTH = 20

interface Sample extends ProgressState {
  readonly at: number
}

/** A count in three digits and a letter: `1.23M`. */
export function compact(count: number): string {
  const [divisor, letter] = count >= 1e9 ? [1e9, 'G'] : count >= 1e6 ? [1e6, 'M'] : count >= 1e4 ? [1e3, 'k'] : [1, '']
  const value = count / divisor
  return `${letter === '' || value >= 100 ? Math.round(value) : value.toPrecision(3)}${letter}`
}

/** A factor in three digits: `0.5`, `59.9`, `3600`. */
export function factor(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Seconds as `8 s`, `3 min 05 s` or `2 h 10 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH)
  return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
}

function describe(options: ProgressOptions, samples: readonly Sample[], withBar: boolean): string {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined) return ''
  const seconds = (last.at - first.at) / 1000
  const { share } = last
  const gained = (share ?? 0) - (first.share ?? 0)
  const parts = [
    withBar && share !== undefined ? `${options.label} ${bar(share)}` : `${options.label}:`,
    share === undefined ? undefined : `${Math.floor(share * 100)} %`,
    last.date,
    `${compact(last.count)} ${options.unit}`,
    last.also,
    seconds > 0 ? `${compact((last.count - first.count) / seconds)}/s` : undefined,
    seconds > 0 && gained > 0 ? `ETA ${duration(((1 - (share ?? 1)) * seconds) / gained)}` : undefined,
  ]
  return parts.filter((part) => part !== undefined && part !== '').join('  ')
}

/** One redrawn line on a terminal, and a line every few seconds elsewhere; short work shows nothing on a pipe. */
export function createProgress(options: ProgressOptions, terminal: Terminal, now: () => number): Progress {
  const every = terminal.isTty ? REDRAW_MS : LINE_MS
  let samples: Sample[] = []
  let shownAt = terminal.isTty ? -Infinity : now()
  return {
    update(state) {
      const at = now()
      const recent = samples.findIndex((sample) => sample.at > at - WINDOW_MS)
      if (samples.length === 0 || at - (samples.at(-1)?.at ?? 0) >= REDRAW_MS) {
        samples = [...samples.slice(Math.max(0, recent)), { ...state, at }]
      }
      if (at - shownAt < every) return
      shownAt = at
      const text = describe(options, samples, terminal.isTty)
      if (terminal.isTty) terminal.status(text)
      else terminal.line(text)
    },
    finish: () => terminal.status(''),
  }
}
