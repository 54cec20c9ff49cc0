import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Digest } from '../../src/digest/digest.ts'
import { Draws } from '../../src/simulation/random.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { type Ended, ended, ENGINE_FLAGS, LAUNCHER } from '../cli/running.ts'
import { eventsIn, kill, VICTIMS, type Victim } from './victims.ts'

const LOOK_EVERY_MS = 5

/** What is done to a history. */
export interface SoakOptions {
  /** Where the histories are made. */
  readonly folder: string
  /** Arguments of `generate`, which must not depend on what is there. */
  readonly args: readonly string[]
  readonly kills: number
  readonly seed: string
  /** Told of each kill. */
  readonly onKill?: (kill: Kill) => void
}

/** A kill, and whether the program went on by itself. */
export interface Kill {
  readonly number: number
  readonly victim: Victim
  /** Events in the log at that moment, and in all of the history. */
  readonly events: number
  readonly of: number
}

/** How a soak went. */
export interface Soaked {
  readonly undisturbed: Digest
  readonly disturbed: Digest
  readonly kills: readonly Kill[]
  /** How often the program had to be started again: after each kill of its own process, and when it gave up without Postgres. */
  readonly restarts: number
  /** Where the disturbed history is. */
  readonly data: string
}

/** Makes a history undisturbed, and again under kills at random moments; both are to end in the same digest. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const { folder, args } = options
  const whole = join(folder, 'undisturbed')
  const data = join(folder, 'disturbed')
  await succeed(['generate', ...args], whole)
  const undisturbed = await digestOf(whole)
  const figures = await disturb(options, data, eventsIn(whole))
  return { undisturbed, disturbed: await digestOf(data), data, ...figures }
}

/** Kills are spread over the history, one at a random place of each part, and everybody has their turn. */
async function disturb({ args, kills: count, seed, onKill }: SoakOptions, data: string, of: number) {
  const draws = new Draws(rootKey(seed))
  const first = draws.below(VICTIMS.length)
  const kills: Kill[] = []
  let starts = 0
  for (;;) {
    const child = start(['generate', ...args], data)
    const end = ended(child)
    starts++
    while (kills.length < count && child.exitCode === null && child.signalCode === null) {
      const number = kills.length + 1
      const due = Math.floor((of * (number - draws.unit())) / (count + 1))
      const victim = VICTIMS[(first + number) % VICTIMS.length]
      const events = await killWhenDue({ victim, due }, child, data)
      if (events === undefined) break
      kills.push({ number, victim, events, of })
      onKill?.(kills[kills.length - 1])
      if (victim !== 'postgres') break
    }
    const { code, signal, stderr } = await end
    if (code === 0) return { kills, restarts: starts - 1 }
    const isExpected = signal === 'SIGKILL' || code === UNREACHABLE
    if (!isExpected) throw new Error(`generate ended with ${code ?? signal}: ${stderr}`)
  }
}

/** What the program exits with when it gives up because Postgres is gone. */
const UNREACHABLE = 3

/** Returns how many events there were at the kill; nothing when the program ended before. */
async function killWhenDue(
  { victim, due }: { readonly victim: Victim; readonly due: number },
  child: ChildProcess,
  data: string,
): Promise<number | undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    const events = eventsIn(data)
    if (events >= due && kill(victim, child, data)) return events
    await pause(LOOK_EVERY_MS)
  }
  return undefined
}

function start(args: readonly string[], data: string): ChildProcess {
  return spawn(process.execPath, [...ENGINE_FLAGS, LAUNCHER, ...args, '--data', data], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a command to its end. @throws when it fails. */
export async function succeed(args: readonly string[], data: string): Promise<Ended> {
  const result = await ended(start(args, data))
  if (result.code !== 0) throw new Error(`${args[0]} ended with ${result.code}: ${result.stderr}`)
  return result
}

async function digestOf(data: string): Promise<Digest> {
  return JSON.parse((await succeed(['digest', '--json'], data)).stdout) as Digest
}
