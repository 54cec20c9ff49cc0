import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { openEventHubsSink } from '../../src/publishing/sinks/event-hubs.ts'
import { CERTIFICATE } from '../azure/cloud.ts'
import { ended } from '../cli/running.ts'
import { envelope } from '../contracts/sink.ts'
import { startEndpoint } from './endpoint.ts'

const PYTHON = '/usr/bin/python3'
const isThere = spawnSync(PYTHON, ['-c', 'import uamqp']).status === 0
const note = isThere ? '' : ' (skipped: it needs the Debian package python3-uamqp)'

// The endpoint and our client share a codec, whose faults would go unseen between the two.
test.skipIf(!isThere)(`the endpoint, our client and the one in C understand each other over TLS${note}`, async () => {
  setDefaultCACertificates([...getCACertificates(), readFileSync(CERTIFICATE, 'utf8')])
  await using endpoint = await startEndpoint({ tls: true })
  const { hub, port, connectionString } = endpoint
  const target = { hub, namespace: `localhost:${port}`, access: { connectionString }, identity: 'key of the test' }
  const { signal } = new AbortController()
  await using sink = await openEventHubsSink(target, signal)
  await sink.send(0, [envelope(1), envelope(2)], signal)

  const [, keyName = '', key = ''] = /KeyName=([^;]+);SharedAccessKey=([^;]+)/.exec(connectionString) ?? []
  const program = new URL('uamqp_peer.py', import.meta.url).pathname
  const sent = [1, 2].map((number) => `{"from":"uamqp","number":${number}}`)
  const ours = [envelope(1).json, envelope(2).json]
  const count = String(ours.length + sent.length)
  const peer = spawn(PYTHON, [program, 'localhost', String(port), keyName, key, hub, CERTIFICATE, count])
  const { code, stdout, stderr } = await ended(peer)
  expect([code, stderr, stdout]).toEqual([0, '', [...ours, ...sent, ''].join('\n')])
  expect(endpoint.received().map(({ partition, id, table, json }) => [partition, id, table, json])).toEqual([
    ...ours.map((json, index) => ['0', `id-${index + 1}`, 'store_opened', json]),
    ...sent.map((json, index) => ['0', `uamqp-${index + 1}`, 'store_opened', json]),
    ['1', 'uamqp-3', 'store_opened', '{"from":"uamqp","number":3}'],
  ])
})
