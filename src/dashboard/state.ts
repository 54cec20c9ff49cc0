import { useEffect, useReducer, useRef } from 'preact/hooks'

/** A value that parts of the page watch. */
export interface State<Value> {
  readonly get: () => Value
  readonly set: (change: (value: Value) => Value) => void
  readonly watch: (watcher: () => void) => () => void
}

/** A state that begins with a value. */
export function createState<Value>(initial: Value): State<Value> {
  let value = initial
  const watchers = new Set<() => void>()
  return {
    get: () => value,
    set(change) {
      value = change(value)
      for (const watcher of watchers) watcher()
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}

/** What a part of the page needs of a state; it is drawn again when that becomes another. */
export function useWatched<Value, Part>(state: State<Value>, select: (value: Value) => Part): Part {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const selecting = useRef(select)
  selecting.current = select
  const part = select(state.get())
  const shown = useRef(part)
  shown.current = part
  useEffect(() => {
    const look = () => {
      if (!Object.is(selecting.current(state.get()), shown.current)) redraw(undefined)
    }
    // It may have changed since it was drawn.
    look()
    return state.watch(look)
  }, [state])
  return part
}
