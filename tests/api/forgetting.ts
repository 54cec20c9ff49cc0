import { expect } from 'vitest'
import type { SnapshotFrame, UpdateFrame } from '../../src/live/protocol.ts'
import { type Frame, isMap, isSnapshot, isUpdate, listen } from './listener.ts'

const isKnown = (frame: Frame): frame is UpdateFrame => isUpdate(frame) && frame.figures !== null
const isForgotten = (frame: Frame): frame is SnapshotFrame => isSnapshot(frame) && frame.position === null

/** Expects that clients of the feed hear nothing more of a company when everything is deleted. */
export async function feedForgets(url: string, deleteAll: () => Promise<void>): Promise<void> {
  using client = listen(url)
  const { position } = await client.next(isKnown)
  using complete = listen(url, `?from=${position}`)
  await complete.next(isSnapshot)
  client.say({ subscribe: { map: true } })
  await client.next(isMap)
  await deleteAll()
  expect(await client.next(isForgotten)).toMatchObject({ totals: {}, rates: {}, figures: null, events: [] })
  expect(await client.next(isUpdate)).toMatchObject({ position: null, figures: null, counts: {}, events: [] })
  expect(await client.next(isMap)).toMatchObject({ stores: [], trucks: [] })
  expect(await complete.closed).toEqual([1011, 'everything is deleted'])
}
