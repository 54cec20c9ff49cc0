import { type Agent, agent } from '../../simulation/agent.ts'
import { causeOf } from '../../simulation/domain-event.ts'
import { isoTime } from '../../time/iso-time.ts'
import { COMMANDS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { Command } from './command.ts'
import { follow } from './effects.ts'
import { type CommandAccepted, commandAccepted } from './events.ts'

/** Takes in what somebody outside asks for, at the instant from which it holds. One entity per command. */
export function commands(company: Company): Agent {
  return agent('commands', COMMANDS, {
    accept(command: Command, at) {
      const accepted = at.emit(commandAccepted(asData(command), null))
      follow({ company, command, cause: causeOf(accepted) }, at)
    },
  })
}

function asData({ id, origin, entry, effectiveAt, endsAt }: Command): CommandAccepted['data'] {
  const { kind, at: _at, after: _after, for: _for, ...details } = entry
  return {
    command_id: id,
    kind,
    origin,
    effective_at: isoTime(effectiveAt),
    ends_at: endsAt === null ? null : isoTime(endsAt),
    details: details as CommandAccepted['data']['details'],
  }
}
