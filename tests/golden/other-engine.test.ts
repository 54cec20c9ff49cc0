import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import { GOLDEN_CONFIG, keptGolden } from './golden.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const SCRIPT = fileURLToPath(new URL('compiled-golden.mjs', import.meta.url))

/** The compiled model. It stands below the project, so that it finds its packages. */
let compiled: string
beforeAll(() => {
  const cache = join(PROJECT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  compiled = mkdtempSync(join(cache, 'tillstream-model-'))
  execFileSync(
    process.execPath,
    [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', 'tests/golden/tsconfig.model.json', '--outDir', compiled],
    {
      cwd: PROJECT,
    },
  )
}, 60_000)
afterAll(() => rmSync(compiled, { recursive: true, force: true }))

/** What two days of the golden company come to, as this Node computes them. */
function goldenOn(node: string) {
  const input = JSON.stringify({ config: GOLDEN_CONFIG, dictionaries: DICTIONARY_FOLDER })
  return JSON.parse(execFileSync(node, [SCRIPT, pathToFileURL(`${compiled}/`).href], { input, encoding: 'utf8' })) as {
    node: string
    events: number
    sha256: string
  }
}

/** A Node of an older line on this machine: the one that npm runs on, or one on the path. */
function olderNode(): string | undefined {
  const named = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidates = [
    process.env.npm_node_execpath ?? '',
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, named)),
    '/usr/bin/node',
    '/usr/local/bin/node',
  ]
  return candidates.filter(Boolean).find((path) => {
    const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    return status === 0 && /^v2[0-3]\./.test(stdout)
  })
}

describe('the compiled model', () => {
  test('is on this Node what its source is', () => {
    const { events, sha256 } = keptGolden()
    expect(goldenOn(process.execPath)).toEqual({ node: process.version, events, sha256 })
  })

  test('is to the byte the same on an older line of Node', ({ skip }) => {
    const node = olderNode() ?? ''
    skip(node === '', 'there is no Node 20 to 23 on this machine')
    const { events, sha256 } = keptGolden()
    expect(goldenOn(node)).toEqual({ node: expect.stringMatching(/^v2[0-3]\./), events, sha256 })
  })

  test('uses no function whose last digits depend on the engine, and nothing of the place that it runs in', () => {
    const files = ['src/time', 'src/simulation', 'src/retail', 'projections'].flatMap((folder) => {
      const names = readdirSync(join(compiled, folder), { recursive: true, encoding: 'utf8' })
      return names.filter((name) => name.endsWith('.js')).map((name) => join(compiled, folder, name))
    })
    expect(files.length).toBeGreaterThan(150)
    expect(files.flatMap(inexact)).toEqual([])
  })
})

const INEXACT =
  /\bMath\.(?:a?cosh?|a?sinh?|a?tanh?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow|random)\b|\btoLocale\w+|\blocaleCompare\b|\bDate\.now\b|\bperformance\./g

/** Zone tables are made with the engine's `Intl`: a log keeps a digest of them. */
function inexact(file: string): string[] {
  const code = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  return [...code.matchAll(INEXACT)].map(([found]) => `${dirname(file).slice(compiled.length)}: ${found}`)
}
