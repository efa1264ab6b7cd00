// The element: its results, its presets, its events; several boxes in a page; switches.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, opened, state, type, visit } from './browser.js'

const hits = page => page.locator('communiques-search [part=hit]')

test('results show while one types, with a link to each document and to all', async t => {
  const { page, server } = await visit(t, 'bare.html')
  await fieldOf(page).fill('données')
  await hits(page).first().waitFor()
  assert.equal(await hits(page).count(), 3)
  const link = await hits(page).first().locator('a').getAttribute('href')
  assert.equal(link, `${server.url}documents/plans/2018%200/plan%20d'action?q=donn%C3%A9es#p4`)
  assert.equal(await hits(page).nth(1).locator('[part=about]').textContent(), 'avril 2018 · Ministère de la Culture')
  const all = page.locator('communiques-search [part=all]')
  assert.equal(await all.textContent(), 'Voir les 7 documents')
  assert.equal(await all.getAttribute('href'), `${server.url}recherche?q=donn%C3%A9es&plan=2018-2020`)
})

test('results are reached by Tab, stay while they have the focus, and go when it leaves', async t => {
  const { page } = await visit(t, 'bare.html')
  await type(fieldOf(page), 'don')
  await hits(page).first().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent), 'Données ouvertes & transparence, plan 0')
  assert.ok(await hits(page).first().isVisible())
  for (let press = 0; press < 4; press++) await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Un lien')
  assert.ok(!await hits(page).first().isVisible())
})

test('presets limit what is asked and what is submitted', async t => {
  const { page, server } = await visit(t, 'three.html')
  const field = fieldOf(page, 'communiques-search[label=Trois] [part=field]')
  await type(field, 'don')
  await hits(page).first().waitFor()
  const { parameters } = server.seen.find(({ path }) => path === '/api/v1/search')
  assert.deepEqual(parameters, { q: 'don', limit: '5', publisher: 'Ministère de la Culture', kind: 'plan', from: '2018', language: 'fr' })
  await field.press('Enter')
  await page.waitForURL(/\/recherche/)
  const submitted = Object.fromEntries(new URL(page.url()).searchParams)
  assert.deepEqual(submitted, { q: 'don', publisher: 'Ministère de la Culture', kind: 'plan', from: '2018', language: 'fr' })
})

test('presets that change are those of the next search', async t => {
  const { page, server } = await visit(t, 'bare.html')
  await page.locator('communiques-search').evaluate(node => node.setAttribute('plan', '2021-2023'))
  await fieldOf(page).fill('données')
  await hits(page).first().waitFor()
  assert.equal(server.seen.find(({ path }) => path === '/api/v1/search').parameters.plan, '2021-2023')
})

test('three boxes do not mix', async t => {
  const { page } = await visit(t, 'three.html')
  const ids = await page.evaluate(() => [...document.querySelectorAll('[role=combobox]')].map(node => node.getAttribute('aria-controls')))
  assert.equal(ids.length, 2)
  assert.notEqual(ids[0], ids[1])
  await type(fieldOf(page, '#one'), 'don')
  assert.equal((await state(fieldOf(page, '#two'))).expanded, 'false')
  await type(fieldOf(page, '#two'), 'min')
  assert.equal((await state(fieldOf(page, '#one'))).expanded, 'false')
})

test('a chosen suggestion is searched at once where the site asks for it, with the hidden fields of its form', async t => {
  const { page } = await visit(t, 'three.html')
  await type(fieldOf(page, '#two'), 'min')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/recherche\?q=Direction\+interminist%C3%A9rielle.*&kind=rapport/)
})

test('a box in English speaks English and leads to English pages', async t => {
  const { page } = await visit(t, 'three.html')
  const box = page.locator('communiques-search[label=Four]')
  assert.equal(await box.locator('[part=button]').textContent(), 'Search')
  await box.locator('[part=field]').fill('données')
  await box.locator('[part=hit]').first().waitFor()
  assert.equal(await box.locator('[part=about]').first().textContent(), 'April 2018')
  assert.match(await box.locator('[part=all]').getAttribute('href'), /&language=fr&lang=en$/)
})

