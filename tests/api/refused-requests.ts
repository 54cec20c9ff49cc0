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
