import { DatabaseError } from 'pg'

const READ_ONLY = new Set(['25006', '42501'])
const OUT_OF_TIME = '57014'
/** Connection lost, server ending: not the statement's fault. */
const UNAVAILABLE = /^(?:08|57P0)/

/**
 * What is wrong with a statement, in one sentence with its place, unless the user did not write it; undefined when the
 * statement is not to blame.
 */
export function explainError(error: unknown, written: string | undefined): string | undefined {
  if (!(error instanceof DatabaseError) || UNAVAILABLE.test(error.code ?? '')) return undefined
  const { message, position, hint, detail, code = '' } = error
  const place = position === undefined || written === undefined ? '' : ` (${placeOf(written, Number(position))})`
  const more = [detail, hint ?? adviceFor(code)].filter((text) => text !== undefined && text !== '')
  return [`${message}${place}`, ...more].join('; ').replaceAll('\n', ' ')
}

/** `position` counts characters from 1. */
function placeOf(sql: string, position: number): string {
  const before = Array.from(sql)
    .slice(0, position - 1)
    .join('')
  const lines = before.split('\n')
  const line = `line ${lines.length}, column ${Array.from(lines.at(-1) ?? '').length + 1}`
  const word = /^[\w."]+|^\S/.exec(sql.slice(before.length))?.[0]
  return word === undefined ? line : `${line}, at ${word}`
}

function adviceFor(code: string): string | undefined {
  if (READ_ONLY.has(code)) return 'this prompt only reads; `tillstream db` prints how the owner connects'
  return code === OUT_OF_TIME
    ? 'SET statement_timeout = 0 lets later statements of a session take their time'
    : undefined
}
