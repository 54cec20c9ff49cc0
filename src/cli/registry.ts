import type { Subcommand } from './command.ts'

/** Every subcommand by name, in the order of the help; a file is loaded only when it is needed. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Subcommand }>>> = {
  generate: () => import('./commands/generate.ts'),
  project: () => import('./commands/project.ts'),
  verify: () => import('./commands/verify.ts'),
  why: () => import('./commands/why.ts'),
  digest: () => import('./commands/digest.ts'),
  status: () => import('./commands/status.ts'),
  db: () => import('./commands/db.ts'),
  live: () => import('./commands/live.ts'),
  serve: () => import('./commands/serve.ts'),
  publish: () => import('./commands/publish.ts'),
  replay: () => import('./commands/replay.ts'),
  'copy-log': () => import('./commands/copy-log.ts'),
  sql: () => import('./commands/sql.ts'),
  config: () => import('./commands/config.ts'),
  clear: () => import('./commands/clear.ts'),
}
