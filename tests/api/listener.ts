import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { ErrorFrame, MapFrame, SnapshotFrame, UpdateFrame } from '../../src/live/protocol.ts'

export type Frame = SnapshotFrame | UpdateFrame | MapFrame | ErrorFrame

/** A client of the feed. */
export interface Listener extends Disposable {
  readonly frames: readonly Frame[]
  readonly socket: WebSocket
  say(line: unknown): void
  /** Waits for the next frame that is as wanted. */
  next<Wanted extends Frame>(isWanted: (frame: Frame) => frame is Wanted): Promise<Wanted>
  /** The code and reason with which the server ends it. */
  readonly closed: Promise<readonly [number, string]>
}

export const isSnapshot = (frame: Frame): frame is SnapshotFrame => frame.kind === 'snapshot'
export const isUpdate = (frame: Frame): frame is UpdateFrame => frame.kind === 'frame'
export const isMap = (frame: Frame): frame is MapFrame => frame.kind === 'map'
export const isError = (frame: Frame): frame is ErrorFrame => frame.kind === 'error'

/** Listens to a server. */
export function listen(url: string, query = '', headers: Readonly<Record<string, string>> = {}): Listener {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws${query}`, { headers })
  const frames: Frame[] = []
  const heard = new EventTarget()
  let read = 0
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Frame)
    heard.dispatchEvent(new Event('frame'))
  })
  const closed = once(socket, 'close').then(([code, reason]): [number, string] => [code as number, String(reason)])
  return {
    frames,
    socket,
    closed,
    say: (line) => socket.send(typeof line === 'string' ? line : JSON.stringify(line)),
    async next(isWanted) {
      for (;;) {
        const frame = frames[read]
        if (frame === undefined) await once(heard, 'frame')
        else {
          read++
          if (isWanted(frame)) return frame
        }
      }
    },
    [Symbol.dispose]: () => socket.terminate(),
  }
}
