import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../src/config/config-error.ts'
import { type ConfigInputs, type FlagSetting, type ResolvedConfig, resolveConfig } from '../../src/config/resolve.ts'

/** What one test gives; everything absent is empty. */
export interface Given extends Partial<Omit<ConfigInputs, 'flags' | 'file'>> {
  /** Content of the configuration file, an object or raw text. */
  readonly file?: object | string
  /** Content of `.env`; null makes it a folder. */
  readonly dotEnv?: string | null
  /** Flags by path: `{ 'volume.stores': '3' }` stands for `--set volume.stores=3`. */
  readonly flags?: Readonly<Record<string, string>>
}

/** The day that the tests call today. */
export const TODAY = '2025-06-30'

/** Resolves in a working directory of its own. */
export function resolving(given: Given): ResolvedConfig {
  const cwd = mkdtempSync(join(tmpdir(), 'tillstream-config-'))
  try {
    const { file, dotEnv, flags = {}, ...rest } = given
    const text = typeof file === 'string' ? file : JSON.stringify(file)
    if (file !== undefined) writeFileSync(join(cwd, 'tillstream.config.json'), text)
    if (typeof dotEnv === 'string') writeFileSync(join(cwd, '.env'), dotEnv)
    if (dotEnv === null) mkdirSync(join(cwd, '.env'))
    const settings: FlagSetting[] = Object.entries(flags).map(([path, value]) => ({ path, value, flag: '--set' }))
    return resolveConfig({ env: {}, cwd, today: TODAY, ...rest, flags: settings })
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

/** The lines of the error that resolving ends with; empty when it ends well. */
export function problemsOf(given: Given): readonly string[] {
  try {
    resolving(given)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => problem.message)
  }
}
