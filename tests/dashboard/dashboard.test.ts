import { once } from 'node:events'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serveSmall } from '../api/served.ts'
import { testAsking } from './asking.ts'
import { NO_BROWSER, openView, seriousFindings, startBrowser, type Watched } from './browser.ts'

const VIEWS = ['overview', 'store', 'supply', 'marketing', 'data', 'streaming', 'configuration'] as const

describe.skipIf(NO_BROWSER !== undefined)(`the dashboard${NO_BROWSER === undefined ? '' : ` (${NO_BROWSER})`}`, () => {
  let served: Served
  let browser: Browser
  const opened: Watched[] = []
  beforeAll(async () => {
    ;[served, browser] = await Promise.all([serveSmall(['--set=disruptions.daily_chance=0']), startBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    await served[Symbol.asyncDispose]()
  })

  const open = async (view: string, options = {}): Promise<Page> => {
    const watched = await openView(browser, `${served.url}/#/${view}`, options)
    opened.push(watched)
    return watched.page
  }

  const openShipment = async (page: Page) => {
    await page.goto(`${served.url}/#/supply`)
    await page.locator('.shipment button').first().click()
    await page.locator('.story-dialog .timeline').first().waitFor()
  }

  test('at the first visit says what to do, generates with progress, can be cancelled, and goes on', async () => {
    const page = await open('overview')
    await page.getByRole('link', { name: 'Generate some' }).click()
    await page.getByLabel(/Last business day/).fill('2024-04-30')
    await page.getByRole('button', { name: 'Generate' }).click()
    const progress = page.getByRole('group', { name: 'Progress of generation' })
    await progress.getByText(/tables \d+ of \d+ · [1-9][\d,]* rows/).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('The last run was cancelled; the next goes on from there.').waitFor()

    const { body } = await served.ask<{ readonly last_generated_date: string | null }>('GET /api/generation/status')
    const reached = new Date(body.last_generated_date ?? '2024-03-04')
    const next = new Date(reached.getTime() + 8 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel(/Last business day/).fill(next)
    await page.getByRole('button', { name: 'Generate more' }).click()
    await page.getByText(new RegExp(`to ${next}, [\\d,]+ events`)).waitFor()
    await page.close()
  })

  test('shows tables in pages, answers SQL, and says what is wrong with it', async () => {
    const page = await open('data')
    await page.getByRole('button', { name: /^fact_receipts [\d,]+$/ }).click()
    await page.getByRole('columnheader', { name: 'receipt_id', exact: true }).waitFor()
    await page.getByText(/Rows 1 to 25 of/).waitFor()
    await page.getByText(/B without indexes, from 2024-03-04 .* UTC/).waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText(/Rows 26 to/).waitFor()
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('region', { name: 'Answer' }).getByText('Grocery').waitFor()
    await page.getByLabel(/Statement/).fill('selct 1')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('alert').getByText('syntax error at or near "selct"').waitFor()
    // A link shows the same thing.
    await page.waitForURL(/table=fact_receipts.*sql=selct/)
    await page.reload()
    await page.getByRole('region', { name: 'Rows of fact_receipts' }).first().waitFor()
    expect(await page.getByLabel(/Statement/).inputValue()).toBe('selct 1')
    await page.close()
  })

  test('checks the laws one by one, and takes the digest', async () => {
    const page = await open('data')
    await page.getByRole('button', { name: 'Check every law' }).click()
    await page.getByText(/\d+ of \d+ laws/).waitFor()
    await page.getByText(/^All \d+ laws hold\.$/).waitFor({ timeout: 60_000 })
    expect(await page.locator('.laws .broken, .laws .waiting').count()).toBe(0)
    await page.getByRole('button', { name: 'Take the digest' }).click()
    await page
      .getByText(/^[0-9a-f]{64}$/)
      .first()
      .waitFor()
    await page.close()
  })

  test('starts the simulation, whose numbers move, pauses it by a key, and changes its speed', async () => {
    const page = await open('overview')
    const figure = (name: string) => page.getByRole('region', { name, exact: true })
    // The day until now, at first sight.
    await figure('Sales today').locator('.sparkline path').waitFor({ state: 'attached' })
    expect(await page.getByText('The curve begins').count()).toBe(0)
    await page.getByRole('button', { name: '▶ Start' }).click()
    const clock = page.locator('.clock-time')
    await clock.waitFor()
    const slider = page.getByRole('slider', { name: 'Speed' })
    await slider.focus()
    await slider.press('ArrowRight')
    await page.getByText(/^3,600×/).waitFor()
    await page.getByRole('button', { name: '+1 d' }).waitFor()
    // What follows waits for the morning, for trucks and for their delays.
    expect((await served.ask('POST /api/simulation/speed', { speed: 20_000 })).status).toBe(200)
    const receipts = figure('Receipts').locator('.value')
    const before = Number((await receipts.textContent())?.replaceAll(',', ''))
    await expect
      .poll(async () => Number((await receipts.textContent())?.replaceAll(',', '')), { timeout: 30_000 })
      .not.toBe(before)
    for (const name of ['Sales today', 'Receipts', 'People in stores', 'Stock-outs open', 'Trucks on the road']) {
      await figure(name)
        .getByText(/^[+−][\d,.]+ % on a week ago$/)
        .waitFor()
    }
    await figure('Conversion')
      .getByText(/^[+−][\d.]+ pts on a week ago$/)
      .waitFor()
    await page.locator('h2').first().click()
    await page.keyboard.press(' ')
    await page.getByRole('button', { name: '▶ Play' }).waitFor()
    // The slice under way may be told after the pause.
    await page.waitForTimeout(1000)
    const stood = await clock.textContent()
    await page.waitForTimeout(600)
    expect(await clock.textContent()).toBe(stood)
    await page.keyboard.press(' ')
    await expect.poll(() => clock.textContent()).not.toBe(stood)
    await page.close()
  })

  testAsking(open, () => served)

  test('names what is wrong beside the field while it is typed, and saves what is right', async () => {
    const page = await open('configuration')
    await page.getByText('How events are sent while they happen').click()
    const burst = page.getByLabel('realtime.burst', { exact: true })
    await burst.fill('0')
    await page.getByRole('alert').getByText('allowed: whole number from 1 to 100000').waitFor()
    expect(await page.getByRole('button', { name: /^Save/ }).isDisabled()).toBe(true)
    await burst.fill('7')
    await page.getByRole('button', { name: 'Save 1 changed' }).click()
    await page.getByText(/^Saved\./).waitFor()
    expect((await served.ask('GET /api/stream/config')).body).toMatchObject({ burst: 7 })
    const clear = page.getByRole('button', { name: /^Delete log/ })
    expect(await clear.isDisabled()).toBe(true)
    await page.getByLabel(/^Type data/).fill('data')
    expect(await clear.isDisabled()).toBe(false)
    await page.close()
  })

  test.each(['light', 'dark'] as const)(
    'has nothing serious against it for people who cannot see or point, when it is %s',
    async (colorScheme) => {
      // Only colours are others in the dark.
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined
      const page = await open('overview', { colorScheme, bypassCSP: true })
      for (const view of VIEWS) {
        await page.goto(`${served.url}/#/${view}`)
        await page.locator(`a[href="#/${view}"][aria-current]`).waitFor()
        await page.waitForTimeout(400)
        expect([view, await seriousFindings(page, rules)]).toEqual([view, []])
      }
      await openShipment(page)
      expect(await seriousFindings(page, rules)).toEqual([])
      await page.close()
    },
  )

  test('fits on a phone', async () => {
    const page = await open('overview', { viewport: { width: 390, height: 844 } })
    const beyond = (element: string) => page.evaluate<number>(`${element}.scrollWidth - ${element}.clientWidth`)
    for (const view of VIEWS) {
      await page.goto(`${served.url}/#/${view}`)
      await page.waitForTimeout(400)
      expect([view, await beyond('document.documentElement')]).toEqual([view, 0])
    }
    await openShipment(page)
    expect(await beyond("document.querySelector('.story-dialog')")).toBe(0)
    await page.close()
  })

  test('keeps what it shows, greyed, while the server is away, and goes on when that is back', async () => {
    const page = await open('overview')
    await page.getByText('Every part is well').waitFor()
    const sales = page.getByRole('region', { name: 'Sales today' }).locator('.value')
    const ended = once(served.process, 'exit')
    served.process.kill('SIGTERM')
    await ended
    await page.getByText(/Disconnected: next try in \d+ s/).waitFor()
    // Frames arrive until the last moment: what is shown is known only now.
    const shown = await sales.textContent()
    expect(shown).toMatch(/^\$[\d.]+[KM]?$/)
    await page.waitForTimeout(1000)
    expect(await sales.textContent()).toBe(shown)
    await page.locator('.is-lost main').waitFor()
    await using again = await serveSmall([`--port=${new URL(served.url).port}`, `--data=${served.data}`])
    expect(again.url).toBe(served.url)
    await page.getByText('Every part is well').waitFor()
    await page.getByRole('button', { name: '▶ Start' }).waitFor()
    await page.close()
  })

  test('has met no error, and asked for nothing that its policy refuses', () => {
    const unexpected = opened
      .flatMap(({ problems }) => problems)
      .filter((text) => !/status of 4\d\d|ERR_CONNECTION|WebSocket/.test(text))
    expect(unexpected).toEqual([])
  })
})
