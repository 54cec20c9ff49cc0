import { type CommandRequested, commandRequested } from './run-history.ts'
import type { Command } from './retail/commands/command.ts'
import type { SimTime } from './time/sim-time.ts'

/** What the desk works with. */
export interface DeskParts {
  /** What the log holds, in its order. */
  readonly known: readonly CommandRequested[]
  /** The first instant of which the log holds nothing, also not of a slice that a crash has cut off. */
  readonly from: SimTime
  /** Keeps a command in the log. */
  readonly note: (requested: CommandRequested) => Promise<unknown>
}

/** What a new command must know. */
export interface DeskPlace {
  /** Its number among those that were asked for: 1, 2, 3, ... */
  readonly number: number
  /** The earliest instant at which it can take effect. */
  readonly from: SimTime
}

/**
 * Takes in what is asked of the company while it runs. A command is in the log before the slice in which it takes effect is
 * simulated: whoever simulates that slice again, or another log with the same commands, comes to the same events.
 */
export class CommandDesk {
  readonly #commands: Command[]
  readonly #note: DeskParts['note']
  #from: SimTime
  #pending: Promise<unknown> | undefined

  constructor({ known, from, note }: DeskParts) {
    this.#commands = known.map(commandOf)
    this.#from = from
    this.#note = note
  }

  /** All that was asked for. */
  get commands(): readonly Command[] {
    return this.#commands
  }

  /** What is on its way into the log: no slice may begin meanwhile. */
  get pending(): Promise<unknown> | undefined {
    return this.#pending
  }

  /** Takes a command in; it is in the log when this has resolved. @throws what `make` throws, and nothing has changed. */
  async request(make: (place: DeskPlace) => Command): Promise<Command> {
    const command = make({ number: this.#commands.length + 1, from: this.#from })
    if (command.effectiveAt < this.#from) throw new RangeError(`${command.id} would take effect in the past`)
    this.#commands.push(command)
    const noting = this.#note(commandRequested(command))
    this.#pending = noting
    await noting
    if (this.#pending === noting) this.#pending = undefined
    return command
  }

  /** What takes effect in a slice. Whatever is asked for later takes effect after it. */
  take(from: SimTime, to: SimTime): readonly Command[] {
    this.#from = Math.max(this.#from, to)
    return this.#commands.filter(({ effectiveAt }) => effectiveAt >= from && effectiveAt < to)
  }
}

/** The command that the log holds. */
export function commandOf({ id, number, entry, effective_at, ends_at }: CommandRequested): Command {
  return { id, number, origin: 'api', entry, effectiveAt: effective_at, endsAt: ends_at }
}
