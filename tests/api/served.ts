import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { ENGINE_FLAGS, LAUNCHER } from '../cli/running.ts'
import { makeEmptyCluster, temporaryFolder } from '../database/temporary-database.ts'

/** An answer, with its body read. */
export interface Answer<Body = Readonly<Record<string, unknown>>> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** A server that a test started, with a data directory of its own. */
export interface Served extends AsyncDisposable {
  readonly url: string
  readonly data: string
  readonly process: ChildProcess
  /** Asks; a body that is no text is sent as JSON. */
  ask<Body = Readonly<Record<string, unknown>>>(line: string, body?: unknown, headers?: object): Promise<Answer<Body>>
  /** Asks until the answer is as wanted. */
  until<Body>(line: string, isWanted: (body: Body) => boolean): Promise<Body>
}

const LOOK_MS = 50

const SMALL =
  '--set=historical.start_date=2024-03-04 --stores=3 --dcs=2 --customers=200 --products=150 --customers-per-day=60 --set=volume.online_orders_per_day=40'

/** Starts `serve` for a small company on a free port. */
export function serveSmall(flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Served> {
  return serveCompany([...SMALL.split(' '), ...flags], env)
}

/** Starts `serve` on a free port. */
export async function serveCompany(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const folder = temporaryFolder()
  const data = `${folder.path}/data`
  // As the server itself would make it there.
  mkdirSync(data)
  await makeEmptyCluster(data)
  const args = [...ENGINE_FLAGS, LAUNCHER, 'serve', '--json', '--port=0', '--data', data, ...flags]
  const child = spawn(process.execPath, args, {
    cwd: folder.path,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { readonly url: string }
  const served: Served = {
    url,
    data,
    process: child,
    ask: (request, body, headers) => ask(url, request, { body, headers: headers ?? {} }),
    async until(request, isWanted) {
      for (;;) {
        const { body } = await served.ask<never>(request)
        if (isWanted(body)) return body
        await pause(LOOK_MS)
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      folder[Symbol.dispose]()
    },
  }
  return served
}

interface Sent {
  readonly body: unknown
  readonly headers: object
}

async function ask<Body>(url: string, request: string, { body, headers }: Sent): Promise<Answer<Body>> {
  const [method = 'GET', path = '/'] = request.split(' ')
  const response = await fetch(url + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  const read = (type.includes('json') ? JSON.parse(text) : text) as Body
  return { status: response.status, headers: response.headers, body: read }
}
