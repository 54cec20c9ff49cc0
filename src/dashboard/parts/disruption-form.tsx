import { useState } from 'preact/hooks'
import { useCanAsk, useCommand, whereOf } from '../command.ts'
import { attempt } from '../toasts.ts'
import { HoursField, WhereField } from './command-fields.tsx'

const TYPES = {
  dc_outage: 'nothing is loaded',
  inventory_shortage: 'suppliers send less than was ordered',
  truck_breakdown: 'trucks break down and come late, and some goods may be lost',
  weather_delay: 'roads are slow, and trucks come late',
  supplier_delay: 'what suppliers send is ready days later',
  capacity_constraint: 'trucks take less than was planned',
  labor_shortage: 'loading and unloading take longer',
  system_outage: 'shipments of a night may not be planned',
} as const
type Type = keyof typeof TYPES

interface Wish {
  readonly type: Type
  /** `all`, or a DC. */
  readonly where: string
  readonly severity: number
  readonly hours: number
}

/** What, where, how strong, how long; and a sentence that says what will happen. */
export function DisruptionForm({ created }: { readonly created: () => void }) {
  const [wish, setWish] = useState<Wish>({ type: 'weather_delay', where: 'all', severity: 0.5, hours: 6 })
  const canAsk = useCanAsk()
  const command = useCommand()
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }))
  const submit = async (event: Event) => {
    event.preventDefault()
    const { type, where, severity, hours } = wish
    const asked = { kind: 'disruption', type, where: whereOf(where), severity, for: `${hours}h` }
    if (await attempt(() => command(asked), 'It begins with the next moments.')) created()
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <Fields wish={wish} change={change} />
      <p class="note">
        For {wish.hours} simulated {wish.hours === 1 ? 'hour' : 'hours'}{' '}
        {wish.where === 'all' ? 'everywhere' : `in the region of DC ${wish.where}`}, {TYPES[wish.type]}.
      </p>
      <button type="submit" class="primary" disabled={!canAsk}>
        Let it happen
      </button>
      {!canAsk && <p class="note">The simulation must run for that: start it above.</p>}
    </form>
  )
}

interface FieldParts {
  readonly wish: Wish
  readonly change: (part: Partial<Wish>) => void
}

function Fields({ wish, change }: FieldParts) {
  return (
    <>
      <label>
        What
        <select value={wish.type} onChange={(event) => change({ type: event.currentTarget.value as Type })}>
          {Object.keys(TYPES).map((type) => (
            <option key={type} value={type}>
              {type.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </label>
      <WhereField value={wish.where} change={(where) => change({ where })} />
      <label>
        How strong: {Math.round(wish.severity * 100)} %
        <input
          type="range"
          min="0.1"
          max="1"
          step="0.1"
          value={wish.severity}
          onInput={(event) => change({ severity: Number(event.currentTarget.value) })}
        />
      </label>
      <HoursField value={wish.hours} change={(hours) => change({ hours })} />
    </>
  )
}
