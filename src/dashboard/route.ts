import { createState, useWatched } from './state.ts'

/** The views, in their order. */
export const VIEWS = ['overview', 'store', 'supply', 'marketing', 'data', 'streaming', 'configuration'] as const
export type View = (typeof VIEWS)[number]

/** What the address says: `#/store?id=3`. */
export interface Route {
  readonly view: View
  readonly query: URLSearchParams
}

function readRoute(): Route {
  const [, name = '', query = ''] = /^#\/(\w*)(?:\?(.*))?$/.exec(location.hash) ?? []
  const view = VIEWS.find((each) => each === name) ?? 'overview'
  return { view, query: new URLSearchParams(query) }
}

const route = createState(readRoute())
addEventListener('hashchange', () => route.set(readRoute))

export function useRoute(): Route {
  return useWatched(route, (value) => value)
}

/** The address of a view. */
export function addressOf(view: View, query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `#/${view}${text === '' ? '' : `?${text}`}`
}

export function go(view: View, query: Readonly<Record<string, string>> = {}): void {
  location.hash = addressOf(view, query)
}
