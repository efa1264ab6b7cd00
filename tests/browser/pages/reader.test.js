// What readers do with the pages: search, filter, turn pages, read, with a keyboard alone and without a script.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SERVER, visit } from './browser.js'

const WITHOUT_SCRIPT = { javaScriptEnabled: false }

test('without a script a reader searches, filters, takes a filter back and reads', async test => {
  const { page } = await visit(test, '/', WITHOUT_SCRIPT)
  await page.getByLabel('Rechercher dans les communiqués').fill('données ouvertes')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${SERVER}/recherche?q=donn%C3%A9es+ouvertes`)
  await page.getByRole('group', { name: 'Plan d’action' }).getByLabel('2021-2023').check()
  await page.getByRole('button', { name: 'Appliquer les filtres' }).click()
  assert.match(page.url(), /plan=2021-2023/)
  assert.match(await page.getByRole('status').textContent(), /^2\s+documents/)
  await page.getByRole('link', { name: /Retirer le filtre/ }).click()
  assert.match(await page.getByRole('status').textContent(), /^5\s+documents/)
  const passage = page.locator('.trail a').first()
  const anchor = new URL(await passage.getAttribute('href'), SERVER).hash
  await passage.click()
  assert.equal(await page.locator(anchor).count(), 1)
  assert.ok(await page.locator(anchor).evaluate(node => node.matches(':target')))
})

test('an emptied form asks for nothing more than what was typed', async test => {
  const { page } = await visit(test, '/recherche?q=plan&from=2016&plan=2018-2020&lang=en', WITHOUT_SCRIPT)
  await page.getByLabel('From').fill('')
  await page.getByLabel('2018-2020').uncheck()
  await page.getByRole('button', { name: 'Apply the filters' }).click()
  assert.match(page.url(), /lang=en/)
  assert.equal(await page.getByRole('region', { name: 'Active filters' }).count(), 0)
})

test('the first stops of a keyboard are links past what comes again on each page', async test => {
  const { page } = await visit(test, '/recherche?q=plan')
  await page.keyboard.press('Tab')
  assert.ok(await page.getByRole('link', { name: 'Aller au contenu' }).evaluate(node => node === document.activeElement && node.getBoundingClientRect().top >= 0))
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'contenu')
  await page.keyboard.press('Tab')
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)))
})

test('every stop of a keyboard is seen, in the order of the page', async test => {
  const { page } = await visit(test, '/recherche?q=plan+ouvert&plan=2018-2020')
  let before = null
  const stops = []
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const node = document.activeElement
      if (node === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(node)
      const order = [...document.querySelectorAll('*')].indexOf(node)
      return { order, name: node.textContent.trim() || node.name, isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }
    })
    if (!stop) break
    assert.ok(stop.isSeen, stop.name)
    assert.ok(before === null || stop.order > before, `${stop.name} comes too late`)
    before = stop.order
    stops.push(stop.name)
  }
  assert.ok(stops.length > 20, stops.join(', '))
})

test('marks are stepped through by links, and with keys while one of them or their bar has the focus', async test => {
  const { page, complaints } = await visit(test, '/documents/2018-04-03-plans-d-action-2018-2020?q=transparence')
  const count = await page.locator('mark').count()
  assert.ok(count > 3)
  assert.match(await page.locator('.steps').textContent(), new RegExp(`${count}\\s+occurrences`))
  await page.locator('.steps a').first().click()
  assert.ok(await page.locator('#m1').evaluate(node => node.matches(':target')))
  await page.locator('.step a', { hasText: 'Suivante' }).first().click()
  const target = new URL(page.url()).hash
  assert.equal(await page.locator(`mark${target}`).count(), 1)
  await page.goto(page.url().split('#')[0])
  await page.locator('.steps a').first().focus()
  for (const key of ['n', 'n', 'p', 'n']) await page.keyboard.press(key)
  assert.equal(await page.evaluate(() => document.activeElement.id), 'm2')
  await page.keyboard.press('p')
  await page.keyboard.press('p')
  assert.equal(await page.evaluate(() => document.activeElement.id), `m${count}`)
  // Elsewhere these are letters like others.
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().focus()
  await page.keyboard.press('n')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q')
  assert.deepEqual(complaints, [])
})

test('the field suggests what the documents hold, and a suggestion that is chosen is searched', async test => {
  const { page } = await visit(test, '/')
  const field = page.getByRole('combobox', { name: 'Rechercher dans les communiqués' })
  await field.pressSequentially('transp')
  const options = page.getByRole('option')
  await options.first().waitFor()
  await page.keyboard.press('ArrowDown')
  const chosen = await options.first().locator('[part=value]').or(options.first()).first().textContent()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/recherche\?q=/)
  assert.ok(chosen.startsWith(await page.getByRole('combobox').inputValue()))
})

test('suggestions come from the documents that the filters of the page let through', async test => {
  const { page, complaints } = await visit(test, '/recherche?q=plan&plan=2018-2020&lang=en')
  const field = page.getByRole('combobox', { name: 'Search the communiqués' })
  const suggested = page.waitForResponse(/api\/v1\/suggest\?q=trans&/)
  await field.fill('')
  await field.pressSequentially('trans')
  const answer = await suggested
  assert.equal(answer.status(), 200)
  const asked = new URL(answer.url()).searchParams
  assert.deepEqual([asked.getAll('plan'), asked.get('lang'), asked.get('from')], [['2018-2020'], null, null])
  const { suggestions } = await answer.json()
  for (const { text, kind, count } of suggestions.filter(({ kind }) => kind === 'word')) {
    const found = await (await fetch(`${SERVER}/api/v1/search?q=${encodeURIComponent(`"${text}"`)}&plan=2018-2020&limit=0`)).json()
    assert.ok(count > 0 && count <= found.total, `${kind} ${text} ${count} ${found.total}`)
  }
  assert.ok(suggestions.length > 0)
  assert.deepEqual(complaints, [])
})
