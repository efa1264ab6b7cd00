// axe-core on the demonstration pages, with everything closed and everything open, and what can be seen at narrow widths,
// zoomed, in forced colours, from right to left.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, type, visit, wrong } from './browser.js'

const PAGES = ['bare.html', 'strict.html', 'three.html', 'rtl.html', 'design.html']
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  narrow: { viewport: { width: 320, height: 640 } },
}

for (const name of PAGES) {
  for (const [look, setting] of Object.entries(LOOKS)) {
    test(`${name}, ${look}: nothing is wrong`, async t => {
      // axe comes by another way than the page's own policy allows.
      const { page } = await visit(t, name, { ...setting, bypassCSP: true })
      assert.deepEqual(await wrong(page), [])
      const fields = await page.locator('[role=combobox]').all()
      for (const field of fields) {
        await type(field, 'don')
        await field.press('ArrowDown')
        await page.waitForTimeout(700)
        assert.deepEqual(await wrong(page), [])
        const option = await page.locator('[role=option][aria-selected=true]').boundingBox()
        assert.ok(option.width > 100 && option.height >= 24, 'large enough to be touched')
        assert.ok(option.x >= 0 && option.x + option.width <= page.viewportSize().width + 1, 'within the window')
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no scrolling to the side')
      }
    })
  }
}

test('from right to left the panel ends where the field begins', async t => {
  const { page } = await visit(t, 'rtl.html', { viewport: { width: 900, height: 700 } })
  await type(fieldOf(page, '#q'), 'don')
  const [field, list] = [await page.locator('#q').boundingBox(), await page.locator('[role=listbox]').first().boundingBox()]
  assert.ok(Math.abs(field.x + field.width - (list.x + list.width)) < 2)
  const value = page.locator('[role=option] .communiques-value').first()
  assert.equal(await value.evaluate(node => getComputedStyle(node).direction), 'ltr', 'French stays French')
})

test('a field at the bottom of the window has its panel above', async t => {
  const { page } = await visit(t, 'bare.html', { viewport: { width: 600, height: 260 } })
  await page.evaluate(() => scrollTo(0, 1e6))
  await type(fieldOf(page), 'don')
  const [line, list] = [await page.locator('communiques-search [part=line]').boundingBox(), await page.locator('communiques-search [part=list]').boundingBox()]
  assert.ok(list.y >= 0 && list.y < line.y, JSON.stringify([line, list]))
})

test('the panel follows its field when the page scrolls', async t => {
  const { page } = await visit(t, 'bare.html', { viewport: { width: 600, height: 500 } })
  await page.evaluate(() => { document.body.style.paddingBottom = '2000px' })
  await type(fieldOf(page, '#q'), 'don')
  const gap = async () => {
    const [field, list] = [await page.locator('#q').boundingBox(), await page.locator('[role=listbox]').first().boundingBox()]
    return Math.round(list.y - field.y - field.height)
  }
  const before = await gap()
  await page.evaluate(() => scrollTo(0, 60))
  await page.waitForTimeout(100)
  assert.equal(await gap(), before)
})

test('touch takes a suggestion', async t => {
  const { page } = await visit(t, 'bare.html', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } })
  const field = fieldOf(page)
  await field.tap()
  await type(field, 'don')
  await page.locator('communiques-search [role=option]').nth(1).tap()
  assert.equal(await field.inputValue(), 'données ouvertes')
})
