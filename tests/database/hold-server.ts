import { openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'

// Uses the server of the data directory given as argument, says so in one line, and obeys the line that it is sent.
const server = await openEmbeddedPostgres({ dataDir: process.argv[2] ?? '' })
process.stdout.write(`${JSON.stringify({ pid: server.pid, port: server.port })}\n`)
process.stdin.once('data', (line) => {
  if (line.toString().trim() === 'exit') process.exit(0)
  void server[Symbol.asyncDispose]().then(() => process.exit(0))
})