test('no key is a shortcut unless the site asks for it', async t => {
  const { page } = await visit(t, 'bare.html')
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY')
  const { page: other } = await visit(t, 'three.html')
  await other.keyboard.press('/')
  assert.ok((await state(fieldOf(other, 'communiques-search[label=Trois] [part=field]'))).focused)
  await other.locator('#one').focus()
  await other.keyboard.press('/')
  assert.equal((await state(fieldOf(other, '#one'))).value, '/')
})

test('the site is told of searches and choices, and may do them itself', async t => {
  const { page } = await visit(t, 'bare.html')
  await page.evaluate(() => {
    window.told = []
    for (const name of ['communiques:search', 'communiques:select']) {
      document.addEventListener(name, event => {
        window.told.push([name, event.detail.query, event.detail.total, event.detail.suggestion?.text, event.detail.hit?.id])
        event.preventDefault()
      })
    }
  })
  const field = fieldOf(page)
  await type(field, 'don')
  await hits(page).first().waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  assert.equal((await state(field)).value, 'don')
  await field.press('Enter')
  await hits(page).first().locator('a').click()
  assert.match(page.url(), /bare\.html$/)
  assert.deepEqual(await page.evaluate(() => window.told), [
    ['communiques:search', 'don', 7, null, null].map(value => value ?? undefined),
    ['communiques:select', 'don', undefined, 'données', undefined],
    ['communiques:search', 'don', undefined, undefined, undefined],
    ['communiques:select', 'don', undefined, undefined, "plans/2018 0/plan d'action"],
  ])
})

test('a framework that listens to the field hears of a chosen value', async t => {
  const { page } = await visit(t, 'bare.html')
  await page.evaluate(() => document.querySelector('#q').addEventListener('input', event => { window.heard = event.target.value }))
  await type(fieldOf(page, '#q'), 'don')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => window.heard), 'donner')
})

test('a field in a shadow root of the site, which comes late, is enhanced; a base element changes nothing', async t => {
  const { page, server } = await visit(t, 'hostile.html')
  const field = page.locator('.site-field')
  await field.waitFor({ state: 'attached' })
  await page.evaluate(() => { for (const sheet of [...document.styleSheets]) sheet.disabled = true })
  await type(field, 'don')
  await field.press('ArrowDown')
  assert.equal((await state(field)).active, 'données')
  assert.ok(server.seen.some(({ path }) => path === '/api/v1/suggest'))
})

test('hostile style of the page does not reach into the element', async t => {
  const { page, server } = await visit(t, 'hostile.html')
  const field = fieldOf(page)
  await type(field, 'don')
  await hits(page).first().waitFor()
  const look = await hits(page).first().locator('a').evaluate(node => {
    const { textTransform, letterSpacing, textIndent, whiteSpace } = getComputedStyle(node)
    return [textTransform, letterSpacing, textIndent, whiteSpace]
  })
  assert.deepEqual(look, ['none', 'normal', '0px', 'normal'])
  assert.ok((await hits(page).first().locator('a').getAttribute('href')).startsWith(server.url))
  const [line, panel] = [await page.locator('communiques-search [part=line]').boundingBox(), await page.locator('communiques-search [part=panel]').boundingBox()]
  assert.ok(panel.height > 150 && Math.abs(panel.x - line.x) < 40, 'neither turned nor cut off by what is around it')
})

test('with the class names of the design system the element stands in the page, and the style of the page applies', async t => {
  const { page } = await visit(t, 'design.html')
  const field = page.locator('communiques-search input')
  assert.match(await field.getAttribute('class'), /\bfr-input\b/)
  assert.equal(await field.evaluate(node => getComputedStyle(node).borderBottomColor), 'rgb(0, 0, 145)')
  await type(field, 'don')
  await page.locator('communiques-search .communiques-hit').first().waitFor()
  await type(fieldOf(page, '#q'), 'don')
  await opened(fieldOf(page, '#q'))
})
