/** What the client takes for a signal. */
export interface GuardedSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: Listener): void
  removeEventListener(type: 'abort', listener: Listener): void
}

type Listener = (this: GuardedSignal, event: unknown) => void

/**
 * A signal for the client of Event Hubs. When its link is gone already, a listener of the client fails while it says so, which
 * would end the process, and what the client was asked for never ends: so who uses this must not wait for the client alone.
 */
export function guardedSignal(signal: AbortSignal): GuardedSignal {
  const guards = new Map<Listener, () => void>()
  const guarded: GuardedSignal = {
    get aborted() {
      return signal.aborted
    },
    addEventListener(_type, listener) {
      const guard = () => {
        try {
          listener.call(guarded, undefined)
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
        }
      }
      guards.set(listener, guard)
      signal.addEventListener('abort', guard)
    },
    removeEventListener(_type, listener) {
      const guard = guards.get(listener)
      if (guard !== undefined) signal.removeEventListener('abort', guard)
      guards.delete(listener)
    },
  }
  return guarded
}
