import type { FeedEvent, MapFrame, SnapshotFrame, UpdateFrame } from '../live/protocol.ts'
import { apiKey, get } from './api.ts'
import { type Course, coursePath } from './course.ts'
import { type History, NO_HISTORY, withCourse, withFrame } from './history.ts'
import { createState, useWatched } from './state.ts'

/** What the server tells over its WebSocket. */
export interface Live {
  readonly connection: 'connecting' | 'open' | 'lost'
  /** Wall time of the next try; null unless the connection is lost. */
  readonly retryAt: number | null
  readonly frame: SnapshotFrame | UpdateFrame | null
  readonly map: MapFrame | null
  /** The newest first. */
  readonly events: readonly FeedEvent[]
  readonly history: History
}

const KEPT_EVENTS = 200
const SAMPLE = 20
const WAITS_MS = [500, 1000, 2000, 5000, 10_000]
/** Between servers nothing comes; a server that is silent for so long is gone. */
const SILENT_MS = 5000

const live = createState<Live>({
  connection: 'connecting',
  retryAt: null,
  frame: null,
  map: null,
  events: [],
  history: NO_HISTORY,
})

type Frame = SnapshotFrame | UpdateFrame | MapFrame | { readonly kind: 'error'; readonly message: string }

export function useLive<Part>(select: (value: Live) => Part): Part {
  return useWatched(live, select)
}

let tries = 0
let paused = false
let current: WebSocket | undefined
let types: readonly string[] | undefined

/** Asks for events of these types only, so that rare ones are not lost among others; of all without. */
export function wantEvents(wanted: readonly string[] | undefined): void {
  types = wanted
  if (current?.readyState === WebSocket.OPEN) subscribe(current)
}

function subscribe(socket: WebSocket): void {
  const wish = { sample: SAMPLE, map: true, ...(types !== undefined && { event_types: types }) }
  socket.send(JSON.stringify({ subscribe: wish }))
}

/** Keeps events as they are while the reader looks at one of them. */
export function holdEvents(hold: boolean): void {
  paused = hold
}

/** Listens to the server for as long as the page is there, through its restarts. */
export function startFeed(): void {
  const key = apiKey()
  const encoded = key === null ? [] : [`key.${base64Url(key)}`]
  const address = new URL('ws', document.baseURI)
  address.protocol = address.protocol.replace('http', 'ws')
  const socket = new WebSocket(address, ['tillstream', ...encoded])
  let silent: ReturnType<typeof setTimeout> | undefined
  const hear = () => {
    clearTimeout(silent)
    silent = setTimeout(() => socket.close(), SILENT_MS)
  }
  socket.addEventListener('open', () => {
    tries = 0
    live.set((value) => ({ ...value, connection: 'open', retryAt: null }))
    current = socket
    subscribe(socket)
    hear()
  })
  socket.addEventListener('message', ({ data }) => {
    hear()
    take(JSON.parse(String(data)) as Frame)
  })
  socket.addEventListener('close', () => {
    clearTimeout(silent)
    retry()
  })
}

function retry(): void {
  const wait = WAITS_MS[Math.min(tries++, WAITS_MS.length - 1)] ?? 1000
  live.set((value) => ({ ...value, connection: 'lost', retryAt: Date.now() + wait }))
  setTimeout(startFeed, wait)
}

function take(frame: Frame): void {
  if (frame.kind === 'error') return
  if (frame.kind === 'map') return live.set((value) => ({ ...value, map: frame }))
  live.set((value) => {
    const fresh = frame.events.toReversed()
    const before = frame.kind === 'snapshot' ? [] : value.events
    const events = paused && frame.kind !== 'snapshot' ? value.events : [...fresh, ...before].slice(0, KEPT_EVENTS)
    return { ...value, frame, events, history: withFrame(value.history, frame) }
  })
  void begin(frame.figures?.business_date ?? null)
}

/** Gives a history its beginning, once for each company that is shown. */
async function begin(date: string | null): Promise<void> {
  const { begunOn } = live.get().history
  if ((begunOn === null) === (date === null)) return
  live.set((value) => ({ ...value, history: { ...value.history, begunOn: date } }))
  if (date === null) return
  try {
    const course = await get<Course>(coursePath(date))
    live.set((value) => ({ ...value, history: withCourse(value.history, course) }))
  } catch {
    // Then the curves begin with what comes.
  }
}

function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const binary = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
