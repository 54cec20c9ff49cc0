import { parentPort, workerData } from 'node:worker_threads'
import type { Reply, Request, ShareStart } from './messages.ts'
import { simulateShare } from './simulate-share.ts'

/** What the thread of a share does: it answers requests in their order until it is ended. */
export function answerRequests(): void {
  try {
    begin()
  } catch (error) {
    fail(error)
  }
}

function begin(): void {
  const share = simulateShare(workerData as ShareStart)
  parentPort?.on('message', (request: Request) => {
    try {
      if (request.kind === 'save') {
        const bytes = share.save()
        reply({ kind: 'state', bytes }, [bytes.buffer])
      } else {
        const slice = share.simulate(request, request.spare)
        reply({ kind: 'slice', slice }, [slice.buffers.log, slice.buffers.tables])
      }
    } catch (error) {
      fail(error)
    }
  })
}

function reply(answer: Reply, buffers: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, buffers)
}

/** The message port carries text and stack of an error, but only names that JavaScript itself has. */
function fail(error: unknown): void {
  reply({ kind: 'failed', error })
  parentPort?.close()
}
