import { usePoll } from '../api.ts'
import { decimal, money, percent, whole } from '../format.ts'
import { Bars } from '../parts/bars.tsx'
import { type Campaign, CampaignCalendar } from '../parts/campaign-calendar.tsx'
import { refine, useQuery } from '../route.ts'
import { ChangeForm } from '../parts/change-form.tsx'
import { useWishes, Wishes } from '../parts/wishes.tsx'
import { Awaited } from '../parts/state-notes.tsx'
import { Grid } from '../parts/table.tsx'

interface Channel {
  readonly channel: string
  readonly impressions: number
  readonly cost_cents: number
  readonly visits: number
  readonly purchases: number
  readonly revenue_cents: number
}

interface MarketingNow {
  readonly channels: readonly Channel[]
  readonly campaigns: readonly Campaign[]
}

const EVERY_MS = 10_000

const SPANS = [1, 7, 28, 90] as const

/** From impressions to purchases, by channel, over the last days. */
export function Marketing() {
  const wanted = useQuery('days')
  const days = SPANS.find((each) => String(each) === wanted) ?? 7
  const polled = usePoll<MarketingNow>(`api/dashboard/marketing?days=${days}`, EVERY_MS)
  return (
    <>
      <h1>Marketing</h1>
      <label class="span">
        Over the last{' '}
        <select value={days} onChange={(event) => refine({ days: event.currentTarget.value })}>
          {SPANS.map((each) => (
            <option key={each} value={each}>
              {each === 1 ? 'day' : `${each} days`}
            </option>
          ))}
        </select>
      </label>
      <Awaited
        polled={polled}
        what="campaigns"
        empty={({ channels }) => (channels.length === 0 ? 'No impression in the last days.' : undefined)}
      >
        {({ channels, campaigns }) => (
          <>
            <Funnel channels={channels} />
            <Channels channels={channels} />
            <CampaignCalendar campaigns={campaigns} />
          </>
        )}
      </Awaited>
      <Changes />
    </>
  )
}

function Changes() {
  const polled = useWishes()
  return (
    <div class="columns">
      <ChangeForm asked={polled.again} />
      <Wishes polled={polled} />
    </div>
  )
}

function Funnel({ channels }: { readonly channels: readonly Channel[] }) {
  const sum = (name: 'impressions' | 'visits' | 'purchases') =>
    channels.reduce((total, channel) => total + channel[name], 0)
  const [impressions, visits, purchases] = [sum('impressions'), sum('visits'), sum('purchases')]
  return (
    <section aria-labelledby="funnel-title">
      <h2 id="funnel-title">The way to a purchase</h2>
      <Bars
        rows={[
          { label: 'impressions', value: impressions, text: whole(impressions) },
          {
            label: 'visits because of them',
            value: visits,
            text: `${whole(visits)} (${percent(visits / impressions)})`,
          },
          { label: 'purchases after one', value: purchases, text: `${whole(purchases)} (last touch within 7 days)` },
        ]}
      />
    </section>
  )
}

function Channels({ channels }: { readonly channels: readonly Channel[] }) {
  return (
    <section aria-labelledby="channels-title">
      <h2 id="channels-title">By channel</h2>
      <Grid
        label="Channels"
        rows={channels}
        keyOf={({ channel }) => channel}
        columns={[
          { title: 'Channel', text: (row) => row.channel.toLowerCase().replaceAll('_', ' ') },
          { title: 'Impressions', text: (row) => whole(row.impressions), isNumber: true },
          { title: 'Cost', text: (row) => money(row.cost_cents), isNumber: true },
          { title: 'Visits', text: (row) => whole(row.visits), isNumber: true },
          { title: 'Purchases', text: (row) => whole(row.purchases), isNumber: true },
          { title: 'Attributed sales', text: (row) => money(row.revenue_cents), isNumber: true },
          { title: 'Return on spend', text: (row) => decimal(row.revenue_cents / row.cost_cents), isNumber: true },
        ]}
      />
    </section>
  )
}
