/** Requests that a server with some history refuses: the request, its body, the status, and what the detail says. */
export type RefusedRequest = readonly [request: string, body: unknown, status: number, detail: string]

export const REFUSED_GENERATION: readonly RefusedRequest[] = [
  ['POST /api/generate/fact', { end_date: '2024-13-01' }, 422, 'body.end_date: got "2024-13-01"'],
  ['POST /api/generate/fact', { end_date: 5 }, 422, 'body.end_date: got 5'],
  ['POST /api/generate/fact', { start_date: '2030-01-01' }, 400, 'because history has no holes'],
  ['POST /api/generate/fact', '{"end_date":', 400, 'the body is not JSON'],
  ['GET /api/generate/fact/status?operation_id=other', undefined, 404, 'there is no operation other'],
  ['DELETE /api/generate/cancel/other', undefined, 404, 'there is no operation other'],
  ['DELETE /api/generation/clear', undefined, 400, 'confirm: got null, needed: data'],
  ['DELETE /api/generation/clear?confirm=all', undefined, 400, 'confirm: got "all", needed: data'],
]

export const REFUSED_DATA: readonly RefusedRequest[] = [
  ['GET /api/facts/nothing', undefined, 404, 'there is no table nothing among /api/facts/tables'],
  ['GET /api/facts/dim_stores', undefined, 404, 'there is no table dim_stores among /api/facts/tables'],
  ['GET /api/master/pg_shadow', undefined, 404, 'there is no table pg_shadow'],
  ['GET /api/master/dim_stores%3Bdrop', undefined, 422, 'params.table: got "dim_stores;drop"'],
  ['GET /api/master/..%2F..%2Fetc%2Fpasswd', undefined, 422, 'params.table'],
  ['GET /api/facts/fact_receipts?limit=0', undefined, 422, 'query.limit'],
  ['GET /api/facts/fact_receipts?limit=abc', undefined, 422, 'query.limit: got "abc"'],
  ['GET /api/facts/fact_receipts?limit=1001', undefined, 422, 'query.limit'],
  ['GET /api/facts/fact_receipts?limit=many', undefined, 422, 'query.limit'],
  ['GET /api/facts/fact_receipts?cursor=-1', undefined, 422, 'query.cursor: got "-1"'],
  ['GET /api/facts/fact_receipts?offset=3', undefined, 422, 'query.offset: unknown key'],
  ['GET /nowhere', undefined, 404, 'there is no GET /nowhere'],
  ['POST /health', undefined, 404, 'there is no POST /health'],
  ['GET /../../etc/passwd', undefined, 404, 'there is no GET /etc/passwd'],
]

export const REFUSED_QUERIES: readonly RefusedRequest[] = [
  ['POST /api/query', { sql: 'selct 1' }, 422, 'syntax error at or near "selct" (line 1, column 1'],
  ['POST /api/query', { sql: 'delete from fact_receipts' }, 422, 'read-only transaction'],
  [
    'POST /api/query',
    { sql: 'set default_transaction_read_only = off; delete from fact_receipts' },
    422,
    'multiple commands',
  ],
  ['POST /api/query', { sql: 'create temp table t (a int)' }, 422, 'read-only transaction'],
  ['POST /api/query', { sql: "select pg_read_file('/etc/passwd')" }, 422, 'permission denied'],
  ['POST /api/query', { sql: 'select * from tillstream.checkpoints' }, 422, 'permission denied'],
  ['POST /api/query', { sql: "copy fact_receipts to program 'id'" }, 422, 'permission denied'],
  ['POST /api/query', { sql: 'select pg_sleep(60)', timeout_ms: 200 }, 504, 'the statement was ended after 200 ms'],
  ['POST /api/query', { sql: 'select 1', max_rows: 100_000 }, 422, 'body.max_rows: got 100000'],
  ['POST /api/query', { sql: '' }, 422, 'body.sql: got ""'],
  ['POST /api/query', { query: 'select 1' }, 422, 'body.query: unknown key'],
  ['POST /api/query', [1, 2], 422, 'body: got [1,2]'],
  ['POST /api/query', '{"sql": "select 1"', 400, 'the body is not JSON'],
]

