// A box in a page that lives: fields that are composed in, read-only, reset, moved, made anew; scripts that write; ids and names
// that are taken.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closed, fieldOf, opened, state, type, until, visit } from './browser.js'

const asked = server => server.seen.filter(({ path }) => path.startsWith('/api/'))
const ELEMENT = 'communiques-search [part=field]'

for (const selector of ['#q', ELEMENT]) {
  test(`while a text is being composed nothing is asked and no key is taken (${selector})`, async t => {
    const { page, server } = await visit(t, 'bare.html')
    const field = fieldOf(page, selector)
    await type(field, 'don')
    await page.waitForTimeout(300)
    await field.press('ArrowDown')
    const before = asked(server).length
    const keyboard = await page.context().newCDPSession(page)
    await keyboard.send('Input.imeSetComposition', { text: 'n', selectionStart: 1, selectionEnd: 1 })
    await field.dispatchEvent('keydown', { key: 'ArrowDown', isComposing: true })
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 })
    await page.waitForTimeout(300)
    assert.equal(asked(server).length, before)
    assert.equal((await state(field)).value, 'donn')
    await keyboard.send('Input.insertText', { text: 'née' })
    await until(() => asked(server).filter(({ path }) => path.endsWith('/suggest')).at(-1).parameters.q === 'donnée')
    await opened(field)
  })

  test(`a field that is read only is left alone (${selector})`, async t => {
    const { page, server } = await visit(t, 'bare.html')
    const field = fieldOf(page, selector)
    await field.fill('don')
    await opened(field)
    await field.press('Escape')
    await field.evaluate(node => { node.readOnly = true })
    for (const key of ['ArrowDown', 'ArrowUp', 'Escape']) await field.press(key)
    assert.deepEqual(await state(field), { value: 'don', expanded: 'false', active: null, selected: [], focused: true, cursor: 3 })
    assert.equal(asked(server).filter(({ path }) => path.endsWith('/suggest')).length, 1)
  })

  test(`a form that is reset has nothing open, and asks nothing more (${selector})`, async t => {
    const { page, server } = await visit(t, 'bare.html')
    const field = fieldOf(page, selector)
    await type(field, 'don')
    await page.waitForTimeout(300)
    server.delay = 200
    await field.press('n')
    await field.evaluate(({ form }) => form.reset())
    await page.waitForTimeout(800)
    assert.equal((await state(field)).expanded, 'false')
    assert.equal(await page.locator('communiques-search [part=hit]:visible').count(), 0)
    assert.equal(await page.locator('[role=status]').and(page.locator(':text("suggestion")')).count(), 0)
  })

  test(`nothing is told of a list that was closed (${selector})`, async t => {
    const { page } = await visit(t, 'bare.html')
    const field = fieldOf(page, selector)
    await page.locator(selector).evaluate(node => {
      window.told = []
      const status = node.getRootNode().getElementById(node.getAttribute('aria-controls')).parentNode.querySelector('[role=status]')
      new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true })
    })
    await type(field, 'don')
    await field.press('ArrowDown')
    await field.press('Enter')
    await page.waitForTimeout(1200)
    assert.deepEqual((await page.evaluate(() => window.told)).filter(text => text.includes('suggestion')), [])
  })

  test(`what a script of the site writes asks nothing (${selector})`, async t => {
    const { page, server } = await visit(t, 'bare.html')
    await fieldOf(page, selector).evaluate(node => {
      node.value = 'don'
      node.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    })
    await page.waitForTimeout(400)
    assert.equal(asked(server).length, 0)
  })

  test(`a box that leaves its page and comes back is closed, and works (${selector})`, async t => {
    const { page, complaints } = await visit(t, 'bare.html')
    const field = fieldOf(page, selector)
    await type(field, 'don')
    const moved = selector === '#q' ? 'form[role=search]' : 'communiques-search'
    await page.evaluate(selector => {
      const node = document.querySelector(selector)
      node.remove()
      dispatchEvent(new Event('resize'))
      document.querySelector('main').prepend(node)
    }, moved)
    await field.blur()
    await closed(field)
    assert.equal(await page.locator('[role=option]:visible').count(), 0)
    await type(field, 'n')
    await field.press('ArrowDown')
    assert.equal((await state(field)).active, 'données')
    assert.ok(await page.locator('[role=option]:visible').count() > 0)
    assert.deepEqual(complaints, [])
  })
}

