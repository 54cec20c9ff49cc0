import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'

const DEFAULT_DEPTH = 12
const MAX_DEPTH = 100

export const command: Subcommand = {
  name: 'why',
  summary: 'Tells the causes of an event back to their root, and what came of it',
  arguments: [
    {
      name: '<id>',
      description:
        'a trace_id, receipt_id, order_id, shipment_id or disruption_id, as the tables and the log have them',
    },
  ],
  flags: [
    {
      name: 'depth',
      kind: { is: 'whole', min: 0, max: MAX_DEPTH },
      placeholder: 'N',
      description: `How many levels of effects are told (${DEFAULT_DEPTH})`,
    },
  ],
  examples: [
    ['tillstream why R1-20240102-560002', 'a receipt: the visit that it came from, its lines, payments and stock'],
    ['tillstream why D1S1-20240102-1', 'a shipment: the reorders that it fills and the sales behind them, its way'],
    [
      'tillstream why X1-20240110-1',
      'a disruption: the command that asked for it, and the shipments that it made late',
    ],
    ['tillstream why 018ccad3-6ff8-7f4b-b3f9-497a02368cc4', 'any event by its trace_id'],
    ['tillstream why R1-20240102-560002 --depth 1 --json', 'the nodes of the tree for programs, one level of effects'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const [{ why }, { answerText }] = await Promise.all([import('../why/why.ts'), import('../why/answer-text.ts')])
  const { depth = DEFAULT_DEPTH } = context.flags as { readonly depth?: number }
  const name = context.args[0] ?? ''
  const answer = await why(await context.config(), { name, depth }, context)
  if (context.signal.aborted) return EXIT.done
  if (answer !== undefined) {
    context.result(answer, answerText(answer, depth))
    return EXIT.done
  }
  const message = `${name} is not in the log`
  context.log.error(message)
  if (context.json) context.result({ error: { code: 'not_in_log', message, problems: [message] } }, '')
  return EXIT.checkFailed
}
