import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'

/** A line of a command: a report, or its result. */
export type ProgramLine = Readonly<Record<string, unknown>>

/** How a command ended. */
export interface ProgramEnd {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly result: ProgramLine | undefined
  /** Whether it was ended before it was done, perhaps before it had begun. */
  readonly wasInterrupted: boolean
  /** What it said was wrong. */
  readonly error: string | undefined
}

/** A command of this program in a process of its own. */
export interface ProgramRun {
  /** Writes a line to its standard input. */
  readonly say: (line: string) => void
  /** Ends it as Ctrl-C would; what it has done is kept. */
  readonly interrupt: () => void
  readonly ended: Promise<ProgramEnd>
}

/** What a run is told to. */
export interface ProgramListeners {
  readonly onReport: (line: ProgramLine) => void
  /** A line of its log. */
  readonly onLog: (line: string) => void
}

/** Runs a command line with reports. */
export function runProgram(args: readonly string[], { onReport, onLog }: ProgramListeners): ProgramRun {
  const [, program = ''] = process.argv
  const child = spawn(process.execPath, [...process.execArgv, program, ...args, '--json', TEXT_LOG], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A Ctrl-C on the terminal is ours to pass on.
    detached: true,
  })
  yieldTo(child)
  // What is written to one that has ended is lost, which its end tells.
  child.stdin.on('error', () => undefined)
  return {
    say: (line) => void child.stdin.write(`${line}\n`),
    interrupt: () => void child.kill('SIGTERM'),
    ended: follow(child, { onReport, onLog }),
  }
}

/** Who answers people goes before what works through: its threads inherit this. */
function yieldTo({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where that is not allowed, or it has ended already, it runs as it is.
  }
}

const LAST_WORDS = 5
/** What it says becomes lines of our log. */
const TEXT_LOG = '--set=log_format=text'
/** What a command ends with that was asked to stop. */
const INTERRUPTED = 130

async function follow(child: ChildProcess, { onReport, onLog }: ProgramListeners): Promise<ProgramEnd> {
  const words: string[] = []
  let result: ProgramLine | undefined
  linesOf(child.stderr, (line) => {
    words.push(line)
    if (words.length > LAST_WORDS) words.shift()
    onLog(line)
  })
  linesOf(child.stdout, (line) => {
    const told = parsed(line)
    if (told === undefined) onLog(line)
    else if ('report' in told) onReport(told)
    else result = told
  })
  const failed = await once(child, 'close').then(
    ([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null, error: undefined }),
    (error: Error) => ({ code: null, signal: null, error: error.message }),
  )
  const { code, signal, error: notStarted } = failed
  const failure = (result?.error as { readonly message?: string } | undefined)?.message
  const wasInterrupted = code === INTERRUPTED || signal === 'SIGTERM'
  return {
    code,
    result: failure === undefined ? result : undefined,
    wasInterrupted,
    error:
      failure ??
      notStarted ??
      (code === 0 || wasInterrupted ? undefined : words.join('\n') || `it ended with ${signal ?? code}`),
  }
}

function parsed(line: string): ProgramLine | undefined {
  try {
    return JSON.parse(line) as ProgramLine
  } catch {
    return undefined
  }
}

function linesOf(input: NodeJS.ReadableStream | null, each: (line: string) => void): void {
  if (input !== null) createInterface({ input }).on('line', each)
}
