import type { Serving } from './serve.ts'

/** Where everything is, for people. */
export function servedText({ url, hasDashboard, psql }: Pick<Serving, 'url' | 'hasDashboard' | 'psql'>): string {
  const dashboard = hasDashboard ? url : 'not built: npm run build:dashboard'
  return [
    `Dashboard  ${dashboard}`,
    `API        ${url}/docs`,
    `Live feed  ${url.replace(/^http/, 'ws')}/ws`,
    `Database   ${psql ?? 'the server of DATABASE_URL'}`,
    'Ctrl-C ends it; what is there is kept, and the next start goes on.',
  ].join('\n')
}
