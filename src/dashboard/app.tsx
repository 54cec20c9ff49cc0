import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLive } from './feed.ts'
import { listenForKeys } from './keys.ts'
import { KeyDialog } from './parts/key-dialog.tsx'
import { StoryDialog } from './parts/story-dialog.tsx'
import { Rail } from './parts/rail.tsx'
import { Toasts } from './parts/toasts.tsx'
import { TopBar } from './parts/top-bar.tsx'
import { useRoute, type View } from './route.ts'
import { Configuration } from './views/configuration.tsx'
import { Data } from './views/data.tsx'
import { Marketing } from './views/marketing.tsx'
import { Overview } from './views/overview.tsx'
import { StoreView } from './views/store.tsx'
import { Streaming } from './views/streaming.tsx'
import { Supply } from './views/supply.tsx'

const PAGES: Readonly<Record<View, ComponentType>> = {
  overview: Overview,
  store: StoreView,
  supply: Supply,
  marketing: Marketing,
  data: Data,
  streaming: Streaming,
  configuration: Configuration,
}

/** The frame that stays, and the view that the address names. */
export function App() {
  const { view } = useRoute()
  const connection = useLive((live) => live.connection)
  useEffect(listenForKeys, [])
  const Page = PAGES[view]
  return (
    <div class={`frame ${connection === 'lost' ? 'is-lost' : ''}`}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <TopBar />
      <Rail view={view} />
      <main id="main" tabIndex={-1}>
        <Page />
      </main>
      <StoryDialog />
      <KeyDialog />
      <Toasts />
    </div>
  )
}
