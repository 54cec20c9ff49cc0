import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { openEmbeddedEventStore } from '../src/event-store/embedded.ts'
import { readSlices } from '../src/event-store/reader.ts'
import type { UpdateFrame } from '../src/live/protocol.ts'
import { readSliceList } from '../src/cli/status/log-status.ts'
import { type Served, serveCompany } from '../tests/api/served.ts'
import { type Figure, figure } from './figure.ts'

/** Brings about 20 thousand events a second of the demo company by day. */
const SPEED = 50_000
const WARM_MS = 4000
const WINDOW_MS = 15_000
const HEALTH_EVERY_MS = 40
const CLIENTS = 500

interface Simulation {
  readonly status: string
  readonly achieved_speed: number
  readonly events: number
}

/** How quick a server is beside a simulation at full tilt: frames, health, CPU, and 500 clients. */
export async function benchServe(): Promise<Figure[]> {
  await using served = await serveCompany(['--preset=demo', '--history=2'])
  await served.until<{ status: string }>('GET /api/generate/fact/status', ({ status }) => status === 'completed')
  await served.ask('POST /api/simulation/start', { speed: SPEED })
  await served.until<Simulation>('GET /api/simulation', ({ status }) => status === 'running')
  await delay(WARM_MS)
  const frames = await frameLatencies(served)
  const [listener] = await openClients(served, 1)
  // By itself: to read the log as we do for frames keeps this process, in which we wait, from hearing an answer.
  const alone = await window(served, () => healthLatencies(served))
  listener?.terminate()
  const health = alone.result
  const clients = await openClients(served, CLIENTS)
  await delay(WARM_MS)
  const crowded = await window(served, () => delay(WINDOW_MS))
  for (const client of clients) client.terminate()
  return [
    figure('serve_events', alone.eventsPerSecond, 'events/s'),
    figure('serve_frame_latency_p50', quantile(frames, 0.5), 'ms'),
    figure('serve_frame_latency_p99', quantile(frames, 0.99), 'ms'),
    figure('serve_health_p50', quantile(health, 0.5), 'ms'),
    figure('serve_health_p99', quantile(health, 0.99), 'ms'),
    figure('serve_cpu_of_feed_and_api', alone.cpu * 100, '% of a core'),
    figure('serve_500_clients_events', crowded.eventsPerSecond, 'events/s'),
    figure('serve_500_clients_speed', crowded.speed / alone.speed, 'of the speed without'),
    figure('serve_500_clients_cpu_of_feed_and_api', crowded.cpu * 100, '% of a core'),
  ]
}

interface Window<Result> {
  readonly result: Result
  readonly eventsPerSecond: number
  readonly speed: number
  /** CPU seconds of the server's process per second. */
  readonly cpu: number
}

async function window<Result>(served: Served, work: () => Promise<Result>): Promise<Window<Result>> {
  const [before, cpu, began] = [await simulationOf(served), cpuOf(served), performance.now()]
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  const after = await simulationOf(served)
  return {
    result,
    eventsPerSecond: (after.events - before.events) / seconds,
    speed: after.achieved_speed,
    cpu: (cpuOf(served) - cpu) / seconds,
  }
}

async function simulationOf(served: Served): Promise<Simulation> {
  return (await served.ask<Simulation>('GET /api/simulation')).body
}

const TICKS_PER_SECOND = 100

/** CPU seconds of the server's process with its threads; those of the simulation are another's. */
function cpuOf({ process: { pid } }: Served): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** From when a slice can be read in the log to when a frame tells that it is taken in. */
async function frameLatencies({ url, data }: Served): Promise<readonly number[]> {
  const readable = new Map<string, number>()
  const ended = new AbortController()
  await using store = await openEmbeddedEventStore(data, { readOnly: true })
  const tip = (await readSliceList(store)).at(-1)?.upTo ?? 'start'
  const reading = (async () => {
    for await (const { upTo } of readSlices(store, tip, { signal: ended.signal, live: true })) {
      readable.set(String(upTo), performance.now())
    }
  })().catch(() => undefined)
  const arrived = new Map<string, number>()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`)
  socket.on('message', (text: Buffer) => {
    const { position } = JSON.parse(text.toString()) as UpdateFrame
    if (position !== null && !arrived.has(position)) arrived.set(position, performance.now())
  })
  await delay(WINDOW_MS)
  socket.terminate()
  ended.abort()
  await reading
  const pairs = [...arrived].map(([position, at]) => [at, readable.get(position)] as const)
  return pairs.flatMap(([at, from]) => (from === undefined ? [] : [at - from]))
}

async function healthLatencies(served: Served): Promise<readonly number[]> {
  const latencies: number[] = []
  const end = performance.now() + WINDOW_MS
  while (performance.now() < end) {
    const began = performance.now()
    await served.ask('GET /health')
    latencies.push(performance.now() - began)
    await delay(HEALTH_EVERY_MS)
  }
  return latencies
}

async function openClients({ url }: Served, count: number): Promise<readonly WebSocket[]> {
  const clients = Array.from({ length: count }, () => new WebSocket(`${url.replace('http', 'ws')}/ws`))
  await Promise.all(clients.map((client) => new Promise((resolve) => client.once('open', resolve))))
  for (const client of clients) client.send(JSON.stringify({ subscribe: { sample: 20, map: true } }))
  return clients
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(share * (values.length - 1))] ?? Number.NaN
}
