import { enableCompileCache } from 'node:module'

// A thread has a cache of its own to turn on, and only what is loaded after that comes from it.
enableCompileCache()
const { runFeed } = await import('./run-feed.ts')
runFeed()
