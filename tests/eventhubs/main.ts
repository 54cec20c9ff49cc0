import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startEndpoint } from './endpoint.ts'

const HELP = `npm run eventhubs:test-endpoint -- [--port N] [--partitions N] [--throttle EVENTS] [--out FILE]

Speaks the protocol of Event Hubs (AMQP 1.0, SAS) on 127.0.0.1, on one hub in memory that is lost when it ends: for trying and
testing Tillstream where no namespace is at hand. Prints the connection string. Runs until Ctrl-C.

  --port N           port, 5672 unless given; 0 for a free one
  --partitions N     partitions of the hub, 4 unless given
  --throttle EVENTS  events a second; more are answered with "server busy"
  --out FILE         writes what was received at the end: one JSON object a line, {"partition", "id", "table", "json"}`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5672' },
    partitions: { type: 'string', default: '4' },
    throttle: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const [port, partitions, throttle] = [values.port, values.partitions, values.throttle ?? '1'].map(Number)
const problems = [
  port >= 0 && port <= 65_535 ? [] : [`--port is "${values.port}" (expected a whole number from 0 to 65535)`],
  partitions >= 1 && partitions <= 32 ? [] : [`--partitions is "${values.partitions}" (expected 1 to 32)`],
  throttle >= 1 ? [] : [`--throttle is "${values.throttle}" (expected 1 or more)`],
].flat()

if (values.help) console.log(HELP)
else if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 2
} else await main()

async function main(): Promise<void> {
  try {
    const endpoint = await startEndpoint({ port, partitions })
    if (values.throttle !== undefined) endpoint.faults.eventsPerSecond = throttle
    console.log(endpoint.connectionString)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(endpoint))
  } catch (error) {
    console.error(`port ${port} cannot be used: ${(error as Error).message}`)
    process.exitCode = 3
  }
}

async function end(endpoint: Awaited<ReturnType<typeof startEndpoint>>): Promise<void> {
  if (values.out !== undefined) {
    const lines = endpoint.received().map((event) => `${JSON.stringify(event)}\n`)
    writeFileSync(values.out, lines.join(''))
  }
  await endpoint[Symbol.asyncDispose]()
}
