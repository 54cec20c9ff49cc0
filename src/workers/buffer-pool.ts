/** What is larger is made for once: the opening stock of a time zone, for example. */
const LARGEST_KEPT = 8 << 20
const MOST_KEPT = 6
const SMALLEST = 256 << 10

/**
 * Buffers that go to another thread with what is written into them, and come back when it is done with them. New ones for every
 * slice would wait for a garbage collection in a thread that has little else to collect: hundreds of megabytes.
 */
export class BufferPool {
  #spare: ArrayBuffer[] = []

  /** So many bytes, whatever they hold. */
  take(bytes: number): Uint8Array<ArrayBuffer> {
    const place = this.#spare.findIndex(({ byteLength }) => byteLength >= bytes)
    const [buffer = new ArrayBuffer(roomFor(bytes))] = place === -1 ? [] : this.#spare.splice(place, 1)
    return new Uint8Array(buffer, 0, bytes)
  }

  /** Takes back what others do not read any more. */
  add(buffers: readonly ArrayBuffer[]): void {
    const kept = [...this.#spare, ...buffers].filter(({ byteLength }) => byteLength <= LARGEST_KEPT)
    this.#spare = kept.toSorted((left, right) => left.byteLength - right.byteLength).slice(-MOST_KEPT)
  }
}

/** Powers of two, so that one fits the next slice too. */
function roomFor(bytes: number): number {
  let room = SMALLEST
  while (room < bytes) room *= 2
  return bytes > LARGEST_KEPT ? bytes : room
}
