import { SecretClient } from '@azure/keyvault-secrets'
import { SinkRefused, SinkUnavailable } from '../sink.ts'
import { type EntraCredential, entraProblem } from './entra.ts'

/** A secret in Azure Key Vault. */
export interface VaultSecret {
  /** `https://NAME.vault.azure.net` */
  readonly url: string
  readonly name: string
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Reads the current version of a secret.
 * @throws SinkRefused when somebody must act; SinkUnavailable; the reason of `signal` when that is aborted.
 */
export async function readVaultSecret(
  { url, name }: VaultSecret,
  credential: EntraCredential,
  signal: AbortSignal,
): Promise<string> {
  const client = new SecretClient(url, credential, {
    retryOptions: { maxRetries: 1 },
    // The address of an emulator on this machine is not below that of Azure, as the client expects of a vault.
    disableChallengeResourceVerification: LOOPBACK.has(new URL(url).hostname),
  })
  try {
    const { value = '' } = await client.getSecret(name, { abortSignal: signal })
    if (value === '') throw new SinkRefused(`the secret ${name} of ${url} is empty`)
    return value
  } catch (error) {
    signal.throwIfAborted()
    throw vaultError(error, { url, name })
  }
}

function vaultError(error: unknown, { url, name }: VaultSecret): Error {
  if (error instanceof SinkRefused) return error
  const { statusCode, code, message } = error as {
    readonly statusCode?: number
    readonly code?: string
    readonly message: string
  }
  if (code === 'SecretNotFound')
    return refused(`there is no secret ${name} in ${url}: check realtime.keyvault_secret_name`)
  if (code === 'SecretDisabled') return refused(`the secret ${name} of ${url} is disabled or has expired`)
  if (statusCode === 403) {
    return refused(`${url} does not let this identity read ${name}: it needs the role Key Vault Secrets User`)
  }
  if (code === 'ENOTFOUND') return refused(`there is no key vault ${url}: check realtime.keyvault_url`)
  if (message.includes('authentication failed') || statusCode === 401) return refused(entraProblem(error))
  return new SinkUnavailable('authentication', `the key vault ${url} gave no secret: ${message}`, { cause: error })

  function refused(text: string): SinkRefused {
    return new SinkRefused(text, { cause: error })
  }
}
