import { afterAll, beforeAll, expect, test } from 'vitest'
import { SOURCE_LAUNCHER, tillstream } from '../cli/running.ts'
import { SMALL } from '../cli/small-history.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { type PublishedPackage, publishedPackage } from './published-package.ts'

const MAX_BYTES = 1_500_000
const SOURCE = { launcher: SOURCE_LAUNCHER }
let installed: PublishedPackage

beforeAll(async () => {
  installed = await publishedPackage()
})

afterAll(() => installed[Symbol.dispose]())

test('the package holds what it needs to run, its documentation, and nothing else', () => {
  const { files, bytes } = installed
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'bin/tillstream.js',
      'dictionaries/denied_names.csv',
      'dictionaries/products.csv',
      'dictionaries/store_types/luxury.csv',
      'dist/conservation/09-units.sql',
      'dist/feed-worker.js',
      'dist/laws/05-payments.sql',
      'dist/licenses.md',
      'dist/main.js',
      'dist/share-worker.js',
      'dist/stories-worker.js',
      'docs/laws.md',
      'migrations/0002_facts.sql',
      'package.json',
      'public/index.html',
      'public/licenses.md',
    ]),
  )
  const kinds =
    /^(?:LICENSE|README\.md|package\.json|bin\/tillstream\.js|dictionaries\/(?:store_types\/)?\w+\.csv|docs\/.+\.md|docs\/events\/\w+\.schema\.json|migrations\/\w+\.sql|docs\/images\/\w+\.png|scenarios\/[\w.-]+\.json|public\/(?:index\.html|icon\.svg|licenses\.md|assets\/[\w-]+\.(?:js|css)))$/
  const compiled = /^dist\/(?:[\w-]+\.js|(?:laws|conservation)\/[\w-]+\.sql|licenses\.md)$/
  expect(files.filter((file) => !kinds.test(file) && !compiled.test(file))).toEqual([])
  expect(bytes).toBeLessThan(MAX_BYTES)
})

test('the installed program knows its version and prints the same help as the sources', async () => {
  for (const args of [['--version'], ['--help'], ['generate', '--help']]) {
    const [published, source] = [await installed.run(...args), await tillstream(args, SOURCE)]
    expect(published).toEqual(source)
    expect(published.stdout).not.toBe('')
  }
})

test('the installed program makes the same history as the sources, and its laws hold', async () => {
  using folder = temporaryFolder()
  const fromSources = (...args: readonly string[]) => tillstream([...args, '--data', `${folder.path}/data`], SOURCE)
  await fromSources('generate', ...SMALL, '--days', '2')
  const made = await installed.run('generate', ...SMALL, '--days', '2')
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('history covers 2024-01-01 to 2024-01-02') })
  const [published, source] = [await installed.run('digest', '--json'), await fromSources('digest', '--json')]
  expect(source.code).toBe(0)
  expect(published.stdout).toBe(source.stdout)
  expect(await installed.run('verify', '5', '8', '16')).toMatchObject({ code: 0 })
})
