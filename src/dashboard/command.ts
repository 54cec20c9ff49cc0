import { useRef } from 'preact/hooks'
import { ApiError, post } from './api.ts'
import { useLive } from './feed.ts'

/** Where something holds: everywhere, or in the region of a DC. */
export type Where = 'all' | { readonly dc: number }

/** What the value of a field for a place stands for. */
export function whereOf(value: string): Where {
  return value === 'all' ? 'all' : { dc: Number(value) }
}

/** Whether anything can be asked of the company. */
export function useCanAsk(): boolean {
  const status = useLive(({ frame }) => frame?.clock.status ?? 'stopped')
  return status === 'running' || status === 'paused'
}

/**
 * Asks something of the company. What got no answer is asked again under the same key when it is the same, so that it happens
 * once.
 */
export function useCommand(): (wish: object) => Promise<void> {
  const unanswered = useRef<{ readonly text: string; readonly key: string } | undefined>(undefined)
  return async (wish) => {
    const text = JSON.stringify(wish)
    const key = unanswered.current?.text === text ? unanswered.current.key : newKey()
    unanswered.current = { text, key }
    try {
      await post('api/commands', wish, { headers: { 'idempotency-key': key } })
      unanswered.current = undefined
    } catch (error) {
      if (error instanceof ApiError && error.status !== UNANSWERED) unanswered.current = undefined
      throw error
    }
  }
}

const UNANSWERED = 504

function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
