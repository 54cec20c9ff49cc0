import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/registry.ts'
import { README } from './readme-page.ts'

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
