import { runStories } from './run.ts'

runStories()
