import { type Agent, agent } from '../../simulation/agent.ts'
import { causeOf } from '../../simulation/domain-event.ts'
import { isoTime } from '../../time/iso-time.ts'
import { COMMANDS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import type { Remains } from './accepted.ts'
import type { Command } from './command.ts'
import { begin, end } from './effects.ts'
import { type CommandAccepted, commandAccepted } from './events.ts'

interface Ending {
  readonly command: Command
  readonly remains: Remains
}

/** Takes in what somebody outside asks for, at the instant from which it holds. One entity per command. */
export function commands(company: Company, world: World): Agent {
  return agent('commands', COMMANDS, {
    accept(command: Command, at) {
      const accepted = causeOf(at.emit(commandAccepted(asData(command), null)))
      const remains = begin({ company, world, command, cause: accepted }, at)
      if (remains === null || command.endsAt === null) return
      at.wake('end', command.endsAt, { command, remains } satisfies Ending)
    },

    end({ command, remains }: Ending, at) {
      end({ company, world, command, cause: remains.cause }, remains, at)
    },
  })
}

/** What the event says as instants. */
const TIMES: ReadonlySet<string> = new Set(['at', 'after', 'for'])

function asData({ id, origin, entry, effectiveAt, endsAt }: Command): CommandAccepted['data'] {
  const { kind, ...asked } = entry
  const details = Object.entries(asked).filter(([name]) => !TIMES.has(name))
  return {
    command_id: id,
    kind,
    origin,
    effective_at: isoTime(effectiveAt),
    ends_at: endsAt === null ? null : isoTime(endsAt),
    details: Object.fromEntries(details),
  }
}
