/** Packages, and `node:` modules, and who may import them. Those without a row in `PACKAGES` are refused. */
export interface PackageRule {
  readonly from: readonly string[]
  /** Who may import its types only. */
  readonly types?: readonly string[]
  readonly why: string
}

export const PACKAGES: Readonly<Record<string, PackageRule>> = {
  rxjs: {
    from: ['simulation/**', 'retail/**', 'live/**'],
    why: 'rxjs stays in simulation, retail and live: what crosses I/O is an async iterable',
  },
  kysely: { from: ['database/**', 'projection/**'], why: 'kysely stays in database and projection' },
  pg: {
    from: ['database/**', 'digest/table-digest.ts', 'projection/rebuild.ts', 'verify/references.ts', 'cli/**'],
    types: ['projection/**', 'publishing/**', 'digest/**', 'verify/**'],
    why: 'connections are opened in database; others are handed a client, and quote names or read types with pg',
  },
  'pg-copy-streams': {
    from: ['database/copy.ts', 'digest/table-digest.ts'],
    why: 'rows go in by bulk COPY in database and come out by COPY in the digest of a table',
  },
  zod: {
    from: [
      'config/**',
      'dictionaries/**',
      'api/**',
      'retail/define-event.ts',
      'retail/fields.ts',
      'retail/**/events.ts',
      'publishing/wire/payload-schema.ts',
    ],
    why: 'zod stands at the borders: configuration, dictionaries, API bodies, event definitions and their JSON Schemas',
  },
  seedrandom: { from: ['simulation/root-key.ts'], why: 'all other luck derives from the root key' },
  '@eventstore/db-client': {
    from: ['event-store/eventstoredb.ts'],
    why: 'the client of a server stays in the adapter that is named after it',
  },
  'google-protobuf': {
    from: ['event-store/protobuf-bytes.ts'],
    why: 'the library below the client of a server is quickened in one place',
  },
  '@azure/event-hubs': {
    from: ['publishing/sinks/event-hubs.ts'],
    why: 'the client of a service stays in the adapter that is named after it',
  },
  '@azure/identity': {
    from: ['publishing/credentials/entra.ts'],
    why: 'one file knows how Azure finds out who this is',
  },
  '@azure/keyvault-secrets': {
    from: ['publishing/credentials/key-vault.ts'],
    why: 'the client of a service stays in the adapter that is named after it',
  },
  express: { from: ['api/server.ts'], why: 'routes are plain values; one file mounts them' },
  'express-rate-limit': { from: ['api/server.ts'], why: 'limits are stated by routes and kept where they are mounted' },
  helmet: { from: ['api/server.ts'], why: 'headers of all answers are set in one place' },
  ws: { from: ['live/websocket.ts'], why: 'the feed knows no sockets; one file serves them' },
  pino: { from: ['cli/json-log.ts'], why: 'lines of the log for programs are made in one place' },
  'prom-client': { from: ['api/metrics.ts'], why: 'one file knows how Prometheus is told' },
  preact: { from: ['dashboard/**'], why: 'pages are drawn in the browser' },
  uplot: { from: ['dashboard/parts/chart.tsx'], why: 'one part draws charts' },
  'd3-geo': { from: ['dashboard/map/land.ts'], why: 'one file knows the map' },
  'topojson-client': { from: ['dashboard/map/land.ts'], why: 'one file knows the map' },
  'us-atlas': { from: ['dashboard/map/land.ts'], why: 'one file knows the map' },
  geojson: { from: [], types: ['dashboard/map/land.ts'], why: 'one file knows the map' },
  'topojson-specification': { from: [], types: ['dashboard/map/land.ts'], why: 'one file knows the map' },
  commander: { from: ['cli/program.ts'], why: 'one file parses arguments' },
  'csv-parse': { from: ['dictionaries/**'], why: 'only dictionaries are read from CSV' },
  'node:sqlite': {
    from: ['event-store/**', 'cli/writer-lock.ts'],
    why: 'SQLite belongs to the embedded event store and to the lock beside its file',
  },
}
