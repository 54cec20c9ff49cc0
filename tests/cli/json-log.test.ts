import { expect, test } from 'vitest'
import { jsonWriter } from '../../src/cli/json-log.ts'
import { tillstream } from './running.ts'

test('a line for programs has its level, time and text', () => {
  const lines: string[] = []
  jsonWriter({ line: (text) => void lines.push(text) })('warn', 'the sink is "away"')
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    name: 'tillstream',
    msg: 'the sink is "away"',
  })
})

test('secrets are hidden in them too, and lines below the level are left out', async () => {
  const key = 'Endpoint=sb://127.0.0.1/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LWtleS1vZi1hLXRlc3Q='
  const { stderr } = await tillstream([
    'publish',
    '--check',
    '--set=log_format=json',
    `--set=realtime.azure_connection_string=${key}`,
  ])
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ name: 'tillstream' })
  expect(stderr).not.toContain('c2VjcmV0LWtleS1vZi1hLXRlc3Q=')
})
