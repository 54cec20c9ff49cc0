import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveConfig } from '../../../src/config/resolve.ts'
import { ToldStories } from '../../../src/cli/serve/stories/told-stories.ts'
import { smallHistory } from '../small-history.ts'

const STAYS = new AbortController().signal

describe('stories', () => {
  let history: Awaited<ReturnType<typeof smallHistory>>
  let receipt: string
  beforeAll(async () => {
    history = await smallHistory()
    const { stdout } = await history.run('sql', 'select receipt_id from fact_receipts limit 1', '--json')
    receipt = (JSON.parse(stdout) as readonly [{ readonly receipt_id: string }])[0].receipt_id
  })
  afterAll(() => history[Symbol.dispose]())

  const told = (limitMs?: number) =>
    new ToldStories({
      config: async () =>
        resolveConfig({
          env: {},
          cwd: history.folder,
          today: '2026-01-01',
          flags: [{ path: 'paths.data', value: history.data, flag: '--data' }],
        }),
      hasLog: () => true,
      ...(limitMs !== undefined && { limitMs }),
    })

  test('are told to several at once', async () => {
    await using stories = told()
    const ask = (name: string) => stories.tell({ name, depth: 1, signal: STAYS })
    const [one, other, none] = await Promise.all([ask(receipt), ask(receipt), ask('R1-20000101-1')])
    expect(one?.payload).toMatchObject({ receipt_id: receipt })
    expect(other).toEqual(one)
    expect(none).toBeUndefined()
  })

  test('go on for others when somebody leaves', async () => {
    await using stories = told()
    const leaving = new AbortController()
    const left = stories.tell({ name: receipt, depth: 1, signal: leaving.signal })
    const stays = stories.tell({ name: receipt, depth: 1, signal: STAYS })
    setImmediate(() => leaving.abort())
    await expect(left).rejects.toThrow('nobody waits for it')
    expect((await stays)?.payload).toMatchObject({ receipt_id: receipt })
  })

  test('that take too long are given up, and the next one is asked all the same', async () => {
    await using stories = told(1)
    const ask = () => stories.tell({ name: receipt, depth: 1, signal: STAYS })
    await expect(ask()).rejects.toThrow('the log was not read within 0.001 s')
    await expect(ask()).rejects.toThrow('the log was not read within 0.001 s')
  })
})
