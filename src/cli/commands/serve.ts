import { once } from 'node:events'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { WORLD_FLAGS } from '../flags.ts'
import { SINK_FLAGS } from '../publish/publish-flags.ts'

export const command: Subcommand = {
  name: 'serve',
  summary: 'Answers over HTTP: history, data, the running simulation',
  flags: [
    {
      name: 'host',
      kind: { is: 'config', key: 'api.host' },
      placeholder: 'ADDRESS',
      description: 'Address to listen on (127.0.0.1); another one needs api.key',
    },
    {
      name: 'port',
      kind: { is: 'config', key: 'api.port' },
      placeholder: 'PORT',
      description: 'Port (8000); 0 for any',
    },
    ...SINK_FLAGS.filter(({ name }) => name === 'sink'),
    ...WORLD_FLAGS,
  ],
  examples: [
    ['tillstream serve', 'the API on http://localhost:8000, described at /docs, until Ctrl-C'],
    ['TILLSTREAM_API_KEY=... tillstream serve --host 0.0.0.0', 'for others, who need the key'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { serve } = await import('../serve/serve.ts')
  await using serving = await serve(context)
  context.result(
    { url: serving.url },
    `Tillstream answers at ${serving.url} (described at ${serving.url}/docs), until Ctrl-C.`,
  )
  if (!context.signal.aborted) await once(context.signal, 'abort')
  return EXIT.done
}
