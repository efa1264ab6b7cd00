// A server that is slow, failing, limiting, talking nonsense or gone leaves a plain form that still submits, and that is said once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, type, visit } from './browser.js'

const TROUBLE = /^Suggestions indisponibles/

for (const selector of ['#q', 'communiques-search [part=field]']) {
  for (const mode of ['slow', 'failing', 'limited', 'broken', 'gone']) {
    test(`a server that is ${mode} is told once, and the form submits (${selector})`, async t => {
      const { page, server } = await visit(t, 'bare.html', { mode })
      if (mode === 'gone') await page.route(`${server.url}api/**`, route => route.abort())
      const field = fieldOf(page, selector)
      await field.pressSequentially('don', { delay: 20 })
      const status = page.locator('[role=status]').and(page.locator(':text("indisponibles")'))
      await status.waitFor({ timeout: 6000 })
      assert.match(await status.textContent(), TROUBLE)
      assert.equal(await field.getAttribute('aria-expanded'), 'false')
      await field.press('n')
      await page.waitForTimeout(700)
      assert.equal(await page.locator('[role=status]:text("indisponibles")').count(), 0, 'said once')
      await field.press('Enter')
      await page.waitForURL(/\/recherche\?q=donn(&|$)/)
    })
  }
}

test('a form submits at once while the server is slow', async t => {
  const { page } = await visit(t, 'bare.html', { mode: 'slow' })
  await fieldOf(page).pressSequentially('don')
  await fieldOf(page).press('Enter')
  await page.waitForURL(/\/recherche\?q=don/, { timeout: 1500 })
})

test('a server that limits is left alone for as long as it says, then asked again', async t => {
  const { page, server } = await visit(t, 'bare.html', { mode: 'limited' })
  const field = fieldOf(page, '#q')
  await field.press('d')
  await page.locator('[role=status]:text("indisponibles")').waitFor()
  server.mode = ''
  server.seen.length = 0
  await field.press('o')
  await page.waitForTimeout(300)
  assert.equal(server.seen.length, 0)
  await page.waitForTimeout(1500)
  await field.press('n')
  await page.locator('#q[aria-expanded=true]').waitFor()
})

test('without JavaScript both forms work', async t => {
  for (const name of ['#q', '#r']) {
    const { page } = await visit(t, 'bare.html', { javaScriptEnabled: false })
    await page.locator(name).fill("plan d'action")
    await page.locator(name).press('Enter')
    await page.waitForURL(/\/recherche\?q=plan\+d%27action/)
  }
})

test('nothing moves when results come late', async t => {
  const { page, server } = await visit(t, 'bare.html')
  server.delay = 800
  await page.evaluate(() => {
    window.shifts = []
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value))).observe({ type: 'layout-shift', buffered: true })
  })
  const end = page.locator('text=Ce qui suit')
  const before = await end.boundingBox()
  await type(fieldOf(page), 'don')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  await page.waitForTimeout(300)
  assert.deepEqual(await end.boundingBox(), before)
  assert.deepEqual((await page.evaluate(() => window.shifts)).filter(value => value > 0.01), [])
})
