import type { Cause } from '../../simulation/domain-event.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import type { Command, Entry } from './command.ts'

/** A command that holds, and the event that what follows from it is caused by. */
export interface Accepted<Asked extends Entry = Entry> {
  readonly company: Company
  readonly world: World
  readonly command: Command<Asked>
  readonly cause: Cause
}

/** What a command that holds leaves for its end: what that is caused by, and what must be known then. Plain data. */
export interface Remains<Memory = unknown> {
  readonly cause: Cause
  readonly memory: Memory
}
