import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/registry.ts'
import { tillstream } from '../cli/running.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { queriesOf, README, withAnswers } from './readme-page.ts'

test('README.md shows what `npm run demo` and its queries print (vitest -u writes it)', async () => {
  using folder = temporaryFolder()
  const data = ['--data', `${folder.path}/data`]
  const tour = await tillstream(['generate', '--preset', 'demo', '--days', '14', '--tour', ...data])
  expect(tour.code, tour.stderr).toBe(0)
  const answers: string[] = []
  for (const sql of queriesOf(README)) answers.push((await tillstream(['sql', sql, ...data])).stdout.trimEnd())
  expect(answers).toHaveLength(3)
  await expect(withAnswers(README, tour.stdout, answers)).toMatchFileSnapshot('../../README.md')
})

test('README.md lists every command, and no other', () => {
  const listed = [...README.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name)
  expect(listed.toSorted()).toEqual(Object.keys(COMMANDS).toSorted())
})

test('what README.md names and links to is there', () => {
  const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? '')
  const folders = [...README.matchAll(/`((?:src|bin|docs|tests|migrations|projections|dictionaries)[\w./-]*)`/g)]
  const paths = [...links, ...folders.map(([, path]) => path ?? '')]
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([])
})
