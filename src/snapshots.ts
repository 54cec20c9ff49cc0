import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { ShareState } from './retail/share.ts'
import type { SimTime } from './time/sim-time.ts'

const FORMAT = 'tillstream-snapshot-3\n'
const CHECKSUM_BYTES = 32
/** The newest and the one before it, should the newest be damaged. */
const KEPT = 2
/** How the name of a file ends that is still being written. */
const UNFINISHED = '.unfinished'

/** Which point of which log a snapshot belongs to. */
export interface SnapshotPlace {
  readonly logId: string
  readonly modelVersion: number
  /** Number of the slice after which it was taken, the position behind it, and the instant. */
  readonly slice: number
  readonly position: bigint
  readonly now: SimTime
}

/** State of the company after a slice, as its shares were. */
export interface Snapshot extends SnapshotPlace {
  readonly shares: readonly ShareState[]
}

/** The same on its way into a file: shares are encoded where they are simulated. */
export interface EncodedSnapshot extends SnapshotPlace {
  readonly shares: readonly Uint8Array[]
}

/** State of a share in the form in which snapshots keep it; a copy, in an ArrayBuffer of its own. */
export function encodeState(state: ShareState): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(zstdCompressSync(serialize(state)))
}

/** Snapshots in a folder: checksummed files, written beside and renamed, so that a half-written one is never read. */
export interface Snapshots {
  /** Keeps a copy of the state; older snapshots but one are removed, and those that reach further: they are of another log. */
  save(snapshot: EncodedSnapshot): void
  /** Those of the log that reach no further than `slice`, newest first; damaged and foreign ones are passed over. */
  candidates(logId: string, modelVersion: number, slice: number): Iterable<Snapshot>
}

/** Opens the folder, which is created with the first snapshot. */
export function openSnapshots(folder: string): Snapshots {
  return {
    save(snapshot) {
      mkdirSync(folder, { recursive: true })
      for (const unfinished of readdirSync(folder)) {
        if (unfinished.endsWith(UNFINISHED)) rmSync(join(folder, unfinished), { force: true })
      }
      const name = `${String(snapshot.slice).padStart(10, '0')}.snapshot`
      writeDurably(join(folder, name), encode(snapshot))
      const names = namesIn(folder)
      const place = names.indexOf(name)
      for (const old of names.toSpliced(place, KEPT)) rmSync(join(folder, old), { force: true })
    },
    *candidates(logId, modelVersion, slice) {
      for (const name of namesIn(folder)) {
        const snapshot = decode(readFileSync(join(folder, name)))
        if (snapshot?.logId !== logId || snapshot.modelVersion !== modelVersion) continue
        if (snapshot.slice <= slice) yield snapshot
      }
    },
  }
}

/** Newest first. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.snapshot'))
      .toSorted()
      .toReversed()
  } catch {
    return []
  }
}

function encode(snapshot: EncodedSnapshot): Buffer {
  const body = serialize(snapshot)
  return Buffer.concat([Buffer.from(FORMAT), checksum(body), body])
}

function decode(bytes: Buffer): Snapshot | undefined {
  const start = FORMAT.length
  if (bytes.subarray(0, start).toString() !== FORMAT) return undefined
  const body = bytes.subarray(start + CHECKSUM_BYTES)
  if (!checksum(body).equals(bytes.subarray(start, start + CHECKSUM_BYTES))) return undefined
  try {
    const { shares, ...place } = deserialize(body) as EncodedSnapshot
    return { ...place, shares: shares.map((bytes) => deserialize(zstdDecompressSync(bytes)) as ShareState) }
  } catch {
    // A newer engine wrote it in a form that this one does not know.
    return undefined
  }
}

function checksum(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest()
}

function writeDurably(path: string, bytes: Buffer): void {
  const unfinished = path + UNFINISHED
  const file = openSync(unfinished, 'w')
  try {
    writeSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
}
