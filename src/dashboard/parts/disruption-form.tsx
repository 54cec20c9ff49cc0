import { useState } from 'preact/hooks'
import { post } from '../api.ts'
import { useCompany } from '../company.ts'
import { useLive } from '../feed.ts'
import { attempt } from '../toasts.ts'

const TYPES = {
  dc_outage: 'a DC stands still: nothing leaves it',
  inventory_shortage: 'a DC cannot send all that is ordered',
  truck_breakdown: 'trucks break down on the road, and some goods are lost',
  weather_delay: 'roads are slow, and fewer people come',
  supplier_delay: 'suppliers send late',
  capacity_constraint: 'trucks take less than usual',
  labor_shortage: 'loading and unloading take longer',
  system_outage: 'orders are planned late',
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
  const status = useLive(({ frame }) => frame?.clock.status ?? 'stopped')
  const canAsk = status === 'running' || status === 'paused'
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }))
  const submit = async (event: Event) => {
    event.preventDefault()
    const { type, where, severity, hours } = wish
    const body = {
      kind: 'disruption',
      type,
      where: where === 'all' ? 'all' : { dc: Number(where) },
      severity,
      for: `${hours}h`,
    }
    if (await attempt(() => post('api/commands', body), 'It begins with the next moments.')) created()
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
      <WhereField wish={wish} change={change} />
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
      <HoursField wish={wish} change={change} />
    </>
  )
}

function WhereField({ wish, change }: FieldParts) {
  const { dcs } = useCompany()
  return (
    <label>
      Where
      <select value={wish.where} onChange={(event) => change({ where: event.currentTarget.value })}>
        <option value="all">everywhere</option>
        {dcs.map(({ dc_id: id, city, state }) => (
          <option key={id} value={id}>
            region of DC {id}, {city}, {state}
          </option>
        ))}
      </select>
    </label>
  )
}

function HoursField({ wish, change }: FieldParts) {
  return (
    <label>
      How long (simulated hours)
      <input
        type="number"
        min="1"
        max="720"
        required
        value={wish.hours}
        onInput={(event) => change({ hours: Number(event.currentTarget.value) })}
      />
    </label>
  )
}
