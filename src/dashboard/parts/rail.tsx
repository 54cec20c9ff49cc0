import { addressOf, type View, VIEWS } from '../route.ts'

const LABELS: Readonly<Record<View, string>> = {
  overview: 'Overview',
  store: 'Store',
  supply: 'Supply chain',
  marketing: 'Marketing',
  data: 'Data',
  streaming: 'Streaming',
  configuration: 'Settings',
}

/** Paths in a box of 24. */
const ICONS: Readonly<Record<View, string>> = {
  overview: 'M4 13h6V4H4zm0 7h6v-5H4zm10 0h6v-9h-6zm0-16v5h6V4z',
  store: 'M4 4h16l1 5a3 3 0 0 1-5 2 3 3 0 0 1-4 0 3 3 0 0 1-4 0 3 3 0 0 1-5-2zm1 9h14v7h-5v-5h-4v5H5z',
  supply: 'M2 6h12v10H2zm13 3h4l3 4v3h-7zM6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4m11 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  marketing: 'M4 10v4h3l9 5V5L7 10zm14-1v6a3 3 0 0 0 0-6',
  data: 'M4 5h16v4H4zm0 6h7v8H4zm9 0h7v8h-7z',
  streaming: 'M3 8c4-4 6 4 10 0s6 0 8 0M3 14c4-4 6 4 10 0s6 0 8 0',
  configuration: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 4v6M8 14v6',
}

/** The way to the views: a rail, or a bar at the bottom of a phone. */
export function Rail({ view }: { readonly view: View }) {
  return (
    <nav class="rail" aria-label="Views">
      {VIEWS.map((name) => (
        <a key={name} href={addressOf(name)} aria-current={name === view ? 'page' : undefined}>
          <svg
            viewBox="0 0 24 24"
            width="22"
            height="22"
            aria-hidden="true"
            class={name === 'streaming' || name === 'configuration' ? 'stroked' : ''}
          >
            <path d={ICONS[name]} />
          </svg>
          <span>{LABELS[name]}</span>
        </a>
      ))}
    </nav>
  )
}
