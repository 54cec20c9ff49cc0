import { agent } from '../../src/simulation/agent.ts'
import { type Cause, causeOf, type DomainEvent, draftEvent } from '../../src/simulation/domain-event.ts'
import { createKernel, type Kernel, type KernelState } from '../../src/simulation/kernel.ts'
import { type DrawKey, wordOf } from '../../src/simulation/random.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { entityKey } from '../../src/simulation/wake-up.ts'

const GAIT = wordOf('gait')
export const WALKER = 3
export const ECHO = 1

/** What the toy's agents read: how far each walker has come, and how often anybody was heard. */
export interface ToyState {
  readonly steps: number[]
  heard: number
}

export type Toy = { readonly kernel: Kernel; readonly state: ToyState; snapshot(): ToySnapshot }
export interface ToySnapshot {
  readonly kernel: KernelState
  readonly state: ToyState
}

const walker = (state: ToyState) =>
  agent(
    'walker',
    WALKER,
    {
      step({ pace, cause }: { pace: number; cause: Cause | null }, at) {
        const draws = at.draws(GAIT)
        const data = { walker: at.entityNumber, steps: state.steps[at.entityNumber], luck: draws.word() }
        const stepped = at.emit(draftEvent('stepped', data, cause, cause === null))
        if (draws.chance(0.4)) at.emit(draftEvent('stumbled', { walker: at.entityNumber }, stepped, false))
        at.wake('step', at.now + draws.between(1, pace), { pace, cause: causeOf(stepped) })
        if (draws.chance(0.3)) at.wake('listen', at.now + 3, at.entityNumber, entityKey(ECHO, at.entityNumber))
      },
    },
    {
      heard(heard: DomainEvent<'heard', { walker: number }>, at) {
        at.emit(draftEvent('noted', { walker: heard.data.walker, heard: state.heard }, heard, false))
      },
    },
  )

const echo = (state: ToyState) =>
  agent(
    'echo',
    ECHO,
    {
      listen(walkerNumber: number, at) {
        const heard = state.heard
        at.emit(draftEvent('heard', { walker: walkerNumber, luck: at.draws(GAIT).below(heard + 1) }, null, true))
      },
    },
    {
      stumbled(stumbled: DomainEvent<'stumbled', { walker: number }>, at) {
        at.emit(draftEvent('heard', { walker: stumbled.data.walker, luck: at.now }, stumbled, false))
      },
    },
  )

/** Walkers who step, stumble and are heard at small whole instants, so that much happens at the same time. */
export function toyWorld(walkers: number, root: DrawKey = rootKey(42), from?: ToySnapshot): Toy {
  const state: ToyState = from?.state ?? { steps: Array.from({ length: walkers }, () => 0), heard: 0 }
  const kernel = createKernel({
    root,
    roster: [walker(state), echo(state)],
    place(event) {
      event.stream = `${event.type}-${(event.data as { walker: number }).walker}`
      event.businessDate = '2024-01-01'
    },
    fold(event) {
      if (event.type === 'stepped') state.steps[(event.data as { walker: number }).walker]++
      if (event.type === 'heard') state.heard++
    },
  })
  if (from !== undefined) kernel.restore(from.kernel)
  else {
    for (let number = 0; number < walkers; number++) {
      kernel.wake('step', 1 + (number % 3), { pace: 2 + (number % 5), cause: null }, entityKey(WALKER, number))
    }
  }
  return { kernel, state, snapshot: () => ({ kernel: kernel.snapshot(), state }) }
}

/** Everything that happens before `until`, in one go. */
export function eventsBefore({ kernel }: Pick<Toy, 'kernel'>, until: number): DomainEvent[] {
  const events: DomainEvent[] = []
  kernel.advance(until, events)
  return events
}
