import { useCompany } from '../company.ts'

/** Everywhere, or the region of a DC. */
export function WhereField({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { dcs } = useCompany()
  return (
    <label>
      Where
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
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

export function HoursField({ value, change }: { readonly value: number; readonly change: (value: number) => void }) {
  return (
    <label>
      How long (simulated hours)
      <input
        type="number"
        min="1"
        max="720"
        required
        value={value}
        onInput={(event) => change(Number(event.currentTarget.value))}
      />
    </label>
  )
}

/** A factor, told as what it changes: `25 % more`. */
export function FactorField({
  label,
  value,
  most,
  words = ['more', 'less'],
  change,
}: {
  readonly label: string
  readonly value: number
  readonly most: number
  /** What more and less of it are called. */
  readonly words?: readonly [more: string, less: string]
  readonly change: (value: number) => void
}) {
  return (
    <label>
      {label}: {factorText(value, ...words)}
      <input
        type="range"
        min="0.1"
        max={most}
        step="0.05"
        value={value}
        onInput={(event) => change(Number(event.currentTarget.value))}
      />
    </label>
  )
}

/** `25 % more`, `10 % less`. */
export function factorText(factor: number, more = 'more', less = 'less'): string {
  const percent = Math.round((factor - 1) * 100)
  return percent === 0 ? 'as before' : `${Math.abs(percent)} % ${percent > 0 ? more : less}`
}