test('on a touched keyboard, which composes every word, suggestions come with each letter', async t => {
  const { page } = await visit(t, 'bare.html', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } })
  const field = fieldOf(page, '#q')
  await field.tap()
  const keyboard = await page.context().newCDPSession(page)
  await keyboard.send('Input.imeSetComposition', { text: 'don', selectionStart: 3, selectionEnd: 3 })
  await opened(field)
  await page.locator('[role=option]').nth(1).tap()
  await closed(field)
  await page.waitForTimeout(300)
  assert.deepEqual([(await state(field)).value, (await state(field)).expanded], ['données ouvertes', 'false'])
})

test('a panel that a framework took away comes back with the focus', async t => {
  const { page } = await visit(t, 'bare.html')
  const field = fieldOf(page, '#q')
  await field.evaluate(node => document.getElementById(node.getAttribute('aria-controls')).parentNode.remove())
  await type(field, 'don')
  assert.ok(await page.locator('[role=option]:visible').count() > 0)
})

test('server, label and language that change make another box, with what was typed', async t => {
  const { page, server } = await visit(t, 'bare.html')
  const box = page.locator('communiques-search')
  await fieldOf(page).fill('don')
  await box.evaluate((node, src) => {
    node.setAttribute('src', `${src}ailleurs`)
    node.setAttribute('label', 'Nouveau')
    node.setAttribute('lang', 'en')
  }, server.url)
  assert.equal(await box.locator('[part=label]').textContent(), 'Nouveau')
  assert.equal(await box.locator('[part=button]').textContent(), 'Search')
  assert.equal(await box.locator('[part=form]').getAttribute('action'), `${server.url}ailleurs/recherche`)
  assert.equal(await fieldOf(page).inputValue(), 'don')
  assert.equal(await box.locator('[role=combobox]').count(), 1)
})

test('an element whose server cannot be read leaves what the site put into it', async t => {
  const { page } = await visit(t, 'bare.html')
  const other = page.locator('communiques-search').nth(1)
  await page.evaluate(() => {
    const node = document.createElement('communiques-search')
    node.setAttribute('src', 'https://')
    node.innerHTML = '<form action="/ailleurs"><label>Chercher ici <input name="q"></label></form>'
    document.querySelector('main').append(node)
  })
  assert.ok(await other.getByLabel('Chercher ici').isVisible())
  await other.evaluate((node, src) => { node.setAttribute('src', src); node.remove(); document.querySelector('main').append(node) }, page.url())
  assert.ok(await fieldOf(page, 'communiques-search:last-of-type [part=field]').isVisible())
})

test('a shortcut leads to the first box that is there', async t => {
  const { page } = await visit(t, 'three.html')
  await page.evaluate(() => {
    const first = document.querySelector('communiques-search[label=Trois]')
    first.after(Object.assign(first.cloneNode(), { id: 'second' }))
  })
  const second = fieldOf(page, '#second [part=field]')
  await second.waitFor()
  await page.keyboard.press('/')
  assert.ok((await state(fieldOf(page, 'communiques-search[label=Trois]:not(#second) [part=field]'))).focused)
  await page.evaluate(() => { document.activeElement.remove() })
  await page.keyboard.press('/')
  assert.deepEqual([(await state(second)).focused, (await state(second)).value], [true, ''])
})

test('a label around a field without a form names the field and nothing else; what is no field is left alone', async t => {
  const { page, complaints } = await visit(t, 'three.html')
  await page.evaluate(() => {
    document.querySelector('#one').form.outerHTML = '<div id="one">Rien</div><p><label>Un champ <input class="late" id="q"></label></p>'
    document.querySelector('script[data-target]').dataset.target = '#one, .late'
  })
  await page.evaluate(async () => {
    const { enhance } = await import(document.querySelector('script[data-target]').src)
    for (const node of document.querySelectorAll('#one, .late')) enhance(node)
  })
  await type(page.locator('.late'), 'don')
  assert.equal(await page.getByRole('combobox', { name: 'Un champ', exact: true }).count(), 1)
  assert.deepEqual(complaints, [])
})

test('names that the page took are no matter', async t => {
  const { page, complaints } = await visit(t, 'three.html')
  await page.evaluate(() => {
    document.querySelector('#two').form.insertAdjacentHTML('beforeend', '<input type="hidden" name="submit" value="1"><input type="hidden" name="action" value="2">')
    document.querySelector('main').insertAdjacentHTML('afterbegin', '<img name="body" alt=""><form name="documentElement"></form><p id="q">Un</p><p id="listbox">Deux</p>')
  })
  await type(page.locator('#two'), 'don')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/recherche\?q=donn%C3%A9es&kind=rapport&submit=1&action=2/)
  assert.deepEqual(complaints, [])
})
