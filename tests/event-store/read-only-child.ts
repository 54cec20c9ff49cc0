import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { collect } from '../contracts/proposed-events.ts'

/** As a user who may not write: prints why writing is refused, then how many events reading finds. */
const NOBODY = 65_534
const [folder] = process.argv.slice(2)
if (process.getuid?.() === 0) {
  process.setgid?.(NOBODY)
  process.setuid?.(NOBODY)
}
for (const place of [folder, `${folder}/below`]) {
  const outcome = await openEmbeddedEventStore(place).then(
    () => 'opened',
    (error: Error) => `${error.name}: ${error.message}`,
  )
  console.log(outcome)
}
await using store = await openEmbeddedEventStore(folder, { readOnly: true })
console.log((await collect(store.readStream('a-1'))).length)
