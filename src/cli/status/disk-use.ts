import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of files and folders of a data directory. */
export interface DiskUse {
  readonly log: number
  readonly database: number
  readonly snapshots: number
}

/** Asks the file system; what vanishes meanwhile does not count. */
export function diskUseOf(dataDir: string): DiskUse {
  const logFiles = ['events.sqlite', 'events.sqlite-wal'].map((name) => join(dataDir, name))
  return {
    log: logFiles.reduce((sum, file) => sum + fileBytes(file), 0),
    database: folderBytes(join(dataDir, 'postgres')),
    snapshots: folderBytes(join(dataDir, 'snapshots')),
  }
}

function fileBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function folderBytes(folder: string): number {
  return entriesOf(folder).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? folderBytes(path) : fileBytes(path))
  }, 0)
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in three digits and a unit: `12.3 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toPrecision(3)} ${UNITS[unit]}`
}
