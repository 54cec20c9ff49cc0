import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'

export const command: Subcommand = {
  name: 'copy-log',
  summary: 'Copies the log to an EventStoreDB server, or from one into a data directory',
  flags: [
    {
      name: 'to',
      kind: { is: 'text' },
      placeholder: 'URL|DIR',
      description: 'esdb://HOST:PORT, or a data directory; must be given',
    },
  ],
  examples: [
    ['tillstream copy-log --to "esdb://localhost:2113?tls=false"', 'the log of ./data to a server; again: what is new'],
    [
      'EVENTSTORE_URL="esdb://localhost:2113?tls=false" tillstream copy-log --to copy',
      'the log of the server into the directory copy',
    ],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { copyTheLog, copiedText } = await import('../copy-log/copy-log.ts')
  const copied = await copyTheLog(context)
  context.result(copied, copiedText(copied))
  return copied.equal || copied.interrupted ? EXIT.done : EXIT.checkFailed
}
