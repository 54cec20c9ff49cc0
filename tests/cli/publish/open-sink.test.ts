import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CommandContext } from '../../../src/cli/command.ts'
import { openSink } from '../../../src/cli/publish/open-sink.ts'
import { configSchema } from '../../../src/config/schema.ts'
import { envelope } from '../../contracts/sink.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'
import { startWebhookReceiver } from '../../publishing/sinks/webhook-receiver.ts'

const never = new AbortController().signal

/** Opens the sink of a configuration, as commands do in a folder, and sends it batches of an event each. */
async function sendTo(stream: object, cwd: string, batches: number): Promise<void> {
  const context = { host: { cwd } } as unknown as CommandContext
  await using sink = await openSink(context, configSchema.parse({ stream }))
  const large = { ...envelope(1), json: JSON.stringify({ text: 'x'.repeat(600_000) }) }
  for (let batch = 0; batch < batches; batch++) await sink.send(0, [large], never)
}

test.each([
  [1, true],
  [10, false],
])('stream.file_mb %i: that two megabytes are in several files is %j', async (file_mb, areSeveral) => {
  using folder = temporaryFolder()
  await sendTo({ sink: 'file', directory: 'sent', file_mb }, folder.path, 4)
  expect(readdirSync(`${folder.path}/sent`).length > 1).toBe(areSeveral)
})

test.each([
  ['quite-a-secret', expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/) as string],
  [null, undefined],
])('stream.webhook_secret %j: the signature of what is posted is %j', async (webhook_secret, signature) => {
  await using receiver = await startWebhookReceiver()
  await sendTo({ sink: 'webhook', webhook_url: receiver.url, webhook_secret }, '.', 1)
  expect(receiver.posted[0]?.headers['x-tillstream-signature']).toEqual(signature)
})
