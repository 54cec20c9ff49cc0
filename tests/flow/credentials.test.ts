import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Cloud, CLIENT_SECRET, startCloud } from '../azure/cloud.ts'
import { tillstream } from '../cli/running.ts'
import { type Endpoint, startEndpoint } from '../eventhubs/endpoint.ts'

let cloud: Cloud
let endpoint: Endpoint
beforeAll(async () => {
  cloud = await startCloud()
  endpoint = await startEndpoint({ tls: true })
})
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]()
  await cloud[Symbol.asyncDispose]()
})
beforeEach(() => {
  cloud.secrets.clear()
  cloud.secrets.set('eventhub-connection-string', endpoint.connectionString)
})

interface Circumstances {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Asks the hub, as the application of the cloud unless told otherwise. */
async function check({ env = {}, args = [] }: Circumstances) {
  const began = performance.now()
  const ended = await tillstream(['publish', '--check', ...args], { env: { ...cloud.environment, ...env } })
  expect(performance.now() - began).toBeLessThan(15_000)
  const key = /SharedAccessKey=([^;]+)/.exec(endpoint.connectionString)?.[1] ?? ''
  for (const secret of [key, CLIENT_SECRET]) expect(ended.stdout + ended.stderr).not.toContain(secret)
  return ended
}

const fromVault = () => ['--set=realtime.use_keyvault=true', `--set=realtime.keyvault_url=${cloud.url}`]
const NAMESPACE = { AZURE_EVENTHUB_CONNECTION_STRING: 'tillstream.servicebus.windows.net' }
const dialled = () => [`--set=realtime.endpoint_address=https://localhost:${endpoint.port}`]

describe('a connection is found', () => {
  test('in the environment, and is kept secret on its way by TLS', async () => {
    const { stdout } = await check({ env: { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString } })
    expect(stdout).toMatch(/is ready\.\n {2}as: key send-and-listen from AZURE_EVENTHUB_CONNECTION_STRING\n/)
  })

  test('in Key Vault, which goes before the environment', async () => {
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString.replace(/:\d+;/, ':1;') }
    const { stdout } = await check({ env, args: fromVault() })
    expect(stdout).toContain(`as: key send-and-listen from secret eventhub-connection-string of ${cloud.url}\n`)
  })

  test('in the environment when Key Vault has none, with a warning', async () => {
    cloud.secrets.clear()
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString }
    const { stdout, stderr } = await check({ env, args: fromVault() })
    expect(stdout).toContain('as: key send-and-listen from AZURE_EVENTHUB_CONNECTION_STRING\n')
    expect(stderr).toMatch(/no secret eventhub-connection-string in .*; AZURE_EVENTHUB_CONNECTION_STRING is used in/)
  })

  test('with Entra ID, by the namespace alone', async () => {
    const { stdout } = await check({ env: NAMESPACE, args: dialled() })
    expect(stdout).toContain(
      'eventhubs tillstream.servicebus.windows.net/retail-events is ready.\n  as: Entra ID, host from AZURE_EVENTHUB_CONNECTION_STRING\n',
    )
  })
})

describe('what is wrong is told in one message', () => {
  test.each<[string, () => Circumstances, RegExp]>([
    [
      'a secret that there is not',
      () => ({ args: [...fromVault(), '--set=realtime.keyvault_secret_name=other'] }),
      /^error: there is no secret other in https:.*: check realtime\.keyvault_secret_name$/m,
    ],
    [
      'a secret that may not be read',
      () => {
        cloud.secrets.set('eventhub-connection-string', undefined)
        return { args: fromVault() }
      },
      /^error: .* does not let this identity read .*: it needs the role Key Vault Secrets User$/m,
    ],
    [
      'a wrong secret of the application, for Key Vault',
      () => ({ args: fromVault(), env: { AZURE_CLIENT_SECRET: 'wrong' } }),
      /^error: Entra ID does not accept who this is: AADSTS7000215: Invalid client secret provided$/m,
    ],
    [
      'a wrong secret of the application, for Event Hubs',
      () => ({ env: { ...NAMESPACE, AZURE_CLIENT_SECRET: 'wrong' }, args: dialled() }),
      /^error: Entra ID does not accept who this is: AADSTS7000215: Invalid client secret provided$/m,
    ],
    [
      'nobody',
      () => ({ env: { ...NAMESPACE, AZURE_CLIENT_ID: '' }, args: dialled() }),
      /^error: Entra ID knows nobody here: set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET/m,
    ],
    [
      'a key vault that there is not',
      () => ({ args: ['--set=realtime.use_keyvault=true', '--set=realtime.keyvault_url=https://localhost:1'] }),
      /^error: the key vault https:\/\/localhost:1 gave no secret: .*ECONNREFUSED/m,
    ],
    [
      'an identity that may not send',
      () => {
        endpoint.faults.refusesTokens = true
        return { env: NAMESPACE, args: dialled() }
      },
      /^error: .* does not accept Entra ID, .*: it needs the role Azure Event Hubs Data Sender/m,
    ],
  ])('%s', async (_what, circumstances, message) => {
    const { code, stderr } = await check(circumstances()).finally(() => {
      endpoint.faults.refusesTokens = false
    })
    expect([code, stderr]).toEqual([3, expect.stringMatching(message)])
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test('a certificate that nobody vouches for', async () => {
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString, NODE_EXTRA_CA_CERTS: '' }
    const { code, stderr } = await check({ env })
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/nobody vouches for: set NODE_EXTRA_CA_CERTS .*self-signed certificate/),
    ])
  })
})
