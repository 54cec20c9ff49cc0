import { useState } from 'preact/hooks'
import { get, post, usePoll } from '../api.ts'
import { bytes, decimal, duration, wallTime, whole } from '../format.ts'
import { Bars } from '../parts/bars.tsx'
import { StreamCharts } from '../parts/stream-charts.tsx'
import { DeadLetters } from '../parts/dead-letters.tsx'
import { type Outbox, Pending } from '../parts/pending.tsx'
import { Awaited } from '../parts/state-notes.tsx'
import { addressOf } from '../route.ts'
import { attempt, tell } from '../toasts.ts'

interface Status {
  readonly is_streaming: boolean
  readonly status: string
  readonly sink: string | null
  readonly uptime_seconds: number
  readonly events_sent: number
  readonly events_per_second: number
  readonly events_waiting: number
  readonly circuit_breaker: string
  readonly last_event_time: string | null
  readonly error: string | null
}

interface Statistics {
  readonly bytes_sent: number
  readonly batches_sent: number
  readonly events_failed: number
  readonly event_type_counts: Readonly<Record<string, number>>
  readonly error_counts: Readonly<Record<string, number>>
}

const OFTEN_MS = 1000
const EVERY_MS = 3000

/** Events on their way to a sink. */
export function Streaming() {
  const status = usePoll<Status>('api/stream/status', OFTEN_MS)
  const statistics = usePoll<Statistics>('api/stream/statistics', OFTEN_MS)
  const outbox = usePoll<Outbox>('api/stream/outbox/status', EVERY_MS)
  const hasSink = outbox.data === undefined || outbox.data.sink !== null
  return (
    <>
      <h1>Streaming</h1>
      {!hasSink && <NoSink />}
      <Awaited polled={status} what="the stream">
        {(now) => (
          <>
            <Controls status={now} hasSink={hasSink} changed={status.again} />
            <StatusLine status={now} statistics={statistics.data} />
          </>
        )}
      </Awaited>
      <StreamCharts />
      <div class="columns">
        <Sent statistics={statistics.data} />
        <Pending polled={outbox} hasSink={hasSink} />
      </div>
      <Recent isStreaming={status.data?.is_streaming ?? false} />
      <DeadLetters />
    </>
  )
}

function NoSink() {
  return (
    <p class="note">
      Nothing is sent yet, because no sink is chosen:{' '}
      <a href={addressOf('configuration')}>choose one in the settings</a> under “stream”, such as <code>file</code>, or
      give the connection string of an event hub under “realtime”.
    </p>
  )
}

async function test(): Promise<void> {
  await attempt(async () => {
    const { success, message, response_time_ms: ms } = await post<TestAnswer>('api/stream/test')
    tell(success ? `${message} (${whole(ms)} ms)` : message, success ? 'told' : 'failed')
  })
}

interface TestAnswer {
  readonly success: boolean
  readonly message: string
  readonly response_time_ms: number
}

interface ControlParts {
  readonly status: Status
  readonly hasSink: boolean
  readonly changed: () => void
}

function Controls({ status, hasSink, changed }: ControlParts) {
  const act = (word: string, body?: unknown) => attempt(() => post(`api/stream/${word}`, body)).then(changed)
  const { is_streaming: isStreaming, status: word } = status
  return (
    <p class="actions">
      {!isStreaming && (
        <button type="button" class="primary" disabled={!hasSink} onClick={() => void act('start', {})}>
          Start
        </button>
      )}
      {isStreaming && (
        <>
          <button type="button" onClick={() => void act(word === 'paused' ? 'resume' : 'pause')}>
            {word === 'paused' ? 'Go on' : 'Pause'}
          </button>
          <button type="button" onClick={() => void act('stop')}>
            Stop
          </button>
        </>
      )}
      <button type="button" disabled={!hasSink} onClick={() => void test()}>
        Test the connection
      </button>
    </p>
  )
}

function StatusLine({ status, statistics }: { readonly status: Status; readonly statistics: Statistics | undefined }) {
  const {
    status: word,
    sink,
    events_sent: sent,
    events_per_second: rate,
    uptime_seconds: uptime,
    circuit_breaker: breaker,
  } = status
  return (
    <>
      <p role="status">
        <strong>{word}</strong>
        {sink !== null && ` to ${sink}`} · {whole(sent)} sent · {decimal(rate)} a second ·{' '}
        {whole(status.events_waiting)} waiting · {bytes(statistics?.bytes_sent ?? 0)} in{' '}
        {whole(statistics?.batches_sent ?? 0)} batches · {duration(uptime)} · breaker {breaker} · last confirmed{' '}
        {wallTime(status.last_event_time)}
      </p>
      {status.error !== null && (
        <p class="note failed" role="alert">
          {status.error}
        </p>
      )}
    </>
  )
}

function Sent({ statistics }: { readonly statistics: Statistics | undefined }) {
  const counts = Object.entries(statistics?.event_type_counts ?? {}).toSorted(([, left], [, right]) => right - left)
  const errors = Object.entries(statistics?.error_counts ?? {})
  return (
    <section aria-labelledby="sent-title">
      <h2 id="sent-title">Sent, by type</h2>
      <Bars rows={counts.map(([label, value]) => ({ label, value, text: whole(value) }))} />
      {errors.length > 0 && (
        <p class="note">Attempts that failed: {errors.map(([kind, count]) => `${kind} ${whole(count)}`).join(', ')}.</p>
      )}
    </section>
  )
}

function Recent({ isStreaming }: { readonly isStreaming: boolean }) {
  const [events, setEvents] = useState<readonly unknown[]>([])
  const look = () =>
    attempt(async () =>
      setEvents((await get<{ events: readonly unknown[] }>('api/stream/events/recent?limit=5')).events),
    )
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title">Recent envelopes</h2>
      <button type="button" disabled={!isStreaming} onClick={() => void look()}>
        Show the last five
      </button>
      {events.map((event, index) => (
        <pre key={index}>{JSON.stringify(event, null, 2)}</pre>
      ))}
    </section>
  )
}
