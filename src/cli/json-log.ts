import { pino } from 'pino'
import type { LogLevel } from './logger.ts'
import type { Terminal } from './terminal.ts'

/** Writes lines of a log as JSON: `{"level":"info","time":"2026-01-31T12:00:00.000Z","name":"tillstream","msg":"..."}`. */
export function jsonWriter({ line }: Pick<Terminal, 'line'>): (level: LogLevel, text: string) => void {
  const options = {
    level: 'debug',
    base: { name: 'tillstream' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const log = pino(options, { write: (text: string) => line(text.trimEnd()) })
  return (level, text) => log[level](text)
}
