import { DefaultAzureCredential, type TokenCredential } from '@azure/identity'
import { SinkRefused } from '../sink.ts'

/** Proves to services of Azure who this is, by tokens of Microsoft Entra ID. */
export type EntraCredential = TokenCredential

/** Authorities that Microsoft runs, and that vouch for their tenants: of the public cloud, of governments, of China. */
const OWN_AUTHORITIES = /^(?:https:\/\/)?login\.(?:microsoftonline\.(?:com|us)|chinacloudapi\.cn)\/?$/

/**
 * Finds who this is as every tool of Azure does, in this order: AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or a
 * certificate), a workload identity, a managed identity, and on a developer's machine whoever logged in with `az login`.
 * `authority` is the value of AZURE_AUTHORITY_HOST.
 */
export function entraCredential(authority = ''): EntraCredential {
  // A private cloud, or an authority for tests, is unknown to the public one, which would be asked about it first.
  const isPrivate = authority !== '' && !OWN_AUTHORITIES.test(authority)
  return new DefaultAzureCredential({ disableInstanceDiscovery: isPrivate })
}

/**
 * Gets a token now, so that what is wrong is told at the start.
 * @param scope such as `https://eventhubs.azure.net//.default`.
 * @throws SinkRefused; the reason of `signal` when that is aborted.
 */
export async function assertToken(credential: EntraCredential, scope: string, signal: AbortSignal): Promise<void> {
  try {
    await credential.getToken(scope, { abortSignal: signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new SinkRefused(entraProblem(error), { cause: error })
  }
}

/** What is wrong, in a line. */
export function entraProblem(error: unknown): string {
  const said = (error as Error).message.split('\n')
  const tried = said.filter((line) => !line.includes('CredentialUnavailableError'))
  const refusal = /AADSTS\d+[^.]*/.exec(tried.join(' ')) ?? /invalid_\w+[^.]*/.exec(tried.join(' '))
  if (refusal !== null) return `Entra ID does not accept who this is: ${refusal[0]}`
  const nobody =
    'set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, use a managed identity, or log in with `az login`'
  const isNobody = said.some((line) => line.includes('CredentialUnavailableError')) && tried.length <= 1
  return isNobody ? `Entra ID knows nobody here: ${nobody}` : `Entra ID gave no token: ${tried.join(' ')}`
}
