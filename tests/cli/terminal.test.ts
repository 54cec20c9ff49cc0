import { expect, test, vi } from 'vitest'
import { listenForInterrupt } from '../../src/cli/interrupt.ts'
import { createLogger } from '../../src/cli/logger.ts'
import { compact, createProgress, duration } from '../../src/cli/progress.ts'
import { createTerminal } from '../../src/cli/terminal.ts'

/** A stream that keeps what is written. */
function screen(isTTY: boolean, columns = 120) {
  const written: string[] = []
  const stream = { isTTY, columns, write: (text: string) => written.push(text) }
  return { written, terminal: createTerminal(stream as unknown as NodeJS.WriteStream) }
}

/** Ten minutes of work at a steady 1,000 events a second, told every 50 ms. */
function work(isTTY: boolean, seconds: number) {
  const { written, terminal } = screen(isTTY)
  let now = 0
  const progress = createProgress({ label: 'generate', unit: 'events' }, terminal, () => now)
  for (; now <= seconds * 1000; now += 50) progress.update({ share: now / 600_000, count: now, date: '2024-01-05' })
  progress.finish()
  return written
}

test('a pipe gets a line every five seconds with rate, date and remaining time', () => {
  const written = work(false, 17)
  expect(written).toEqual([
    'generate:  0 %  2024-01-05  5000 events  1000/s  ETA 9 min 55 s\n',
    'generate:  1 %  2024-01-05  10.0k events  1000/s  ETA 9 min 50 s\n',
    'generate:  2 %  2024-01-05  15.0k events  1000/s  ETA 9 min 45 s\n',
  ])
})

test('what else has come of the work stands beside the count', () => {
  const { written, terminal } = screen(true)
  const progress = createProgress({ label: 'generate', unit: 'events' }, terminal, () => 0)
  progress.update({ share: 0.5, count: 20_000, date: '2024-01-05', also: '31.0k rows' })
  expect(written[0]).toContain('50 %  2024-01-05  20.0k events  31.0k rows')
})

test('work that is short shows nothing on a pipe', () => {
  expect(work(false, 4)).toEqual([])
})

test('a terminal gets one line, redrawn at most ten times a second and removed at the end', () => {
  const written = work(true, 2)
  expect(written).toHaveLength(22)
  expect(written.every((text) => text.startsWith('\r\u001B[2K') && !text.includes('\n'))).toBe(true)
  expect(written[20]).toBe(
    '\r\u001B[2Kgenerate ░░░░░░░░░░░░░░░░░░░░  0 %  2024-01-05  2000 events  1000/s  ETA 9 min 58 s',
  )
  expect(written[21]).toBe('\r\u001B[2K')
})

test('a log line stands above the status line, and a narrow terminal cuts it', () => {
  const { written, terminal } = screen(true, 6)
  terminal.status('status line')
  terminal.line('log')
  expect(written.at(-1)).toBe('\r\u001B[2Klog\nstatu')
})

test.each([
  [0, '0'],
  [999, '999'],
  [9999, '9999'],
  [12_345, '12.3k'],
  [999_400, '999k'],
  [1_234_567, '1.23M'],
  [123_456_789, '123M'],
  [2.5e9, '2.50G'],
])('%i is %s for short', (count, text) => {
  expect(compact(count)).toBe(text)
})

test.each([
  [0.4, '0 s'],
  [59, '59 s'],
  [65, '1 min 05 s'],
  [7500, '2 h 05 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test('a logger writes its level and what is more severe, without secrets', () => {
  const { written, terminal } = screen(false)
  const log = createLogger(terminal, 'warn')
  log.redact = (text) => text.replaceAll('hunter2', '***')
  log.error('password hunter2')
  log.warn('careful')
  log.info('hello')
  log.level = 'info'
  log.info('hello')
  log.debug('detail')
  expect(written).toEqual(['error: password ***\n', 'warning: careful\n', 'hello\n'])
})

test('the first Ctrl-C aborts, copies of it do nothing, and a later one ends the process', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never)
  let now = 1000
  let told = 0
  {
    using interrupt = listenForInterrupt(
      () => now,
      () => told++,
    )
    process.emit('SIGINT')
    expect([interrupt.signal.aborted, interrupt.byUser(), told]).toEqual([true, true, 1])
    now += 200
    process.emit('SIGINT')
    expect(exit).not.toHaveBeenCalled()
    now += 200
    process.emit('SIGTERM')
    expect([exit.mock.calls, told]).toEqual([[[130]], 1])
  }
  expect(process.listenerCount('SIGHUP')).toBe(0)
  exit.mockRestore()
})

test('a stop that is not the user’s aborts without an interruption', () => {
  using interrupt = listenForInterrupt(Date.now, () => {})
  interrupt.stop()
  expect([interrupt.signal.aborted, interrupt.byUser()]).toEqual([true, false])
})
