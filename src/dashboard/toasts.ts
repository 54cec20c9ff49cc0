import { createState, useWatched } from './state.ts'

/** A message that goes by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'told' | 'failed'
}

const toasts = createState<readonly Toast[]>([])
const SHOWN_MS = 8000
let last = 0

export function useToasts(): readonly Toast[] {
  return useWatched(toasts, (value) => value)
}

export function tell(text: string, kind: Toast['kind'] = 'told'): void {
  const id = ++last
  toasts.set((before) => [...before.slice(-2), { id, text, kind }])
  setTimeout(() => dismiss(id), SHOWN_MS)
}

export function dismiss(id: number): void {
  toasts.set((before) => before.filter((toast) => toast.id !== id))
}

/** Does something, and tells why it failed. Returns whether it is done. */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work()
    if (done !== undefined) tell(done)
    return true
  } catch (error) {
    const text = error instanceof TypeError ? 'The server does not answer.' : (error as Error).message
    tell(text, 'failed')
    return false
  }
}
