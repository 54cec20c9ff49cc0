import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EventsRejected, SinkRefused, SinkUnavailable } from '../../../src/publishing/sink.ts'
import { webhookSink } from '../../../src/publishing/sinks/webhook.ts'
import { envelope, sinkContract } from '../../contracts/sink.ts'
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts'

const never = new AbortController().signal
let receiver: WebhookReceiver

beforeEach(async () => {
  receiver = await startWebhookReceiver()
})
afterEach(async () => {
  await receiver[Symbol.asyncDispose]()
})

sinkContract('webhook', async () => {
  const own = await startWebhookReceiver()
  return {
    sink: webhookSink({ url: own.url }),
    arrived: async () =>
      own.posted.flatMap(({ body }) => (JSON.parse(body) as object[]).map((event) => JSON.stringify(event))),
    [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
  }
})

test('a batch is a JSON array, with its size and a signature over time and body', async () => {
  await webhookSink({ url: receiver.url, secret: 'quite-a-secret' }).send(0, [envelope(1), envelope(2)], never)
  const [{ headers, body }] = receiver.posted
  expect(JSON.parse(body)).toEqual([JSON.parse(envelope(1).json), JSON.parse(envelope(2).json)])
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-tillstream-events': '2' })
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-tillstream-signature'])) ?? []
  expect(signature).toBe(createHmac('sha256', 'quite-a-secret').update(`${seconds}.${body}`).digest('hex'))
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(10)
})

test('without a secret nothing is signed', async () => {
  await webhookSink({ url: receiver.url }).send(0, [envelope(1)], never)
  expect(receiver.posted[0].headers).not.toHaveProperty('x-tillstream-signature')
})

test.each([
  [500, SinkUnavailable],
  [503, SinkUnavailable],
  [429, SinkUnavailable],
  [408, SinkUnavailable],
  [400, EventsRejected],
  [413, EventsRejected],
  [422, EventsRejected],
  [415, SinkRefused],
  [401, SinkRefused],
  [403, SinkRefused],
  [404, SinkRefused],
  [301, SinkRefused],
])('the answer %d means %o', async (status, kind) => {
  receiver.answers.push({ status, body: 'because', headers: { location: 'http://127.0.0.1:1/' } })
  const sending = webhookSink({ url: receiver.url }).send(0, [envelope(1)], never)
  await expect(sending).rejects.toThrow(kind)
  await expect(sending).rejects.toThrow(`${receiver.url} answered ${status}: because`)
})

test('the time that the server asks to be left alone is told', async () => {
  receiver.answers.push({ status: 429, headers: { 'retry-after': '7' } })
  const sending = webhookSink({ url: receiver.url }).send(0, [envelope(1)], never)
  await expect(sending).rejects.toMatchObject({ kind: 'throttling', retryAfterMs: 7000 })
})

test('a server that does not answer, or is not there, is unavailable', async () => {
  receiver.answers.push('silence')
  const silent = webhookSink({ url: receiver.url, timeoutMs: 100 }).send(0, [envelope(1)], never)
  await expect(silent).rejects.toMatchObject({ name: 'SinkUnavailable', kind: 'timeout' })
  const absent = webhookSink({ url: 'http://127.0.0.1:1/' }).send(0, [envelope(1)], never)
  await expect(absent).rejects.toMatchObject({ name: 'SinkUnavailable', kind: 'network' })
})

test('user, password and query of the address are shown nowhere', async () => {
  const sink = webhookSink({ url: 'http://127.0.0.1:1/hook?key=topsecret' })
  expect(sink.name).toMatch(/^webhook http:\/\/127\.0\.0\.1:1\/hook \([0-9a-f]{8}\)$/)
  await expect(sink.send(0, [envelope(1)], never)).rejects.toThrow(/^(?!.*topsecret).*$/s)
})

test('addresses that differ in their query alone are different sinks', () => {
  const names = ['', '?tenant=a', '?tenant=b'].map(
    (query) => webhookSink({ url: `http://127.0.0.1:1/hook${query}` }).name,
  )
  expect(new Set(names).size).toBe(3)
})

test.each([
  [204, undefined],
  [405, undefined],
  [501, undefined],
  [301, SinkRefused],
  [401, SinkRefused],
  [404, SinkRefused],
  [503, SinkUnavailable],
])('asked whether it takes events, %d means %o', async (status, kind) => {
  receiver.answers.push({ status, headers: { location: 'http://127.0.0.1:1/' } })
  const checking = webhookSink({ url: receiver.url }).check(never)
  if (kind === undefined) expect(await checking).toMatchObject({ status })
  else await expect(checking).rejects.toThrow(kind)
})
