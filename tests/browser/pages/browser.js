// What the tests of pages have in common: one browser, and for each test a page of the server, in a look of its own.
// The server is started by whoever runs the tests, on the founding documents.

import { existsSync } from 'node:fs'
import { after, before } from 'node:test'
import axe from 'axe-core'
import { chromium } from 'playwright-core'

export const SERVER = process.env.COMMUNIQUES_SERVER

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Checked besides what axe checks by itself: targets that a finger can hit (WCAG 2.2, 2.5.8). */
const RULES = { 'target-size': { enabled: true } }

let browser

before(async () => {
  const executablePath = process.env.CHROMIUM || PATHS.find(path => existsSync(path))
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})
after(() => browser.close())

/**
 * Opens `path` of the server. `setting` is playwright's. What the page complains of and which other hosts it asks is in
 * `complaints`; that a page of an error has its status is no complaint. What `without` names does not come: axe needs scripts
 * to run, those of the page are another matter.
 */
export async function visit(test, path, setting = {}, without = '') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...setting })
  test.after(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  const complaints = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('request', request => request.url().startsWith(SERVER) || complaints.push(request.url()))
  page.on('console', message => {
    const isOfPage = message.location().url === page.url() && message.text().includes('the server responded')
    if (['error', 'warning'].includes(message.type()) && !isOfPage) complaints.push(`${message.text()} ${message.location().url}`)
  })
  if (without) await page.route(without, route => route.abort())
  await page.goto(SERVER + path)
  return { page, complaints }
}

/** What axe-core finds wrong, as lines. */
export async function wrong(page) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(rules => globalThis.axe.run(document, { resultTypes: ['violations'], rules }), RULES)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`))
}

/** How many pixels the page is wider than its window. */
export const excess = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
