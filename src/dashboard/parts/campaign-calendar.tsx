import { whole } from '../format.ts'

/** A campaign, with its days (YYYY-MM-DD). */
export interface Campaign {
  readonly campaign_id: string
  readonly campaign_type: string
  readonly channels: readonly string[]
  readonly start_date: string
  readonly end_date: string
  readonly daily_impressions: number
}

const DAY_MS = 24 * 3_600_000

/** Campaigns as bars on a calendar. */
export function CampaignCalendar({ campaigns }: { readonly campaigns: readonly Campaign[] }) {
  const starts = campaigns.map(({ start_date: start }) => Date.parse(start))
  const ends = campaigns.map(({ end_date: end }) => Date.parse(end) + DAY_MS)
  const [first, last] = [Math.min(...starts), Math.max(...ends)]
  const share = (at: number) => ((at - first) / (last - first)) * 100
  return (
    <section aria-labelledby="campaigns-title">
      <h2 id="campaigns-title">Campaigns</h2>
      {campaigns.length === 0 && <p class="note">None in these weeks.</p>}
      <ul class="calendar">
        {campaigns.map((campaign) => {
          const { campaign_id: id, campaign_type: type, start_date: start, end_date: end } = campaign
          const from = share(Date.parse(start))
          const width = share(Date.parse(end) + DAY_MS) - from
          return (
            <li
              key={id}
              title={`${id}: ${campaign.channels.join(', ')}, ${whole(campaign.daily_impressions)} impressions a day`}
            >
              <span class="calendar-bar" style={{ '--from': `${from}%`, '--width': `${width}%` }} />
              <span class="calendar-label" style={{ '--from': `${from}%` }}>
                {type.toLowerCase().replaceAll('_', ' ')}{' '}
                <small>
                  {start} to {end}
                </small>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
