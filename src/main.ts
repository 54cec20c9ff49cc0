import { runCli } from './cli/main.ts'

/** What a client has left open, such as a connection to a server that is away, keeps the process no longer. */
const LEFTOVERS_MS = 2000

process.exitCode = await runCli(process.argv.slice(2))
setTimeout(() => process.exit(), LEFTOVERS_MS).unref()
