import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** The first that is there: one without windows needs a fifth less of the processor. */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
)
const EXECUTABLE = PLACES.find((path) => existsSync(path))
const PAGES = fileURLToPath(new URL('../../public/index.html', import.meta.url))

/** Why nothing can be tested in a browser, if so. */
export const NO_BROWSER =
  EXECUTABLE === undefined
    ? 'there is no chromium'
    : existsSync(PAGES)
      ? undefined
      : 'npm run build:dashboard was not run'

/** Starts the browser of this machine. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({ ...(EXECUTABLE && { executablePath: EXECUTABLE }), args: ['--no-sandbox'] })
}

/** A page, and what went wrong in it. */
export interface Watched {
  readonly page: Page
  readonly problems: readonly string[]
}

/** Opens a view. What the page reports as an error is kept, and so is what its policy refuses. */
export async function openView(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  // Trucks that are drawn anew sixty times a second would take the processor from what is tested.
  const still: BrowserContextOptions = { viewport: { width: 1300, height: 900 }, reducedMotion: 'reduce' }
  const context = await browser.newContext({ ...still, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(address)
  return { page, problems }
}

/** What a tool for accessibility finds that is serious or critical, by all of its rules or by some. Its script needs a page without a policy. */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.addScriptTag({ content: axe.source })
  // What is in order need not be described.
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) }
  const { violations } = await page.evaluate<AxeResult>(`axe.run(${JSON.stringify(options)})`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}
