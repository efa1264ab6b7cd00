// The keys of an editable combobox with list autocomplete and manual selection, one by one, in the page and in the element.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closed, fieldOf, opened, state, type, visit } from './browser.js'

const FIELDS = { 'in the page': '#q', 'in the element': 'communiques-search [part=field]' }

/** Runs `check` for both fields of the bare page, after `text` was typed. */
function each(name, text, check) {
  for (const [where, selector] of Object.entries(FIELDS)) {
    test(`${name} (${where})`, async t => {
      const { page, server } = await visit(t, 'bare.html')
      const field = fieldOf(page, selector)
      if (text) await type(field, text)
      await check({ page, field, server })
    })
  }
}

async function expect(field, wanted) {
  const is = await state(field)
  assert.deepEqual(Object.fromEntries(Object.keys(wanted).map(key => [key, is[key]])), wanted)
}

each('before a key the field says what it is, and nothing is asked', '', async ({ field, server }) => {
  await field.focus()
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', autocomplete: 'off' })) {
    assert.equal(await field.getAttribute(name), value)
  }
  await expect(field, { active: null, focused: true })
  assert.ok(!server.seen.some(({ path }) => path.startsWith('/api/')))
})

each('suggestions come as one types, and none is selected', 'don', async ({ page, field }) => {
  await expect(field, { expanded: 'true', active: null, selected: [], value: 'don', focused: true })
  const list = page.locator(`[id="${await field.getAttribute('aria-controls')}"]`)
  assert.equal(await list.getAttribute('role'), 'listbox')
  assert.deepEqual(await list.locator('> :not([role=option])').count(), 0)
  assert.equal(await list.locator('a, button, input, [tabindex]').count(), 0)
})

each('the arrows go round, and the text stays as typed', 'données', async ({ field }) => {
  const seen = []
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown']) {
    await field.press(key)
    seen.push((await state(field)).active)
  }
  assert.deepEqual(seen, ['données', 'données ouvertes', 'données', '🇫🇷 données de France', 'données'])
  await expect(field, { value: 'données', selected: ['données'], focused: true, cursor: 7 })
})

each('arrow up begins with the last', 'don', async ({ field }) => {
  await field.press('ArrowUp')
  await expect(field, { active: 'donner', selected: ['donner'] })
})

each('Enter takes the option, closes the list and leaves the cursor at the end', 'don', async ({ page, field }) => {
  await field.press('ArrowDown')
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field, { value: 'données ouvertes', expanded: 'false', active: null, focused: true, cursor: 16 })
  assert.match(page.url(), /bare\.html$/)
})

each('Enter without an option submits the form', 'don', async ({ page, field }) => {
  await field.press('Enter')
  await page.waitForURL(/\/recherche\?q=don/)
})

each('Escape closes the list, then clears the text', 'don', async ({ field }) => {
  await field.press('ArrowDown')
  await field.press('Escape')
  await expect(field, { value: 'don', expanded: 'false', active: null, selected: [], focused: true })
  await field.press('Escape')
  await expect(field, { value: '', expanded: 'false', focused: true })
})

each('Home, End and the arrows to the sides return to the text', 'don', async ({ field }) => {
  for (const [key, cursor] of [['Home', 0], ['ArrowRight', 1], ['End', 3], ['ArrowLeft', 2]]) {
    await field.press('ArrowDown')
    await field.press(key)
    await expect(field, { active: null, selected: [], expanded: 'true', cursor })
  }
})

each('typing on returns to the text', 'don', async ({ field }) => {
  await field.press('ArrowDown')
  await field.press('n')
  await expect(field, { value: 'donn', active: null })
})

each('Alt and arrow down opens the list without moving, Alt and arrow up closes it', 'don', async ({ field }) => {
  await field.press('Escape')
  await field.press('Alt+ArrowDown')
  await opened(field)
  await expect(field, { active: null, selected: [] })
  await field.press('Alt+ArrowUp')
  await expect(field, { expanded: 'false', value: 'don' })
})

each('arrow down opens a closed list at its first option, arrow up at its last', 'don', async ({ field }) => {
  await field.press('Escape')
  await field.press('ArrowDown')
  await expect(field, { expanded: 'true', active: 'données' })
  await field.press('Escape')
  await field.press('ArrowUp')
  await expect(field, { expanded: 'true', active: 'donner' })
})

each('Tab leaves with what was typed', 'don', async ({ field }) => {
  await field.press('ArrowDown')
  await field.press('Tab')
  await expect(field, { value: 'don', expanded: 'false', active: null, focused: false })
})

each('a click takes an option and leaves the focus in the field', 'don', async ({ page, field }) => {
  const list = page.locator(`[id="${await field.getAttribute('aria-controls')}"]`)
  await list.locator('[role=option]').nth(1).click()
  await expect(field, { value: 'données ouvertes', expanded: 'false', focused: true })
})

each('a click elsewhere closes the list', 'don', async ({ page, field }) => {
  await page.locator('h1').click()
  await closed(field)
  await expect(field, { value: 'don' })
})

each('nothing that completes leaves the list closed', 'don', async ({ field }) => {
  await field.pressSequentially('zzz')
  await closed(field)
  await field.press('ArrowDown')
  await expect(field, { expanded: 'false', active: null })
})

each('one polite status tells once typing has paused', 'don', async ({ page, field }) => {
  const all = page.locator('[role=status], [aria-live]')
  assert.equal(await all.count(), 2, 'one for each of the two boxes')
  const told = []
  await page.exposeFunction('told', text => told.push(text))
  await field.evaluate(node => {
    const root = node.getRootNode()
    const status = root.getElementById(node.getAttribute('aria-controls')).parentNode.querySelector('[role=status]')
    new MutationObserver(() => status.textContent && globalThis.told(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true })
  })
  await field.pressSequentially('nées', { delay: 60 })
  await page.waitForTimeout(1200)
  assert.equal(told.length, 1, String(told))
  assert.match(told[0], /^4 suggestions/)
})
