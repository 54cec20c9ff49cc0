import { render } from 'preact'
import { App } from './app.tsx'
import { startFeed } from './feed.ts'

const place = document.querySelector('#app')
if (place !== null) {
  startFeed()
  render(<App />, place)
}
