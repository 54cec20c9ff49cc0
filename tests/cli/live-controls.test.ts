import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { KeyTaken } from '../../src/command-desk.ts'
import { carryOut, control, lineOfKey, listenForControls } from '../../src/cli/live/controls.ts'
import { RequestRefused } from '../../src/cli/live/take-request.ts'
import { createPace } from '../../src/time/pace.ts'
import { manualClock } from '../time/manual-clock.ts'

const START = Date.UTC(2024, 2, 4)
const HOUR = 3_600_000

function started() {
  const pace = createPace(1, manualClock())
  pace.tryReach(START)
  return pace
}

test('lines pause, step, resume and change the speed', () => {
  const pace = started()
  expect(control(pace, 'pause')).toEqual({ done: true, text: 'paused' })
  expect(pace.dueIn(START + 1)).toBe(Number.POSITIVE_INFINITY)
  expect(control(pace, 'step 2h 30m')).toEqual({ done: true, text: 'stepped 2h 30m' })
  expect([pace.dueIn(START + 2.5 * HOUR), pace.dueIn(START + 2.5 * HOUR + 1)]).toEqual([0, Number.POSITIVE_INFINITY])
  expect(control(pace, 'step')).toEqual({ done: true, text: 'stepped 1h' })
  expect(control(pace, 'resume')).toEqual({ done: true, text: 'resumed' })
  expect(control(pace, 'speed 60')).toEqual({ done: true, text: 'speed 60' })
  expect(pace.dueIn(START + 3.5 * HOUR + 60_000)).toBe(1000)
  expect(control(pace, ' speed max ')).toEqual({ done: true, text: 'speed max' })
  expect(pace.figures().speed).toBe('max')
})

test.each([
  ['fly', 'got "fly", allowed: pause, resume, step [DURATION], speed N|max, command [key=KEY] {"kind": ...}'],
  [
    'constructor',
    'got "constructor", allowed: pause, resume, step [DURATION], speed N|max, command [key=KEY] {"kind": ...}',
  ],
  ['speed fast', 'speed: got NaN, allowed: 0.1 to 100000, or max'],
  ['speed 0', 'speed: got 0, allowed: 0.1 to 100000, or max'],
  ['step', 'step: allowed while paused only'],
])('%s changes nothing and is answered %s', (line, answer) => {
  const pace = started()
  const before = pace.figures()
  expect(control(pace, line)).toEqual({ done: false, text: answer })
  expect(pace.figures()).toEqual(before)
})

test('a step of a length that is none changes nothing', () => {
  const pace = started()
  control(pace, 'pause')
  expect(control(pace, 'step far').text).toMatch(/"far" is not a duration/)
  expect(pace.dueIn(START + 1)).toBe(Number.POSITIVE_INFINITY)
})

test.each([
  [' ', { paused: false, speed: 1 }, 'pause'],
  [' ', { paused: true, speed: 1 }, 'resume'],
  ['s', { paused: true, speed: 1 }, 'step'],
  ['+', { paused: false, speed: 60 }, 'speed 120'],
  ['-', { paused: false, speed: 60 }, 'speed 30'],
  ['+', { paused: false, speed: 90_000 }, 'speed 100000'],
  ['-', { paused: false, speed: 0.15 }, 'speed 0.1'],
  ['-', { paused: false, speed: 'max' as const }, 'speed 100000'],
  ['+', { paused: false, speed: 'max' as const }, undefined],
  ['x', { paused: false, speed: 1 }, undefined],
])('the key %j at %j stands for %s', (key, figures, line) => {
  expect(lineOfKey(key, figures)).toBe(line)
})

const refuseAll = () => Promise.reject(new RequestRefused([{ field: 'where.dc', message: 'got 99, allowed: 1' }]))

test('lines come from standard input that is no terminal', async () => {
  const input = new PassThrough() as unknown as NodeJS.ReadStream
  const told: string[] = []
  const pace = started()
  const listening = listenForControls(input, { pace, request: refuseAll }, ({ text }) => void told.push(text))
  ;(input as unknown as PassThrough).write('pause\n\nspeed 7\ncommand {}\n')
  await expect.poll(() => told).toEqual(['paused', 'speed 7', 'where.dc: got 99, allowed: 1'])
  listening[Symbol.dispose]()
})

test.each([
  ['command {"kind": 1}', { text: '{"kind": 1}', key: undefined }],
  ['command key=order-7 {"kind": 1}', { text: '{"kind": 1}', key: 'order-7' }],
  ['command  key=a=b  {"key": "key=c "}', { text: '{"key": "key=c "}', key: 'a=b' }],
  ['command key= {}', { text: '{}', key: '' }],
])('%s asks for %j', async (line, expected) => {
  const heard: object[] = []
  const request = async (asked: object) => {
    heard.push(asked)
    throw new KeyTaken('it names another')
  }
  const answer = await carryOut({ pace: started(), request }, line)
  expect(heard).toEqual([expected])
  expect(answer).toEqual({ done: false, text: 'it names another', keyTaken: true })
})
