/** Bytes of a chunk; a CopyData message each. */
const CHUNK_BYTES = 128 * 1024
/** Chunks kept for use again, over all encoders: 4 MiB. */
const SPARE_CHUNKS = 32

const spares: Buffer[] = []

/** The place that binary values are written to: a chunk that grows into a list of chunks. Hot state, shared by all columns of an encoder. */
export class CopyBuffer {
  /** The chunk being written, and where in it. Writers of fixed-size values use both directly. */
  chunk: Buffer = takeChunk(CHUNK_BYTES)
  offset = 0
  private full: Buffer[] = []
  private fullBytes = 0

  /** Makes sure that `bytes` can be written without a look at the end of the chunk. Rows may straddle chunks. */
  reserve(bytes: number): void {
    if (this.offset + bytes > this.chunk.length) this.nextChunk(bytes)
  }

  get bytes(): number {
    return this.fullBytes + this.offset
  }

  /** Gives everything written away and starts anew. */
  take(): Buffer[] {
    const all = [...this.full, this.chunk.subarray(0, this.offset)]
    this.full = []
    this.fullBytes = 0
    this.chunk = takeChunk(CHUNK_BYTES)
    this.offset = 0
    return all
  }

  /** Copies everything that was written into `target`, which has room for `bytes`, and starts anew in the same chunks. */
  moveTo(target: Uint8Array): void {
    let at = 0
    for (const chunk of this.full) {
      target.set(chunk, at)
      at += chunk.length
    }
    target.set(this.chunk.subarray(0, this.offset), at)
    recycle(this.full)
    this.full = []
    this.fullBytes = 0
    this.offset = 0
  }

  /** Forgets what was written after `bytes`, which was the length at the start of a row. */
  rewindTo(bytes: number): void {
    while (this.fullBytes > bytes) {
      const last = this.full.pop()
      if (last === undefined) break
      this.fullBytes -= last.length
      this.chunk = Buffer.from(last.buffer, last.byteOffset, capacityOf(last))
    }
    this.offset = bytes - this.fullBytes
  }

  private nextChunk(bytes: number): void {
    this.full.push(this.chunk.subarray(0, this.offset))
    this.fullBytes += this.offset
    this.chunk = takeChunk(Math.max(CHUNK_BYTES, bytes))
    this.offset = 0
  }
}

/** Returns chunks that `take` gave away, once nobody reads them any more. */
export function recycle(chunks: readonly Buffer[]): void {
  for (const chunk of chunks) {
    if (spares.length >= SPARE_CHUNKS) return
    if (capacityOf(chunk) === CHUNK_BYTES) spares.push(Buffer.from(chunk.buffer, chunk.byteOffset, CHUNK_BYTES))
  }
}

function takeChunk(bytes: number): Buffer {
  return (bytes === CHUNK_BYTES ? spares.pop() : undefined) ?? Buffer.from(new ArrayBuffer(bytes))
}

/** Each chunk has an ArrayBuffer of its own. */
function capacityOf(chunk: Buffer): number {
  return chunk.buffer.byteLength
}
