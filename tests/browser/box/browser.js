// What the browser tests have in common: one browser, and for each test a server, a site and a page of it.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before } from 'node:test'
import axe from 'axe-core'
import { chromium } from 'playwright-core'
import { imitate } from './imitation.js'
import { site } from './site.js'

const CHROMIUM = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => existsSync(path))

let browser

before(async () => { browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] }) })
after(() => browser.close())

/**
 * Opens `name` of the demonstration pages. `setting` is playwright's, for the page, with `mode` of the server. What the page
 * complains of is in `complaints`, which a test that expects none compares with nothing.
 */
export async function visit(test, name, { mode = '', ...setting } = {}) {
  const server = await imitate(mode)
  const host = await site(server.url)
  const { page, complaints } = await look(test, host.url + name, setting)
  test.after(async () => { await host.stop(); await server.stop() })
  return { page, server, host, complaints }
}

/** Opens `url` in a browser of its own, as `setting` says. */
export async function look(test, url, setting = {}) {
  const context = await browser.newContext(setting)
  test.after(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  const complaints = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    // Browsers ask for a sign of the site by themselves.
    const isOfBrowser = message.location().url.endsWith('/favicon.ico')
    if (['error', 'warning'].includes(message.type()) && !isOfBrowser) complaints.push(message.text())
  })
  await page.goto(url)
  return { page, complaints }
}

/** What axe-core finds wrong, as lines. */
export async function wrong(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`))
}

/** The field of an element, or the one that `selector` names. */
export const fieldOf = (page, selector = 'communiques-search [part=field]') => page.locator(selector).first()

/** Writes `text` at once into `field` and waits for its list, which is that of the whole text: none was asked for a part of it. */
export async function type(field, text) {
  await field.focus()
  await field.page().keyboard.insertText(text)
  await opened(field)
}

/** Waits until `condition`, asked again and again, holds, and fails where it never does. */
export async function until(condition) {
  for (let waited = 0; !condition(); waited += 20) {
    assert.ok(waited < 5000, `it never came that ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

export const opened = field => field.and(field.page().locator('[aria-expanded=true]')).waitFor()
export const closed = field => field.and(field.page().locator('[aria-expanded=false]')).waitFor()

/** What a screen reader is told of a combobox, and whether its references lead somewhere in its own root. */
export const state = field => field.evaluate(node => {
  const root = node.getRootNode()
  const list = root.getElementById(node.getAttribute('aria-controls'))
  const active = node.getAttribute('aria-activedescendant')
  return {
    value: node.value,
    expanded: node.getAttribute('aria-expanded'),
    active: active && root.getElementById(active)?.querySelector('[part=value]').textContent,
    selected: [...list.querySelectorAll('[aria-selected=true]')].map(option => option.querySelector('[part=value]').textContent),
    focused: root.activeElement === node,
    cursor: node.selectionStart,
  }
})
