import { runFeed } from './run-feed.ts'

runFeed()
