import { z } from 'zod'
import type { Route } from './route.ts'

/** A page that describes routes; it needs neither scripts nor styles of its own. */
export function referencePage(routes: readonly Route[], version: string): string {
  const tags = [...new Set(routes.map(({ tag }) => tag))]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tillstream API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><h1>Tillstream API</h1><p>Version ${text(version)}. For programs: <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<p>Beyond this machine every request needs a key: <code>X-API-Key: KEY</code>. Problems are told as RFC 9457 problem details.</p></header>
<nav aria-label="Sections"><ul>${tags.map((tag) => `<li><a href="#${tag}">${text(tag)}</a></li>`).join('')}</ul></nav>
<main>
${tags.map((tag) => section(tag, routes)).join('\n')}
</main>
</body>
</html>
`
}

function section(tag: string, routes: readonly Route[]): string {
  const own = routes.filter((stated) => stated.tag === tag)
  return `<section id="${tag}"><h2>${text(tag)}</h2>\n${own.map(article).join('\n')}</section>`
}

function article({ method, path, aliases = [], summary, request = {}, answer, limit }: Route): string {
  const notes = [
    aliases.length > 0 && `Also <code>${aliases.map(text).join('</code>, <code>')}</code>.`,
    limit && `At most ${limit.requests} requests in ${limit.seconds} s.`,
  ].filter(Boolean)
  return [
    `<article><h3><code>${method.toUpperCase()} ${text(path)}</code></h3>`,
    `<p>${text(summary)}. ${notes.join(' ')}</p>`,
    fields('Path', request.params),
    fields('Query', request.query),
    fields('Headers', request.headers),
    fields('Body', request.body),
    fields(`Answer ${answer.status ?? 200}`, answer.schema),
    '</article>',
  ].join('\n')
}

interface Described {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Described>>
  readonly items?: Described
  readonly anyOf?: readonly Described[]
  readonly const?: unknown
}

function fields(title: string, schema: z.ZodType | undefined): string {
  if (schema === undefined) return ''
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Described
  const rows = Object.entries(properties).map(
    ([name, field]) =>
      `<tr><th scope="row"><code>${text(name)}</code></th><td>${text(kindOf(field))}</td><td>${text(field.description ?? '')}</td></tr>`,
  )
  return rows.length === 0 ? '' : `<table><caption>${title}</caption><tbody>${rows.join('')}</tbody></table>`
}

function kindOf(field: Described): string {
  const kind = plainKind(field)
  return field.default === undefined ? kind : `${kind}, ${JSON.stringify(field.default)} unless given`
}

function plainKind({ type, enum: values, items, anyOf, const: only }: Described): string {
  if (only !== undefined) return JSON.stringify(only)
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf !== undefined) return anyOf.map(plainKind).join(' | ')
  if (type === 'array') return `list of ${items === undefined ? 'anything' : plainKind(items)}`
  return type === undefined ? 'anything' : [type].flat().join(' | ')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function text(value: string): string {
  return value.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}

/** The style of that page. */
export const REFERENCE_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.5rem 0; }
h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; font-size: 0.875rem; }
caption { text-align: start; font-weight: 600; }
th, td { text-align: start; vertical-align: top; padding: 0.125rem 1rem 0.125rem 0; }
`
