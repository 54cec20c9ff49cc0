import type { WallClock } from '../time/wall-clock.ts'
import type { ToldFault } from './faults/fault-injector.ts'
import type { PublishedPlace, PublisherRecords } from './records.ts'

/** What is sent again after a crash is what was confirmed in this time. */
const EVERY_MS = 500

/** Keeps the place of a publisher while that runs. */
export interface PlaceKeeper {
  /** Aborted when the place cannot be kept: `settle` throws why. */
  readonly failed: AbortSignal
  /** Returns when the place of now is kept. @throws what went wrong with keeping it. */
  settle(): Promise<void>
}

/** Saves the place now, and every now and then when it has moved. */
export function keepPlace({
  records,
  place,
  faults,
  clock,
}: {
  readonly records: PublisherRecords
  readonly place: () => PublishedPlace
  /** What was done to events on purpose since the last call. */
  readonly faults: () => readonly ToldFault[]
  readonly clock: WallClock
}): PlaceKeeper {
  const ended = new AbortController()
  let saved: PublishedPlace | undefined
  const save = async () => {
    const now = place()
    const told = faults()
    if (saved !== undefined && isSame(saved, now) && told.length === 0) return
    await records.savePlace(now, told)
    saved = now
  }
  const failed = new AbortController()
  const saving = (async () => {
    while (!ended.signal.aborted) {
      await save()
      await clock.sleep(EVERY_MS, ended.signal).catch(() => undefined)
    }
  })().catch((error: unknown) => failed.abort(error))
  return {
    failed: failed.signal,
    async settle() {
      ended.abort()
      await saving
      failed.signal.throwIfAborted()
      await save()
    },
  }
}

function isSame(left: PublishedPlace, right: PublishedPlace): boolean {
  return left.position === right.position && left.eventsDone === right.eventsDone
}
