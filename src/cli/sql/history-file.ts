import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lines that are kept, newest first. */
export const HISTORY_LINES = 1000

const fileIn = (dataDir: string) => join(dataDir, 'postgres.history')

/** What was typed at earlier prompts, newest first. */
export function readHistory(dataDir: string): string[] {
  try {
    return readFileSync(fileIn(dataDir), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    return []
  }
}

/** Keeps what was typed, in a file that only we can read. */
export function writeHistory(dataDir: string, lines: readonly string[]): void {
  writeFileSync(fileIn(dataDir), lines.slice(0, HISTORY_LINES).join('\n'), { mode: 0o600 })
}
