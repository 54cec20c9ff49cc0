import type { Terminal } from './terminal.ts'

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Lines for people on standard error. */
export interface Logger {
  readonly error: (text: string) => void
  readonly warn: (text: string) => void
  readonly info: (text: string) => void
  readonly debug: (text: string) => void
}

/** A logger whose level and secrets become known when the configuration is read. */
export interface AdjustableLogger extends Logger {
  level: LogLevel
  /** Hides secrets in a text. */
  redact: (text: string) => string
  /** Writes a line in another form than that for people. */
  writer: ((level: LogLevel, text: string) => void) | undefined
}

/** Writes lines of the level and the more severe ones, with every secret hidden; `info` lines have no label. */
export function createLogger(terminal: Terminal, level: LogLevel): AdjustableLogger {
  const write = (at: LogLevel, label: string) => (text: string) => {
    if (LOG_LEVELS.indexOf(at) > LOG_LEVELS.indexOf(logger.level)) return
    if (logger.writer === undefined) terminal.line(logger.redact(label + text))
    else logger.writer(at, logger.redact(text))
  }
  const logger: AdjustableLogger = {
    level,
    redact: (text) => text,
    writer: undefined,
    error: write('error', 'error: '),
    warn: write('warn', 'warning: '),
    info: write('info', ''),
    debug: write('debug', 'debug: '),
  }
  return logger
}