export const REFUSED_SIMULATION: readonly RefusedRequest[] = [
  ['POST /api/simulation/start', { speed: 0 }, 422, 'body.speed: got 0: Too small'],
  ['POST /api/simulation/start', { speed: 'fast' }, 422, 'body.speed: got "fast"'],
  ['POST /api/simulation/start', { speed: 1, colour: 'red' }, 422, 'body.colour: unknown key'],
  ['POST /api/simulation/step', { duration: 'far' }, 422, 'body.duration: got "far"'],
  ['POST /api/simulation/speed', {}, 422, 'body.speed: got nothing'],
  ['POST /api/simulation/pause', undefined, 409, 'the simulation is stopped'],
  ['POST /api/simulation/resume', undefined, 409, 'the simulation is stopped'],
  ['POST /api/simulation/stop', undefined, 409, 'the simulation is stopped'],
  ['POST /api/simulation/speed', { speed: 60 }, 409, 'the simulation is stopped'],
]

/** Requests that a company of 3 stores and 2 DCs refuses while it runs. */
export const REFUSED_COMMANDS: readonly RefusedRequest[] = [
  ['POST /api/commands', {}, 422, 'body.kind: got nothing: allowed: one of disruption, demand_factor'],
  ['POST /api/commands', { kind: 'storm' }, 422, 'body.kind: got "storm"'],
  ['POST /api/commands', { kind: 'demand_factor', where: { store: 9 }, factor: 2 }, 422, 'body.where.store: got 9'],
  ['POST /api/commands', { kind: 'demand_factor', where: 'all', factor: 11 }, 422, 'body.factor: got 11'],
  ['POST /api/commands', { kind: 'demand_factor', where: 'all', factor: 2, after: '1d' }, 422, 'body.after: unknown'],
  ['POST /api/commands', { kind: 'promotion', code: 'NONE10', for: '1d' }, 422, 'body.code: got "NONE10"'],
  [
    'POST /api/commands',
    { kind: 'price_change', factor: 0.5 },
    422,
    'got neither of department, category, product_ids',
  ],
  [
    'POST /api/commands',
    { kind: 'price_change', category: 'Nothing', factor: 0.5 },
    422,
    'body.category: got "Nothing"',
  ],
  ['POST /api/commands', { kind: 'promotion', code: 'SAVE10', for: '1d', at: '2024-03-01T00:00:00Z' }, 422, 'body.at'],
  [
    'POST /api/commands',
    { kind: 'disruption_end', disruption_id: '1; DROP' },
    422,
    'body.disruption_id: got "1; DROP"',
  ],
  ['POST /api/commands', '{"kind"', 400, 'the body is not JSON'],
  ['GET /api/commands?limit=0', undefined, 422, 'query.limit'],
  [
    'POST /api/disruption/create',
    { disruption_type: 'dc_outage', target_id: 3, duration_minutes: 60 },
    422,
    'body.target_id: got 3, allowed: 1 to 2, the distribution centers',
  ],
  [
    'POST /api/disruption/create',
    { disruption_type: 'earthquake', target_id: 1, duration_minutes: 60 },
    422,
    'body.disruption_type: got "earthquake"',
  ],
  [
    'POST /api/disruption/create',
    { disruption_type: 'dc_outage', target_id: 0, duration_minutes: 0, severity: 2 },
    422,
    'body.severity: got 2',
  ],
  [
    'POST /api/disruption/create',
    { disruption_type: 'inventory_shortage', target_id: 1, duration_minutes: 60, product_ids: [1] },
    422,
    'a shortage concerns all goods of its place',
  ],
  ['DELETE /api/disruption/everything', undefined, 404, 'there is no disruption everything that goes on'],
]

export const REFUSED_STREAMING: readonly RefusedRequest[] = [
  ['POST /api/stream/start', { speed: 0 }, 422, 'body.speed: got 0'],
  ['POST /api/stream/start', { event_types: ['receipt'] }, 422, 'body.event_types.0: got "receipt"'],
  ['POST /api/stream/start', { event_types: [] }, 422, 'body.event_types: got []'],
  ['POST /api/stream/start', { duration_minutes: 0 }, 422, 'body.duration_minutes: got 0'],
  ['POST /api/stream/stop', undefined, 400, 'no events are being sent'],
  ['POST /api/stream/pause', undefined, 400, 'no events are being sent'],
  ['POST /api/stream/resume', undefined, 400, 'no events are being sent'],
  ['DELETE /api/stream/outbox/clear', undefined, 400, 'there is no history yet'],
  ['GET /api/stream/events/recent?limit=0', undefined, 422, 'query.limit'],
  ['GET /api/stream/events/recent?limit=101', undefined, 422, 'query.limit'],
  ['GET /api/stream/dlq/events?category=other', undefined, 422, 'query.category'],
  ['POST /api/stream/dlq/retry', 'many', 400, 'the body is not JSON'],
  ['POST /api/stream/validate-connection', {}, 422, 'body.connection_string: got nothing'],
]
