import { useEffect, useRef, useState } from 'preact/hooks'
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

/** What the address of the view says by this name; undefined when it says nothing. */
export function useQuery(name: string): string | undefined {
  return useWatched(route, ({ query }) => query.get(name) ?? undefined)
}

/** The address of the view as it is, with some of it changed; undefined takes a value away. */
export function addressWith(changes: Readonly<Record<string, string | undefined>>): string {
  const { view, query } = route.get()
  const kept = Object.entries({ ...Object.fromEntries(query), ...changes })
  return addressOf(view, Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined)))
}

/** Opens something in the view: a step that the browser's Back takes back. */
export function open(changes: Readonly<Record<string, string | undefined>>): void {
  location.hash = addressWith(changes)
}

/** Changes what the view shows, so that a link shows the same; no step of its own. */
export function refine(changes: Readonly<Record<string, string | undefined>>): void {
  history.replaceState(null, '', addressWith(changes))
  route.set(readRoute)
}

const TYPED_AFTER_MS = 400

/** A text that somebody types: in the address a moment later only, because browsers do not let it change at every key. */
export function useTyped(name: string, initial: string): readonly [text: string, type: (text: string) => void] {
  const told = useQuery(name) ?? initial
  const [text, setText] = useState(told)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  // Somebody has followed a link.
  useEffect(() => {
    if (timer.current === undefined) setText(told)
  }, [told])
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      refine({ [name]: next === initial ? undefined : next })
    }, TYPED_AFTER_MS)
  }
  return [text, type]
}

/** The address of a view. */
export function addressOf(view: View, query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `#/${view}${text === '' ? '' : `?${text}`}`
}

export function go(view: View, query: Readonly<Record<string, string>> = {}): void {
  location.hash = addressOf(view, query)
}
