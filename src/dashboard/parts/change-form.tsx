import { useState } from 'preact/hooks'
import { useCanAsk, useCommand, whereOf } from '../command.ts'
import { useCompany } from '../company.ts'
import { attempt } from '../toasts.ts'
import { FactorField, factorText, HoursField, WhereField } from './command-fields.tsx'

const KINDS = { demand_factor: 'Demand', promotion: 'A promotion', price_change: 'Prices' } as const
type Kind = keyof typeof KINDS

interface Wish {
  readonly kind: Kind
  /** `all`, or a DC. */
  readonly where: string
  readonly demand: number
  readonly code: string
  readonly percentOff: number
  readonly department: string
  readonly price: number
  readonly hours: number
}

const FIRST: Wish = {
  kind: 'demand_factor',
  where: 'all',
  demand: 1.5,
  code: 'TODAY20',
  percentOff: 20,
  department: '',
  price: 0.9,
  hours: 24,
}

/** What is asked of the company. */
function requestOf({ kind, where, demand, code, percentOff, department, price, hours }: Wish): object {
  const lasting = { kind, for: `${hours}h` }
  if (kind === 'demand_factor') return { ...lasting, where: whereOf(where), factor: demand }
  if (kind === 'price_change') return { ...lasting, department, factor: price }
  return {
    ...lasting,
    code,
    definition: { discount: 'PERCENTAGE', rate_bps: percentOff * 100, departments: [department] },
  }
}

/** What will happen, in a sentence. */
function sentence({ kind, where, demand, code, percentOff, department, price, hours }: Wish): string {
  const time = `For ${hours} simulated ${hours === 1 ? 'hour' : 'hours'}`
  const place = where === 'all' ? 'everywhere' : `in the region of DC ${where}`
  if (kind === 'demand_factor') return `${time}, ${factorText(demand)} people want to shop ${place}.`
  if (kind === 'promotion') return `${time}, code ${code} takes ${percentOff} % off goods of ${department}.`
  return `${time}, goods of ${department} are ${factorText(price, 'dearer', 'cheaper')}; then prices go back.`
}

/** More or fewer people, a promotion, other prices: from now on, for a while. */
export function ChangeForm({ asked }: { readonly asked: () => void }) {
  const [chosen, setWish] = useState(FIRST)
  const [first = ''] = useCompany().departments
  const wish = { ...chosen, department: chosen.department || first }
  const canAsk = useCanAsk()
  const command = useCommand()
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }))
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await attempt(() => command(requestOf(wish)), 'It holds from the next moments on.')) asked()
  }
  return (
    <section aria-labelledby="change-title">
      <h2 id="change-title">Let something change</h2>
      <form class="form" onSubmit={(event) => void submit(event)}>
        <label>
          What
          <select value={wish.kind} onChange={(event) => change({ kind: event.currentTarget.value as Kind })}>
            {Object.entries(KINDS).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Fields wish={wish} change={change} />
        <HoursField value={wish.hours} change={(hours) => change({ hours })} />
        <p class="note">{sentence(wish)}</p>
        <button type="submit" class="primary" disabled={!canAsk}>
          Let it happen
        </button>
        {!canAsk && <p class="note">The simulation must run for that: start it above.</p>}
      </form>
    </section>
  )
}

interface FieldParts {
  readonly wish: Wish
  readonly change: (part: Partial<Wish>) => void
}

function Fields({ wish, change }: FieldParts) {
  if (wish.kind === 'demand_factor') {
    return (
      <>
        <WhereField value={wish.where} change={(where) => change({ where })} />
        <FactorField label="How many" value={wish.demand} most={3} change={(demand) => change({ demand })} />
      </>
    )
  }
  return (
    <>
      <DepartmentField wish={wish} change={change} />
      {wish.kind === 'price_change' ? (
        <FactorField
          label="How dear"
          value={wish.price}
          most={2}
          words={['dearer', 'cheaper']}
          change={(price) => change({ price })}
        />
      ) : (
        <PromotionFields wish={wish} change={change} />
      )}
    </>
  )
}

function PromotionFields({ wish, change }: FieldParts) {
  return (
    <>
      <label>
        Code
        <input
          type="text"
          required
          pattern="[A-Z][A-Z0-9]{2,19}"
          title="3 to 20 capital letters and digits"
          value={wish.code}
          onInput={(event) => change({ code: event.currentTarget.value })}
        />
      </label>
      <label>
        Percent off
        <input
          type="number"
          min="1"
          max="90"
          required
          value={wish.percentOff}
          onInput={(event) => change({ percentOff: Number(event.currentTarget.value) })}
        />
      </label>
    </>
  )
}

function DepartmentField({ wish, change }: FieldParts) {
  const { departments } = useCompany()
  return (
    <label>
      Goods of
      <select value={wish.department} onChange={(event) => change({ department: event.currentTarget.value })}>
        {departments.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
