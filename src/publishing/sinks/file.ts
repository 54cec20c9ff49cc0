import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Sink, SinkRefused, SinkUnavailable } from '../sink.ts'

/** Where files are written, and how large they become. */
export interface FileSinkOptions {
  readonly directory: string
  /** A file that has reached so many bytes is followed by the next. */
  readonly maxBytes: number
}

const NAME = /^events-(\d{6})\.ndjson$/

function fileName(number: number): string {
  return `events-${String(number).padStart(6, '0')}.ndjson`
}

/**
 * Writes envelopes to files, one JSON object a line: `events-000001.ndjson`, `events-000002.ndjson`, ... Goes on in the last of
 * them; a line that a crash has cut is cut off, because its event comes again. What is confirmed has reached the disk.
 * @throws SinkRefused when the directory cannot be used.
 */
export async function openFileSink({ directory, maxBytes }: FileSinkOptions): Promise<Sink> {
  const files = await refusing(directory, () => openLast(directory))
  let { number, file, bytes } = files
  const roll = async () => {
    const next = await open(join(directory, fileName(number + 1)), 'a')
    await file.close()
    number++
    file = next
    bytes = 0
  }
  return {
    name: `file ${directory}`,
    lanes: 1,
    async send(_lane, events) {
      const text = Buffer.from(events.map(({ json }) => `${json}\n`).join(''))
      try {
        if (bytes >= maxBytes) await roll()
        await writeAll(file, text)
        await file.datasync()
      } catch (error) {
        // Half a line may have been written: it must not stand before the next attempt.
        await file.truncate(bytes).catch(() => undefined)
        throw asSinkError(directory, error)
      }
      bytes += text.length
      return events.length
    },
    check: () =>
      refusing(directory, async () => ({ directory, file: fileName(number), bytes: (await file.stat()).size })),
    [Symbol.asyncDispose]: () => file.close(),
  }
}

async function writeAll(file: FileHandle, text: Buffer): Promise<void> {
  for (let written = 0; written < text.length; ) written += (await file.write(text, written)).bytesWritten
}

interface OpenFile {
  readonly number: number
  readonly file: FileHandle
  readonly bytes: number
}

async function openLast(directory: string): Promise<OpenFile> {
  await mkdir(directory, { recursive: true })
  const numbers = (await readdir(directory)).map((name) => Number(NAME.exec(name)?.[1] ?? 0))
  const number = Math.max(1, ...numbers)
  // For reading and writing: appending would leave no way to look at the end.
  const file = await open(join(directory, fileName(number)), 'a+')
  const bytes = await endOfLastLine(file)
  await file.truncate(bytes)
  return { number, file, bytes }
}

const LOOK_BACK = 64 << 10

/** Offset behind the last line break. */
async function endOfLastLine(file: FileHandle): Promise<number> {
  let { size: end } = await file.stat()
  const part = Buffer.alloc(LOOK_BACK)
  while (end > 0) {
    const start = Math.max(0, end - LOOK_BACK)
    const { bytesRead } = await file.read(part, 0, end - start, start)
    const found = part.subarray(0, bytesRead).lastIndexOf('\n')
    if (found >= 0) return start + found + 1
    end = start
  }
  return 0
}

async function refusing<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new SinkRefused(`cannot write to ${directory}: ${(error as Error).message}`, { cause: error })
  }
}

/** A disk that is full may have room again. */
function asSinkError(directory: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException
  const text = `cannot write to ${directory}: ${message}`
  const passes = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EAGAIN' || code === 'EIO'
  return passes ? new SinkUnavailable('service', text, { cause: error }) : new SinkRefused(text, { cause: error })
}
