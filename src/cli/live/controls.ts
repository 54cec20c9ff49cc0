import { KeyTaken } from '../../command-desk.ts'
import type { RequestProblem } from '../../retail/commands/check-request.ts'
import { parseDuration } from '../../time/duration.ts'
import { FASTEST, type Pace, SLOWEST, type Speed } from '../../time/pace.ts'
import { HOUR } from '../../time/sim-time.ts'
import { type LineAnswer, listenForLines } from '../control-lines.ts'
import { type AskedRequest, RequestRefused, type TakenRequest } from './take-request.ts'

/** What the user can do while it runs. */
export const KEYS_TEXT =
  'Keys: space pauses and resumes, s steps an hour, + and - double and halve the speed, Ctrl-C ends.'

/** What came of a line. */
export interface ControlAnswer extends LineAnswer {
  /** What is wrong with which field of a request. */
  readonly problems?: readonly RequestProblem[]
  /** The key of a request names another one. */
  readonly keyTaken?: true
  /** The request that was taken. */
  readonly taken?: TakenRequest
}

/** What lines and keys move. */
export interface Controlled {
  readonly pace: Pace
  /** Takes in what somebody asks of the company. @throws RequestRefused, KeyTaken */
  readonly request: (asked: AskedRequest) => Promise<TakenRequest>
}

/** How a word is carried out; returns what to tell. @throws RangeError when that is not allowed. */
type Control = (pace: Pace, argument: string) => string

const CONTROLS: Readonly<Record<string, Control>> = {
  pause(pace) {
    pace.pause()
    return 'paused'
  },
  resume(pace) {
    pace.resume()
    return 'resumed'
  },
  step(pace, argument) {
    if (!pace.figures().paused) throw new RangeError('step: allowed while paused only')
    pace.step(argument === '' ? HOUR : parseDuration(argument))
    return `stepped ${argument || '1h'}`
  },
  speed(pace, argument) {
    pace.setSpeed(argument === 'max' ? 'max' : Number(argument))
    return `speed ${argument}`
  },
}

/** Carries out a line such as `pause`, `resume`, `step 2h` or `speed 60`, and says what came of it. */
export function control(pace: Pace, line: string): ControlAnswer {
  const [word = '', ...rest] = line.trim().split(' ')
  const move = Object.hasOwn(CONTROLS, word) ? CONTROLS[word] : undefined
  if (move === undefined) {
    const allowed = 'pause, resume, step [DURATION], speed N|max, command [key=KEY] {"kind": ...}'
    return { done: false, text: `got ${JSON.stringify(line)}, allowed: ${allowed}` }
  }
  try {
    return { done: true, text: move(pace, rest.join(' ')) }
  } catch (error) {
    if (error instanceof RangeError) return { done: false, text: error.message }
    throw error
  }
}

/** Carries out a line: one of `control`, or `command {...}`, with a key `command key=order-7 {...}`. */
export async function carryOut({ pace, request }: Controlled, line: string): Promise<ControlAnswer> {
  const [, key, text] = /^command\s+(?:key=(\S*)\s+)?(.*)$/.exec(line) ?? []
  if (text === undefined) return control(pace, line)
  try {
    const taken = await request({ text, key })
    return { done: true, text: `${taken.command_id} holds from ${taken.effective_at} on`, taken }
  } catch (error) {
    if (error instanceof KeyTaken) return { done: false, text: error.message, keyTaken: true }
    if (!(error instanceof RequestRefused)) throw error
    return { done: false, text: error.message, problems: error.problems }
  }
}

/** The line that a key stands for, if any. */
export function lineOfKey(
  key: string,
  { paused, speed }: { readonly paused: boolean; readonly speed: Speed },
): string | undefined {
  if (key === ' ') return paused ? 'resume' : 'pause'
  if (key === 's') return 'step'
  if (speed === 'max') return key === '-' ? `speed ${FASTEST}` : undefined
  if (key === '+' || key === '=') return `speed ${Math.min(FASTEST, speed * 2)}`
  return key === '-' ? `speed ${Math.max(SLOWEST, speed / 2)}` : undefined
}

/** Listens for keys on a terminal, and for lines elsewhere, until disposed of. */
export function listenForControls(
  stdin: NodeJS.ReadStream,
  controlled: Controlled,
  tell: (answer: ControlAnswer) => void,
): Disposable {
  return stdin.isTTY
    ? listenForKeys(stdin, controlled.pace, tell)
    : listenForLines(stdin, (line) => carryOut(controlled, line), tell)
}

const CTRL_C = '\u0003'

function listenForKeys(stdin: NodeJS.ReadStream, pace: Pace, tell: (answer: ControlAnswer) => void): Disposable {
  const onData = (data: Buffer) => {
    for (const key of data.toString()) {
      if (key === CTRL_C) process.kill(process.pid, 'SIGINT')
      const line = lineOfKey(key, pace.figures())
      if (line !== undefined) tell(control(pace, line))
    }
  }
  stdin.setRawMode(true)
  stdin.on('data', onData)
  return {
    [Symbol.dispose]() {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
