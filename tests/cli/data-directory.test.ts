import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataDirectoryError, isDataDirectory, openDataDirectory } from '../../src/cli/data-directory.ts'
import { tillstream } from './running.ts'

let path = ''
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'tillstream-data-directory-'))
})
afterEach(() => rmSync(path, { recursive: true }))

test('an empty directory becomes a data directory', () => {
  openDataDirectory(path)
  expect(isDataDirectory(path)).toBe(true)
})

test('a file in the place of the directory is refused', () => {
  const file = join(path, 'file')
  writeFileSync(file, '')
  expect(() => openDataDirectory(file)).toThrow(new DataDirectoryError(`${file} cannot be made a directory (EEXIST)`))
})

test('a directory whose marker cannot be written is wrong input', async () => {
  mkdirSync(join(path, 'tillstream.json'))
  const { code, stderr } = await tillstream(['db', '--data', path])
  expect([code, stderr]).toEqual([2, `error: ${path} cannot be written to (EISDIR)\n`])
  expect(existsSync(join(path, 'postgres'))).toBe(false)
})

// Nothing is forbidden to root.
test.skipIf(process.getuid?.() === 0 || process.platform === 'win32').each([
  [0o500, 'cannot be written to (EACCES)'],
  [0o300, 'cannot be read (EACCES)'],
])('an empty directory with mode %o is refused', (mode, reason) => {
  chmodSync(path, mode)
  expect(() => openDataDirectory(path)).toThrow(new DataDirectoryError(`${path} ${reason}`))
  chmodSync(path, 0o700)
})
