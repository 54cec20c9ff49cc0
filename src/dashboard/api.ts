import { useEffect, useState } from 'preact/hooks'

/** One thing that is wrong with a request. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** What the server did not do, in its words. */
export class ApiError extends Error {
  readonly status: number
  readonly fields: readonly FieldError[]
  constructor(status: number, message: string, fields: readonly FieldError[]) {
    super(message)
    this.status = status
    this.fields = fields
  }
}

const KEY_NAME = 'tillstream-key'

/** The key that the reader has given; a server that others reach asks for it. */
export function apiKey(): string | null {
  return sessionStorage.getItem(KEY_NAME)
}

export function keepKey(key: string): void {
  sessionStorage.setItem(KEY_NAME, key)
}

/** What a request has beside its body. */
export interface More {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  /** A status other than success whose body is the answer, too. */
  readonly answerOf?: number | undefined
}

/** Asks the server. @throws ApiError, or TypeError when it is away. */
export async function ask<Body>(method: string, path: string, body?: unknown, more: More = {}): Promise<Body> {
  const { signal, headers, answerOf } = more
  const key = apiKey()
  const response = await fetch(path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== null && { 'x-api-key': key }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const answer = (await response.json()) as Body & {
    readonly detail?: string
    readonly field_errors?: readonly FieldError[]
  }
  if (response.ok || response.status === answerOf) return answer
  throw new ApiError(response.status, answer.detail ?? response.statusText, answer.field_errors ?? [])
}

export const get = <Body>(path: string, more?: More) => ask<Body>('GET', path, undefined, more)
export const post = <Body>(path: string, body?: unknown, more?: More) => ask<Body>('POST', path, body, more)

/** What is known of something that is asked for again and again. */
export interface Polled<Body> {
  readonly data: Body | undefined
  /** Why the newest answer is missing; the data are those of before. */
  readonly error: string | undefined
  /** Asks at once, and soon again: what was changed a moment ago may not be in the tables yet. */
  readonly again: () => void
}

/** Then twice that, and so on. */
const SOON_MS = 500

/** Asks now and then, while the part of the page is there; null for not at all. */
export function usePoll<Body>(path: string | null, everyMs: number, answerOf?: number): Polled<Body> {
  const [state, setState] = useState<{ path: string | null; data?: Body | undefined; error?: string | undefined }>({
    path,
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (path === null) return undefined
    const gone = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = round === 0 ? everyMs : SOON_MS
    const look = async () => {
      try {
        const data = await get<Body>(path, { signal: gone.signal, answerOf })
        setState({ path, data })
      } catch (error) {
        if (gone.signal.aborted) return
        setState((before) => ({ ...(before.path === path ? before : { path }), error: (error as Error).message }))
      }
      timer = setTimeout(() => void look(), wait)
      wait = Math.min(everyMs, 2 * wait)
    }
    void look()
    return () => {
      gone.abort()
      clearTimeout(timer)
    }
  }, [path, everyMs, answerOf, round])
  const current = state.path === path ? state : { data: undefined, error: undefined }
  return { data: current.data, error: current.error, again: () => setRound((count) => count + 1) }
}
