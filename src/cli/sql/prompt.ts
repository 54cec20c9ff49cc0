import { createInterface, type Interface } from 'node:readline'
import { describeSql } from './describe.ts'
import { HISTORY_LINES } from './history-file.ts'
import { isComplete } from './statement-end.ts'

/** A text to answer. */
export interface Question {
  readonly sql: string
  /** Whether each row is shown as a block of lines. */
  readonly expanded: boolean
  /** Whether the user wrote it, and not a command of the prompt. */
  readonly isWritten: boolean
}

/** What the prompt talks to. */
export interface PromptParts {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly signal: AbortSignal
  /** Answers a text and shows the answer or what is wrong with it. */
  readonly execute: (question: Question) => Promise<void>
  readonly cancel: () => Promise<void>
  readonly say: (text: string) => void
  /** How other programs connect. */
  readonly connections: string
  /** Names that Tab completes. */
  readonly names: readonly string[]
  /** Newest first. */
  readonly history: string[]
}

const FIRST = 'tillstream=> '
const MORE = 'tillstream-> '
const HELP = `Statements end with a semicolon and may have several lines. The prompt only reads.
  \\d           tables and views         \\d NAME   columns of one of them
  \\dt, \\dv     only tables, only views  \\x        each row as a block of lines, on and off
  \\conninfo    how psql and BI tools connect
  \\q, Ctrl-D   leaves                   Ctrl-C    forgets what is typed, or ends the statement under way`

interface State {
  text: string
  expanded: boolean
  busy: boolean
}

/** Reads statements until the user leaves; returns what was typed, newest first. */
export async function prompt(parts: PromptParts): Promise<readonly string[]> {
  const { input, output, signal } = parts
  let { history } = parts
  const terminal = createInterface({
    input,
    output,
    prompt: FIRST,
    history,
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    completer: completer(parts.names),
  })
  const state: State = { text: '', expanded: false, busy: false }
  const stop = () => terminal.close()
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  terminal.on('history', (lines) => {
    history = lines
  })
  terminal.on('SIGINT', () => interrupt(terminal, state, parts))
  if (!signal.aborted) terminal.prompt()
  try {
    for await (const line of terminal) {
      if (await take(line, state, parts)) break
      terminal.setPrompt(state.text === '' ? FIRST : MORE)
      terminal.prompt()
    }
  } finally {
    signal.removeEventListener('abort', stop)
    terminal.close()
  }
  return history
}

function interrupt(terminal: Interface, state: State, { cancel, say }: PromptParts): void {
  if (state.busy) {
    cancel().catch((error: Error) => say(error.message))
    return
  }
  state.text = ''
  say('')
  terminal.setPrompt(FIRST)
  terminal.write(null, { ctrl: true, name: 'e' })
  terminal.write(null, { ctrl: true, name: 'u' })
  terminal.prompt()
}

/** Takes a line; true when the user leaves. */
async function take(line: string, state: State, parts: PromptParts): Promise<boolean> {
  const first = state.text === ''
  const word = line.trim().replace(/;$/, '')
  if (first && ['\\q', 'quit', 'exit'].includes(word)) return true
  if (first && (word === '' || (await command(word, state, parts)))) return false
  state.text += `${line}\n`
  if (!isComplete(state.text)) return false
  const { text } = state
  state.text = ''
  await execute({ sql: text.trimEnd(), isWritten: true }, state, parts)
  return false
}

async function execute(question: Omit<Question, 'expanded'>, state: State, parts: PromptParts): Promise<void> {
  state.busy = true
  try {
    await parts.execute({ ...question, expanded: state.expanded })
  } finally {
    state.busy = false
  }
}

/** Does what a word of the prompt's own asks for; false when it is none. */
async function command(word: string, state: State, parts: PromptParts): Promise<boolean> {
  const described = describeSql(word)
  if (described !== undefined) await execute({ sql: described, isWritten: false }, state, parts)
  else if (['\\?', '\\h', 'help'].includes(word)) parts.say(HELP)
  else if (word === '\\conninfo') parts.say(parts.connections)
  else if (word === '\\x') {
    state.expanded = !state.expanded
    parts.say(`Each row as a block: ${state.expanded ? 'on' : 'off'}.`)
  } else if (word.startsWith('\\')) parts.say(`${word} is not known; \\? lists what is`)
  else return false
  return true
}

function completer(names: readonly string[]) {
  return (line: string): [string[], string] => {
    const word = /[\w.]*$/.exec(line)?.[0] ?? ''
    return [word === '' ? [] : names.filter((name) => name.startsWith(word)), word]
  }
}
