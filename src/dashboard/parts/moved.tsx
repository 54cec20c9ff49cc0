import { usePoll } from '../api.ts'
import { change, decimal, NOTHING, whole } from '../format.ts'
import { Awaited } from './state-notes.tsx'

interface Figures {
  readonly before: { readonly from: string; readonly to: string } | null
  readonly figures: readonly {
    readonly name: string
    readonly label: string
    readonly unit: 'count' | 'units' | 'minutes'
    readonly during: number | null
    readonly before: number | null
  }[]
}

const EVERY_MS = 4000

/** The figures that a disruption moves, beside those of the same stretch a week before. */
export function Moved({ id }: { readonly id: string }) {
  const polled = usePoll<Figures>(`api/dashboard/disruptions/${encodeURIComponent(id)}`, EVERY_MS)
  return (
    <Awaited polled={polled} what="what it moves">
      {(data) => <FigureList data={data} />}
    </Awaited>
  )
}

function FigureList({ data }: { readonly data: Figures }) {
  return (
    <dl class="moved" aria-label="Since it began, and in the same stretch a week before">
      {data.figures.map(({ name, label, unit, during, before }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>
            <strong>{valueText(during, unit)}</strong>{' '}
            <small class="quiet">
              {data.before === null ? 'no week before to compare' : `${valueText(before, unit)} a week before`}
              {changeText(during, before)}
            </small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function valueText(value: number | null, unit: 'count' | 'units' | 'minutes'): string {
  if (value === null) return NOTHING
  return unit === 'minutes' ? `${decimal(value)} min` : whole(value)
}

function changeText(during: number | null, before: number | null): string {
  const text = during === null ? undefined : change(during, before)
  return text === undefined ? '' : ` (${text})`
}
