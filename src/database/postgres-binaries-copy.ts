import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A complete copy of `native` that every account can read, in the temporary folder, made once and used again. It is only trusted when it is
 * ours alone to write, because anybody can create a folder there.
 */
export function copyBinaries(native: string, name: string): string {
  const copy = join(tmpdir(), `${name}-${process.geteuid?.() ?? 'user'}`)
  if (isTrusted(copy) && isComplete(native, copy)) return copy
  const fresh = mkdtempSync(`${copy}-`)
  try {
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    openToAll(fresh)
    return moveInto(fresh, copy, native)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    throw error
  }
}

function moveInto(fresh: string, copy: string, native: string): string {
  try {
    renameSync(fresh, copy)
    return copy
  } catch {
    // Something stands there. What is not ours stays, and the copy keeps its own unique name.
    if (!isTrusted(copy)) return fresh
  }
  const older = `${fresh}-older`
  if (!isComplete(native, copy)) {
    renameSync(copy, older)
    renameSync(fresh, copy)
  }
  for (const folder of [older, fresh]) rmSync(folder, { recursive: true, force: true })
  return copy
}

function isTrusted(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isDirectory()) return false
  return process.geteuid === undefined || (stat.uid === process.geteuid() && (stat.mode & 0o022) === 0)
}

/** Temporary folders are swept file by file, so that each must be looked at. */
function isComplete(native: string, copy: string): boolean {
  return filesIn(native).every((file) => {
    const [wanted, found] = [join(native, file), join(copy, file)].map((path) =>
      statSync(path, { throwIfNoEntry: false }),
    )
    return wanted === undefined || (found !== undefined && (wanted.isDirectory() || wanted.size === found.size))
  })
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const file of filesIn(folder)) {
    const path = join(folder, file)
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) continue
    chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
}
