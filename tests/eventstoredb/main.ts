import { parseArgs } from 'node:util'
import { startEndpoint } from './endpoint.ts'

const HELP = `npm run eventstore:test-endpoint -- [--port N]

Speaks the protocol of EventStoreDB on 127.0.0.1, on a log in memory that is lost when it ends: for trying and testing Tillstream
where no server is at hand. Port 2113, or a free one with --port 0. Runs until Ctrl-C.`

const { values } = parseArgs({
  options: { port: { type: 'string', default: '2113' }, help: { type: 'boolean', default: false } },
})

const port = Number(values.port)
if (values.help) console.log(HELP)
else if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
  console.error(`--port is "${values.port}" (expected a whole number from 0 to 65535)`)
  process.exitCode = 2
} else await main()

async function main(): Promise<void> {
  try {
    const endpoint = await startEndpoint({ port })
    console.log(`esdb://127.0.0.1:${endpoint.port}?tls=false`)
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void endpoint[Symbol.asyncDispose]())
  } catch (error) {
    console.error(`port ${port} cannot be used: ${(error as Error).message}`)
    process.exitCode = 3
  }
}
