import { resolve } from 'node:path'
import { ownEnvironment } from '../../config/environment.ts'
import type { Config } from '../../config/schema.ts'
import type { AccessSources } from '../../publishing/credentials/hub-access.ts'
import type { Sink } from '../../publishing/sink.ts'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const BYTES_PER_MB = 1e6

/** The configuration with what `--to` says put in its place. @throws UsageError */
export function withDestination(config: Config, { to }: CommandContext['flags']): Config {
  if (to === undefined) return config
  const { stream } = config
  if (stream.sink === 'file') return { ...config, stream: { ...stream, directory: String(to) } }
  if (stream.sink === 'webhook' && /^https?:\/\/\S+$/.test(String(to))) {
    return { ...config, stream: { ...stream, webhook_url: String(to) } }
  }
  throw new UsageError([
    stream.sink === 'webhook'
      ? `--to: got ${JSON.stringify(to)}, allowed: an address that begins with https:// or http://`
      : '--to: allowed with --sink webhook or --sink file only',
  ])
}

/** The name of the sink that is configured, if any. */
export function chosenSink({ stream, realtime }: Config): Exclude<Config['stream']['sink'], 'none'> {
  if (stream.sink === 'none') return null
  if (stream.sink !== null) return stream.sink
  return realtime.azure_connection_string === null && !realtime.use_keyvault ? null : 'eventhubs'
}

type Opener = (context: CommandContext, config: Config) => Promise<Sink>

const OPENERS = new Map<ReturnType<typeof chosenSink>, Opener>([
  ['eventhubs', openEventHubs],
  ['webhook', openWebhook],
  ['file', openFiles],
  ['console', openConsole],
])

/** Opens the sink of a configuration. @throws UsageError, SinkRefused, SinkUnavailable */
export async function openSink(context: CommandContext, config: Config): Promise<Sink> {
  const open = OPENERS.get(chosenSink(config))
  if (open !== undefined) return await open(context, config)
  throw new UsageError([
    `there is no sink: name one with --sink (${[...OPENERS.keys()].join(', ')}), or set AZURE_EVENTHUB_CONNECTION_STRING`,
  ])
}

async function openConsole({ host }: CommandContext): Promise<Sink> {
  const { consoleSink } = await import('../../publishing/sinks/console.ts')
  return consoleSink(host.stdout)
}

async function openFiles({ host }: CommandContext, { stream }: Config): Promise<Sink> {
  const { openFileSink } = await import('../../publishing/sinks/file.ts')
  const directory = resolve(host.cwd, stream.directory)
  return await openFileSink({ directory, maxBytes: stream.file_mb * BYTES_PER_MB })
}

async function openWebhook(_context: CommandContext, { stream }: Config): Promise<Sink> {
  const { webhook_url: url, webhook_secret: secret } = stream
  if (url === null) throw new UsageError(['the sink webhook needs an address: --to, or stream.webhook_url'])
  const { webhookSink } = await import('../../publishing/sinks/webhook.ts')
  return webhookSink({ url, secret: secret ?? undefined })
}

async function openEventHubs(context: CommandContext, config: Config): Promise<Sink> {
  const [{ findHubAccess }, { openEventHubsSink }] = await Promise.all([
    import('../../publishing/credentials/hub-access.ts'),
    import('../../publishing/sinks/event-hubs.ts'),
  ])
  const { sources } = await context.config()
  const found = await findHubAccess(accessSources(context, config, sources), {
    warn: context.log.warn,
    signal: context.signal,
  })
  if (found === undefined) {
    throw new UsageError([
      'the sink eventhubs needs a connection: set AZURE_EVENTHUB_CONNECTION_STRING, or realtime.use_keyvault',
    ])
  }
  const { entityPath, ...target } = found
  const { hub } = config.stream
  if (entityPath !== undefined && entityPath !== hub && sources.get('stream.hub') !== 'default') {
    context.log.warn(`the connection string names ${entityPath}, which goes before stream.hub (${hub})`)
  }
  const customEndpoint = config.realtime.endpoint_address ?? undefined
  return openEventHubsSink({ ...target, hub: entityPath ?? hub, customEndpoint }, context.signal)
}

function accessSources(
  { host }: CommandContext,
  { realtime }: Config,
  sources: ReadonlyMap<string, string>,
): AccessSources {
  const { use_keyvault, keyvault_url: url, keyvault_secret_name: name, azure_connection_string: text } = realtime
  return {
    authority: (host.env ?? ownEnvironment()).AZURE_AUTHORITY_HOST,
    vault: use_keyvault && url !== null ? { url, name } : undefined,
    configured:
      text === null
        ? undefined
        : { text, source: sources.get('realtime.azure_connection_string') ?? 'the configuration' },
  }
}
