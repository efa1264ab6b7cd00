// What limits suggestions: the fields of the form, the presets of the element, and nothing that is about the pages alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, state, type, until, visit } from './browser.js'

const suggested = server => server.seen.filter(({ path }) => path === '/api/v1/suggest')

test('presets limit suggestions as they limit results, and change with them', async t => {
  const { page, server } = await visit(t, 'three.html')
  const box = page.locator('communiques-search[label=Trois]')
  await type(box.locator('[part=field]'), 'don')
  const presets = { publisher: 'Ministère de la Culture', kind: 'plan', from: '2018', language: 'fr' }
  assert.deepEqual(suggested(server).at(-1).parameters, { q: 'don', limit: '5', ...presets })
  await box.evaluate(node => node.setAttribute('kind', 'rapport'))
  await box.locator('[part=field]').press('n')
  await until(() => suggested(server).at(-1).parameters.q === 'donn')
  assert.deepEqual(suggested(server).at(-1).parameters, { q: 'donn', limit: '5', ...presets, kind: 'rapport' })
})

test('the language of a box in English is no filter, that of its documents is one', async t => {
  const { page, server } = await visit(t, 'three.html')
  const field = page.locator('communiques-search[label=Four] [part=field]')
  await type(field, 'don')
  assert.deepEqual(suggested(server).at(-1).parameters, { q: 'don', limit: '5', language: 'fr' })
  await field.evaluate(node => { node.getRootNode().host.removeAttribute('language') })
  await field.press('n')
  await until(() => suggested(server).at(-1).parameters.q === 'donn')
  assert.equal(suggested(server).at(-1).parameters.language, 'en')
  await field.evaluate(node => node.getRootNode().host.setAttribute('lang', 'fr-FR'))
  await type(page.locator('communiques-search[label=Four] [part=field]'), 'é')
  assert.equal(suggested(server).at(-1).parameters.language, 'fr')
})

test('hidden fields, choices and other fields of the form limit its suggestions, each of several', async t => {
  const { page, server } = await visit(t, 'three.html')
  await page.locator('#two').evaluate(({ form }) => form.insertAdjacentHTML('beforeend', `
    <input name="lang" value="en"><input name="sort" value="date"><input name="from" value="">
    <label><input type="checkbox" name="plan" value="2018-2020" checked> 2018</label>
    <label><input type="checkbox" name="plan" value="2021-2023" checked> 2021</label>
    <label><input type="checkbox" name="plan" value="2024" id="later"> 2024</label>`))
  const field = page.locator('#two')
  await type(field, 'don')
  assert.equal(suggested(server).at(-1).query, '?q=don&limit=8&kind=rapport&plan=2018-2020&plan=2021-2023')
  // What was chosen since counts for the next suggestions, though the text is the same.
  await page.locator('#later').check()
  await field.press('ArrowDown')
  await page.waitForFunction(() => document.querySelector('#two').hasAttribute('aria-activedescendant'))
  assert.equal(suggested(server).at(-1).query, '?q=don&limit=8&kind=rapport&plan=2018-2020&plan=2021-2023&plan=2024')
  assert.equal((await state(field)).active, 'données')
})

test('a filter that cannot be read is no trouble of the server: nothing is said, and the next key asks again', async t => {
  const { page, server } = await visit(t, 'bare.html', { mode: 'unreadable' })
  const field = fieldOf(page, '#q')
  await field.pressSequentially('do')
  await page.waitForTimeout(800)
  assert.equal(await page.locator('[role=status]:text("indisponibles")').count(), 0)
  server.mode = ''
  await field.press('n')
  await page.locator('#q[aria-expanded=true]').waitFor()
})
