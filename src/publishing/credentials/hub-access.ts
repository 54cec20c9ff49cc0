import { SinkRefused, SinkUnavailable } from '../sink.ts'
import type { EventHubsTarget } from '../sinks/event-hubs.ts'
import { BadConnectionString, type ConnectionFacts, parseConnectionString } from './connection-string.ts'
import type { VaultSecret } from './key-vault.ts'

/** A connection string, or the namespace that Entra ID opens, and where it was found. */
export interface FoundConnection {
  readonly text: string
  /** For people: `AZURE_EVENTHUB_CONNECTION_STRING`. */
  readonly source: string
}

/** Where a connection may be found: in Key Vault, else in the configuration, where the environment goes before the file. */
export interface AccessSources {
  readonly vault: VaultSecret | undefined
  readonly configured: FoundConnection | undefined
  /** Who issues tokens, as AZURE_AUTHORITY_HOST names it. */
  readonly authority: string | undefined
}

/** How to get into a namespace, and as whom. */
export interface HubAccess {
  readonly access: EventHubsTarget['access']
  readonly namespace: string
  /** The hub that the connection string names. */
  readonly entityPath: string | undefined
  /** For people: `key send from AZURE_EVENTHUB_CONNECTION_STRING`. */
  readonly identity: string
}

/** What finding works with. */
export interface FindingParts {
  readonly warn: (line: string) => void
  readonly signal: AbortSignal
}

const SCOPE = 'https://eventhubs.azure.net//.default'
/** The issue of a token or a secret takes a second; what takes longer has failed. */
const LIMIT_MS = 12_000

/**
 * Finds the connection, and gets a token where Entra ID opens it.
 * @throws SinkRefused, SinkUnavailable; undefined when there is none anywhere.
 */
export async function findHubAccess(sources: AccessSources, parts: FindingParts): Promise<HubAccess | undefined> {
  const limit = AbortSignal.any([parts.signal, AbortSignal.timeout(LIMIT_MS)])
  try {
    const found = await findConnection(sources, { ...parts, signal: limit })
    return found && (await accessOf(found, sources.authority, limit))
  } catch (error) {
    parts.signal.throwIfAborted()
    if (!limit.aborted) throw error
    throw new SinkUnavailable('timeout', `no credentials within ${LIMIT_MS / 1000} s`, { cause: error })
  }
}

async function findConnection(
  { vault, configured, authority }: AccessSources,
  { warn, signal }: FindingParts,
): Promise<FoundConnection | undefined> {
  if (vault === undefined) return configured
  const [{ entraCredential }, { readVaultSecret }] = await Promise.all([import('./entra.ts'), import('./key-vault.ts')])
  try {
    const text = await readVaultSecret(vault, entraCredential(authority), signal)
    return { text, source: `secret ${vault.name} of ${vault.url}` }
  } catch (error) {
    const isAnswer = error instanceof SinkRefused || error instanceof SinkUnavailable
    if (configured === undefined || !isAnswer) throw error
    warn(`${error.message}; ${configured.source} is used in its place`)
    return configured
  }
}

async function accessOf(
  { text, source }: FoundConnection,
  authority: string | undefined,
  signal: AbortSignal,
): Promise<HubAccess> {
  if (!text.includes('=')) {
    const { assertToken, entraCredential } = await import('./entra.ts')
    const credential = entraCredential(authority)
    await assertToken(credential, SCOPE, signal)
    return { access: { credential }, namespace: text, entityPath: undefined, identity: `Entra ID, host from ${source}` }
  }
  const { namespace, entityPath, keyName } = understood(text)
  return { access: { connectionString: text }, namespace, entityPath, identity: `key ${keyName} from ${source}` }
}

function understood(text: string): ConnectionFacts {
  try {
    return parseConnectionString(text)
  } catch (error) {
    throw error instanceof BadConnectionString ? new SinkRefused(error.message, { cause: error }) : error
  }
}
