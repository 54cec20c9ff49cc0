import { usePoll } from '../api.ts'
import { ClearAll } from '../parts/clear-all.tsx'
import { ConfigForm, type ConfigSchema } from '../parts/config-form.tsx'
import { Awaited } from '../parts/state-notes.tsx'

const RARELY_MS = 60_000

/** Every value that can be set. */
export function Configuration() {
  const schema = usePoll<ConfigSchema>('api/config/schema', RARELY_MS)
  const values = usePoll<Readonly<Record<string, unknown>>>('api/config', RARELY_MS)
  return (
    <>
      <h1>Settings</h1>
      <p class="note">
        Saved values go into the configuration file, and hold for what is started from now on. What shapes the company
        can change only before there is history.
      </p>
      <Awaited polled={schema} what="the settings">
        {(form) => (
          <Awaited polled={values} what="their values">
            {(known) => <ConfigForm schema={form} values={known} saved={values.again} />}
          </Awaited>
        )}
      </Awaited>
      <ClearAll />
    </>
  )
}
