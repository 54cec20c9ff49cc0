import { parseArgs } from 'node:util'
import { temporaryFolder } from '../database/temporary-database.ts'
import { type Kill, soak, succeed } from './soak.ts'
import { VICTIMS } from './victims.ts'

const HELP = `npm run soak -- [--kills N] [--days N] [--seed TEXT]

Makes a history undisturbed; then the same again while its process, its Postgres, or both are killed at random moments, and
continued until it is complete. Exits 0 when both have the same digest and every law holds.`

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    days: { type: 'string', default: '28' },
    seed: { type: 'string', default: 'soak' },
    help: { type: 'boolean', default: false },
  },
})

const { kills, days, seed, help } = values
const wrong = Object.entries({ kills, days }).find(([, text]) => !/^[1-9]\d{0,3}$/.test(text))
if (help) console.log(HELP)
else if (wrong !== undefined) {
  console.error(`--${wrong[0]} is "${wrong[1]}" (expected a whole number from 1 to 9999)`)
  process.exitCode = 2
} else process.exitCode = await main(Number(kills), Number(days), seed)

async function main(kills: number, days: number, seed: string): Promise<number> {
  using folder = temporaryFolder()
  const began = performance.now()
  const args = ['--preset=demo', '--from=2024-01-01', `--days=${days}`]
  const soaked = await soak({ folder: folder.path, args, kills, seed, onKill: tell })
  const { undisturbed, disturbed, restarts, data } = soaked
  const done = soaked.kills.length
  const ofEach = VICTIMS.map((name) => `${soaked.kills.filter(({ victim }) => victim === name).length} ${name}`)
  await succeed(['verify'], data)
  console.log(`${done} kills (${ofEach.join(', ')}), started again ${restarts} times`)
  console.log(`undisturbed ${undisturbed.all}`)
  console.log(`disturbed   ${disturbed.all}`)
  console.log(`${undisturbed.log.events} events, ${Math.round((performance.now() - began) / 1000)} s; every law holds`)
  const same = undisturbed.all === disturbed.all
  console.log(same && done === kills ? 'the same to the byte' : 'NOT THE SAME, or not as many kills as asked for')
  return same && done === kills ? 0 : 1
}

function tell({ number, victim, events, of }: Kill): void {
  const who = victim === 'both' ? 'process and Postgres' : victim === 'process' ? 'process' : 'Postgres'
  console.log(`kill ${number}: ${who}, at ${events} of ${of} events (${Math.round((events / of) * 100)} %)`)
}
