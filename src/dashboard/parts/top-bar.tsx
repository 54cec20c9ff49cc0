import { useEffect } from 'preact/hooks'
import { clockText, seasonOf, zoneName } from '../clock.ts'
import { useZone } from '../company.ts'
import { useLive } from '../feed.ts'
import { keepClock } from '../simulation.ts'
import { Health } from './health.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { Transport } from './transport.tsx'

/** What stays on every view: the simulated clock, what moves it, and how all parts are. */
export function TopBar() {
  const clock = useLive(({ frame }) => frame?.clock ?? null)
  useEffect(() => keepClock(clock), [clock])
  return (
    <header class="top-bar">
      <a class="brand" href="#/overview">
        <img src="./icon.svg" alt="" width="24" height="24" />
        Tillstream
      </a>
      <Clock at={clock?.simulated_time ?? null} />
      <Transport clock={clock} />
      <div class="top-end">
        <Health />
        <ThemeSwitch />
      </div>
    </header>
  )
}

function Clock({ at }: { readonly at: string | null }) {
  const zone = useZone()
  if (at === null) return <p class="clock quiet">The simulated clock stands: start it, or generate history first.</p>
  const { date, time } = clockText(at, zone)
  const { icon, name } = seasonOf(at)
  return (
    <p class="clock" title={`Simulated time, ${zone}; ${at} UTC`}>
      <span class="season" role="img" aria-label={name}>
        {icon}
      </span>
      <span>{date}</span> <time class="clock-time">{time}</time> <small>{zoneName(at, zone)}</small>
    </p>
  )
}
