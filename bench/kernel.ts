import { agent } from '../src/simulation/agent.ts'
import { createKernel } from '../src/simulation/kernel.ts'
import { wordOf } from '../src/simulation/random.ts'
import { entityKey } from '../src/simulation/wake-up.ts'
import { type Figure, figure, measureCpu } from './figure.ts'

const PENDING = 100_000
const WAKE_UPS = 2_000_000
const DELAY = wordOf('delay')
const AGENT_CODE = 1

/** Hold model: each wake-up schedules its next, through the RxJS agents, with a keyed draw. */
export async function benchKernel(): Promise<Figure[]> {
  const holders = agent('holder', AGENT_CODE, {
    hold(_: null, at) {
      at.wake('hold', at.now + 1 + at.draws(DELAY).below(1_000_000))
    },
  })
  const kernel = createKernel({ root: { x: 1, y: 2 }, roster: [holders], place() {}, fold() {} })
  for (let i = 0; i < PENDING; i++) kernel.wake('hold', 1 + i * 10, null, entityKey(AGENT_CODE, i))
  kernel.advance(Number.POSITIVE_INFINITY, [], PENDING * 2)
  const cpuSeconds = measureCpu(() => kernel.advance(Number.POSITIVE_INFINITY, [], WAKE_UPS))
  return [
    figure('kernel_pending', kernel.pending, 'wake-ups'),
    figure('kernel_wake_ups_per_cpu_second', WAKE_UPS / cpuSeconds, 'wake-ups/s'),
  ]
}
