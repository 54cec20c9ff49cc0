import { expect, test } from 'vitest'
import { createIdText } from '../../../src/publishing/wire/id-text.ts'
import { eventIdText, makeEventId } from '../../../src/simulation/event-id.ts'

test('the text of an id is its own, also behind others that take its place', () => {
  const idText = createIdText()
  // Of few values in each part: every id differs from some others in one part only.
  const few = [0, 1, 4096, 0x3fffffff]
  const ids = few.flatMap((ms) => few.flatMap((x) => few.flatMap((y) => few.map((z) => makeEventId(ms, x, y, z)))))
  for (const id of [...ids, ...ids.toReversed(), ...ids.flatMap((each) => [each, ids[0], each])]) {
    expect(idText(id)).toBe(eventIdText(id))
  }
})
