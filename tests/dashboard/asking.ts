import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Served } from '../api/served.ts'

/** What people ask of the company that runs, and see of it. */
export function testAsking(open: (view: string) => Promise<Page>, served: () => Served): void {
  test('opens the story of an event of a chosen kind, and of those in it', async () => {
    const page = await open('overview')
    await page.getByRole('button', { name: 'tills' }).click()
    expect(page.url()).toContain('kind=tills')
    // Events stand still under the pointer.
    await page.locator('.ticker button').first().waitFor()
    await page.locator('.ticker').hover()
    await page.locator('.ticker button').first().click()
    await page.getByRole('dialog', { name: /^(receipt|payment|promotion)_/ }).waitFor()
    const story = page.locator('.story-dialog')
    // Someone who comes in, orders, or sees an advertisement.
    const root = (await story.locator('.timeline button').first().textContent()) ?? ''
    await story.getByRole('button', { name: root }).first().click()
    await page.getByRole('dialog', { name: root }).waitFor()
    await page.locator('.timeline [aria-current]', { hasText: root }).waitFor()
    await story.getByRole('button', { name: 'Close' }).click()
    await story.waitFor({ state: 'detached' })
    await page.close()
  })

  test('lets something go wrong, shows it with its effect, and ends it', async () => {
    const page = await open('supply')
    await page.getByRole('combobox', { name: /^What/ }).selectOption('weather_delay')
    await page.getByLabel(/How long/).fill('200')
    await page.getByRole('button', { name: 'Let it happen' }).click()
    const running = page.locator('.disruptions li').first()
    await running.getByText(/weather delay in the region of DC \d, 50 % strong, by command/).waitFor()
    const delayed = async () => /(\d+) truck moves? delayed/.exec((await running.textContent()) ?? '')?.[1]
    await expect.poll(async () => Number(await delayed()), { timeout: 40_000 }).toBeGreaterThan(0)
    await running.getByText('Minutes of delay').waitFor()
    await page.locator('.lane.completed .shipment button').first().click()
    const story = page.getByRole('dialog', { name: 'shipment_scheduled' })
    await story.getByText('reorder_triggered').first().waitFor()
    await story.locator('.steps .completed').waitFor()
    await page.keyboard.press('Escape')
    await story.waitFor({ state: 'detached' })
    await page.goto(`${served().url}/#/overview`)
    await page.getByText(/\d disrupted/).waitFor()
    await served().ask('POST /api/disruption/clear-all')
    await page.goto(`${served().url}/#/supply`)
    await page.getByText('Nothing: all is well.').waitFor()
    await page.close()
  })

  test('changes demand, prices and promotions, and shows what was asked for', async () => {
    const page = await open('marketing')
    const form = page.getByRole('region', { name: 'Let something change' })
    const asked = page.getByRole('region', { name: 'What was asked for' })
    const ask = async (kind: string, sentence: RegExp, told: RegExp) => {
      await form.getByRole('combobox', { name: /^What/ }).selectOption(kind)
      if (kind !== 'demand_factor') await form.getByRole('combobox', { name: /^Goods of/ }).selectOption('Grocery')
      await form.getByText(sentence).waitFor()
      await form.getByRole('button', { name: 'Let it happen' }).click()
      const answer = page.locator('.toast')
      expect(await answer.first().textContent()).toContain('It holds from the next moments on.')
      await answer.getByRole('button', { name: 'Dismiss' }).click()
      await asked.getByText(told).waitFor()
    }
    await ask('demand_factor', /50 % more people want to shop everywhere/, /where all, factor 1\.5/)
    await ask('promotion', /code TODAY20 takes 20 % off goods of Grocery/, /code TODAY20/)
    await ask('price_change', /goods of Grocery are 10 % cheaper/, /department Grocery, factor 0\.9/)
    await asked.getByRole('button', { name: 'price change' }).click()
    await page.getByRole('dialog', { name: 'command_accepted' }).getByText('price_changed').first().waitFor()
    // What follows looks at pages, which need not change ten times a second for that.
    expect((await served().ask('POST /api/simulation/pause')).status).toBe(200)
    await page.close()
  })
}
