import { z } from 'zod'
import type { Route } from './route.ts'

/** Problem details as every endpoint answers them. */
const PROBLEM = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  field_errors: z.array(z.object({ field: z.string(), message: z.string() })),
})

const ANY_PROBLEM = { 401: 'No key, or a wrong one', 403: 'An origin or host that is not allowed', 429: 'Too often' }
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'What is asked for cannot be done with what is there',
  404: 'There is no such thing',
  409: 'Not while something else is going on',
  413: 'Too large',
  422: 'Wrong input; field_errors says what',
  503: 'A service that is needed is not there',
  504: 'It took too long',
}

/** The OpenAPI 3.1 document of routes. */
export function openApiDocument(routes: readonly Route[], version: string): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const stated of routes) {
    for (const path of [stated.path, ...(stated.aliases ?? [])]) {
      paths[path] = { ...paths[path], [stated.method]: operation(stated, path) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tillstream', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas: { Problem: jsonSchema(PROBLEM, 'output') },
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'Needed beyond this machine only' },
      },
    },
    security: [{}, { key: [] }],
  }
}

function operation(stated: Route, path: string): object {
  const { method, tag, summary, request = {}, answer, problems = [], isOpen } = stated
  const { params, query, body, headers } = request
  const checks = Object.keys(request).length > 0 ? [422] : []
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(path !== stated.path && { deprecated: true, description: `The same as ${stated.path}` }),
    ...(isOpen && { security: [] }),
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query'), ...parametersOf(headers, 'header')],
    ...(body && { requestBody: { required: !body.safeParse({}).success, content: json(jsonSchema(body, 'input')) } }),
    responses: {
      [answer.status ?? 200]: {
        description: 'Done',
        content: { [answer.type ?? 'application/json']: { schema: jsonSchema(answer.schema, 'output') } },
      },
      ...Object.fromEntries([...checks, ...problems].map((status) => [status, problem(MEANINGS[status] ?? '')])),
      ...Object.fromEntries(Object.entries(isOpen ? {} : ANY_PROBLEM).map(([status, text]) => [status, problem(text)])),
    },
  }
}

function operationId(method: string, path: string): string {
  return [method, ...path.split(/[^A-Za-z0-9]+/).filter(Boolean)].join('_')
}

function problem(description: string): object {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
}

function json(schema: object): object {
  return { 'application/json': { schema } }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): readonly object[] {
  if (schema === undefined) return []
  return Object.entries(schema.shape).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || !(value as z.ZodType).safeParse(undefined).success,
    schema: jsonSchema(value as z.ZodType, 'input'),
  }))
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  void $schema
  return rest
}
