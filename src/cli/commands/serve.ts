import { once } from 'node:events'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { WORLD_FLAGS } from '../flags.ts'
import { SINK_FLAGS, speedOf } from '../publish/publish-flags.ts'

export const command: Subcommand = {
  name: 'serve',
  summary: 'Dashboard and API: history, data, the running simulation',
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
    {
      name: 'history',
      kind: { is: 'whole', min: 1, max: 3650 },
      placeholder: 'DAYS',
      description: 'Makes so many business days first, when there are none',
    },
    {
      name: 'live',
      kind: { is: 'text' },
      placeholder: 'SPEED',
      description: 'Lets the simulation run, so many simulated seconds a second, or max; begins by day',
    },
    ...SINK_FLAGS.filter(({ name }) => name === 'sink'),
    ...WORLD_FLAGS,
  ],
  examples: [
    ['tillstream serve', 'dashboard and API on http://localhost:8000, described at /docs, until Ctrl-C'],
    ['tillstream serve --preset demo --history 7 --live 60', 'a small company with a past, living a minute a second'],
    ['TILLSTREAM_API_KEY=... tillstream serve --host 0.0.0.0', 'for others, who need the key'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const beginning = {
    days: context.flags.history as number | undefined,
    speed: context.flags.live === undefined ? undefined : speedOf({ speed: context.flags.live }, 1),
  }
  const [{ serve }, { servedText }] = await Promise.all([
    import('../serve/serve.ts'),
    import('../serve/served-text.ts'),
  ])
  await using serving = await serve(context)
  context.result({ url: serving.url }, servedText(serving))
  await serving.begin(beginning)
  if (!context.signal.aborted) await once(context.signal, 'abort')
  return EXIT.done
}
