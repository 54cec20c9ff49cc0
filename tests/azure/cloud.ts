import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { HOLDS_SECONDS, issuedTokenProblem, issueToken } from './tokens.ts'

/** Entra ID with one application in one tenant, and a key vault that it may read, over HTTPS on this machine. */
export interface Cloud extends AsyncDisposable {
  readonly url: string
  /** Secrets by name; those that are undefined may not be read. */
  readonly secrets: Map<string, string | undefined>
  /** What a program needs to be that application. */
  readonly environment: Readonly<Record<string, string>>
}

const TENANT = '6f1f5a0e-2c1a-4f5e-9d7e-000000000001'
const CLIENT = '6f1f5a0e-2c1a-4f5e-9d7e-000000000002'
export const CLIENT_SECRET = 'the-application-keeps-this-to-itself'
const VAULT = 'https://vault.azure.net'

/** The certificate of servers that tests start, which is its own authority. */
export const CERTIFICATE = new URL('../eventstoredb/tls/certificate.pem', import.meta.url).pathname
const PRIVATE_KEY = new URL('../eventstoredb/tls/key.pem', import.meta.url).pathname

interface Answer {
  readonly status: number
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

export async function startCloud(): Promise<Cloud> {
  const secrets = new Map<string, string | undefined>()
  const server = createServer({ key: readFileSync(PRIVATE_KEY), cert: readFileSync(CERTIFICATE) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  const url = `https://localhost:${port}`
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response, { url, secrets })
  })
  return {
    url,
    secrets,
    environment: {
      AZURE_AUTHORITY_HOST: url,
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: CLIENT,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, cloud: Pick<Cloud, 'url' | 'secrets'>) {
  const { status, body, headers } = await answer(request, cloud)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function answer(request: IncomingMessage, cloud: Pick<Cloud, 'url' | 'secrets'>): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', cloud.url)
  if (pathname === `/${TENANT}/v2.0/.well-known/openid-configuration`) return metadata(cloud.url)
  if (pathname === `/${TENANT}/oauth2/v2.0/token`) return token(new URLSearchParams(await text(request)))
  const secret = /^\/secrets\/([\w-]+)/.exec(pathname)?.[1]
  if (secret !== undefined) return readSecret(request, secret, cloud)
  return { status: 404, body: { error: 'not_found' } }
}

function metadata(url: string): Answer {
  const body = {
    issuer: `${url}/${TENANT}/v2.0`,
    authorization_endpoint: `${url}/${TENANT}/oauth2/v2.0/authorize`,
    token_endpoint: `${url}/${TENANT}/oauth2/v2.0/token`,
    jwks_uri: `${url}/${TENANT}/discovery/v2.0/keys`,
  }
  return { status: 200, body }
}

function token(form: URLSearchParams): Answer {
  if (form.get('client_id') !== CLIENT || form.get('client_secret') !== CLIENT_SECRET) {
    const error_description = `AADSTS7000215: Invalid client secret provided. Trace ID: 1`
    return { status: 401, body: { error: 'invalid_client', error_description } }
  }
  const audience = (form.get('scope') ?? '').replace(/\/\.default.*$/, '')
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: HOLDS_SECONDS, access_token: issueToken(audience) },
  }
}

function readSecret(
  { headers }: IncomingMessage,
  name: string,
  { url, secrets }: Pick<Cloud, 'url' | 'secrets'>,
): Answer {
  const problem = issuedTokenProblem((headers.authorization ?? '').replace('Bearer ', ''), VAULT)
  if (problem !== undefined) {
    const challenge = `Bearer authorization="${url}/${TENANT}", resource="${VAULT}"`
    return { status: 401, body: vaultError('Unauthorized', problem), headers: { 'www-authenticate': challenge } }
  }
  if (!secrets.has(name)) return { status: 404, body: vaultError('SecretNotFound', `no ${name} in this key vault`) }
  const value = secrets.get(name)
  if (value === undefined) return { status: 403, body: vaultError('Forbidden', 'the caller may not') }
  return { status: 200, body: { value, id: `${url}/secrets/${name}/1`, attributes: { enabled: true } } }
}

function vaultError(code: string, message: string): object {
  return { error: { code, message } }
}
