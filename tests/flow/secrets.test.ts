import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDatabase } from '../../src/database/connect.ts'
import { type Endpoint, startEndpoint } from '../eventhubs/endpoint.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../publishing/sinks/webhook-receiver.ts'
import { type Histories, type History, openHistories } from './histories.ts'

const WEBHOOK_SECRET = 'sign-with-this-and-tell-nobody'
const ACCOUNT_KEY = 'key-of-the-storage-account-of-the-test'

let histories: Histories
let history: History
let endpoint: Endpoint
let receiver: WebhookReceiver
const outputs: string[] = []
beforeAll(async () => {
  endpoint = await startEndpoint()
  receiver = await startWebhookReceiver()
  histories = await openHistories()
  history = await histories.begin('secretive')
  await history.generate(['--to=2024-03-04'], everySecret(endpoint.connectionString))
})
afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
  await histories[Symbol.asyncDispose]()
})

function everySecret(connectionString: string): Readonly<Record<string, string>> {
  return {
    AZURE_EVENTHUB_CONNECTION_STRING: connectionString,
    TILLSTREAM_STREAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    AZURE_STORAGE_ACCOUNT_KEY: ACCOUNT_KEY,
  }
}

async function run(args: readonly string[], connectionString = endpoint.connectionString): Promise<void> {
  const { stdout, stderr } = await history.run([...args, '--log-level=debug'], everySecret(connectionString))
  outputs.push(stdout, stderr)
}

/** What is in the files below a directory. */
function contentsOf(directory: string): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  const paths = names.map((name) => join(directory, name)).filter((path) => statSync(path).isFile())
  return paths.map((path) => readFileSync(path, 'latin1'))
}

async function keptInTables(): Promise<string> {
  const url = new URL(histories.server.url)
  url.pathname = history.name
  await using database = await connectDatabase({ databaseUrl: url.href, dataDir: history.data })
  const { rows } = await database.pool.query(`SELECT p::text FROM tillstream.publishers AS p
    UNION ALL SELECT d::text FROM tillstream.dead_letters AS d`)
  return JSON.stringify(rows)
}

test('keys are in no output, no file and no table, whatever is done and goes wrong', async () => {
  const right = endpoint.connectionString
  await run(['publish', '--from=start'])
  await run(['publish', '--check', '--json'])
  await run(['config', 'show', '--json'])
  await run(['status'])
  for (const [part, wrong] of [
    ['retail-events', 'other'],
    [/:\d+;/, ':1;'],
    ['KeyName=', 'KeyNames='],
    ['KeyName=s', 'KeyName=t'],
  ] as const) {
    await run(['publish', '--check'], right.replace(part, wrong))
  }
  receiver.answers.push({ status: 204 }, { status: 403 })
  await run(['publish', '--from=start', '--sink=webhook', `--to=${receiver.url}?sig=${WEBHOOK_SECRET}`])

  const texts = [...outputs, await keptInTables(), ...contentsOf(history.data)]
  expect(outputs.join('').length).toBeGreaterThan(1000)
  expect(texts.join('')).toContain('secretive')
  const key = /SharedAccessKey=([^;]+)/.exec(right)?.[1] ?? 'none'
  for (const secret of [key, WEBHOOK_SECRET, ACCOUNT_KEY]) {
    expect(secret.length).toBeGreaterThan(20)
    expect(texts.filter((text) => text.includes(secret))).toEqual([])
  }
  expect(receiver.posted.length).toBeGreaterThan(0)
  expect(endpoint.received().length).toBeGreaterThan(0)
})
