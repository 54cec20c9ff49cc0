import { isDeepStrictEqual } from 'node:util'
import { type CommandRequested, commandRequested } from './run-history.ts'
import type { Command, Entry } from './retail/commands/command.ts'
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

/** What is asked for under a key, so that asking again does not let it happen again. */
export interface KeyedRequest {
  readonly key: string
  readonly entry: Entry
}

/** The key of a request names another one already; nothing has changed. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken'
}

/**
 * Takes in what is asked of the company while it runs. A command is in the log before the slice in which it takes effect is
 * simulated: whoever simulates that slice again, or another log with the same commands, comes to the same events.
 */
export class CommandDesk {
  readonly #commands: Command[]
  /** Those that were asked for under a key. */
  readonly #named = new Map<string, Command>()
  readonly #note: DeskParts['note']
  #from: SimTime
  #pending: Promise<unknown> | undefined

  constructor({ known, from, note }: DeskParts) {
    this.#commands = known.map(commandOf)
    this.#from = from
    this.#note = note
    for (const requested of known) this.#name(requested.idempotency_key, commandOf(requested))
  }

  /** All that was asked for. */
  get commands(): readonly Command[] {
    return this.#commands
  }

  /** What is on its way into the log: no slice may begin meanwhile. */
  get pending(): Promise<unknown> | undefined {
    return this.#pending
  }

  /**
   * Takes a command in, or finds the one that the same request has become under its key; it is in the log when this has resolved.
   * @throws KeyTaken; what `make` throws, and nothing has changed.
   */
  async request(make: (place: DeskPlace) => Command, keyed?: KeyedRequest): Promise<Command> {
    const known = keyed && this.#known(keyed)
    if (known === undefined)
      return await this.#keep(make({ number: this.#commands.length + 1, from: this.#from }), keyed?.key)
    // Whoever asked first may be waiting still.
    await this.#pending
    return known
  }

  /** Takes over a command of another log, with its key. */
  async adopt(requested: CommandRequested): Promise<Command> {
    return await this.#keep(commandOf(requested), requested.idempotency_key)
  }

  /** What takes effect in a slice. Whatever is asked for later takes effect after it. */
  take(from: SimTime, to: SimTime): readonly Command[] {
    this.#from = Math.max(this.#from, to)
    return this.#commands.filter(({ effectiveAt }) => effectiveAt >= from && effectiveAt < to)
  }

  #known({ key, entry }: KeyedRequest): Command | undefined {
    const command = this.#named.get(key)
    if (command === undefined || isSame(command.entry, entry)) return command
    throw new KeyTaken(`the key ${JSON.stringify(key)} names another request, which became ${command.id}`)
  }

  /** Two requests under one key may come in the same turn: the second must find the first, so nothing is waited for before. */
  async #keep(command: Command, key: string | undefined): Promise<Command> {
    if (command.effectiveAt < this.#from) throw new RangeError(`${command.id} would take effect in the past`)
    this.#commands.push(command)
    this.#name(key, command)
    const noting = this.#note(commandRequested(command, key))
    this.#pending = noting
    await noting
    if (this.#pending === noting) this.#pending = undefined
    return command
  }

  #name(key: string | undefined, command: Command): void {
    if (key !== undefined && !this.#named.has(key)) this.#named.set(key, command)
  }
}

/** As the log holds them. */
function isSame(one: Entry, other: Entry): boolean {
  const [left, right] = [one, other].map((entry) => JSON.parse(JSON.stringify(entry)) as unknown)
  return isDeepStrictEqual(left, right)
}

/** The command that the log holds. */
export function commandOf({ id, number, entry, effective_at, ends_at }: CommandRequested): Command {
  return { id, number, origin: 'api', entry, effectiveAt: effective_at, endsAt: ends_at }
}
