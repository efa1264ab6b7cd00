// Privacy and policies: what the box asks, of whom, with which headers, and what it leaves behind.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, type, until, visit } from './browser.js'

test('it works under a policy that allows nothing but the server, with Trusted Types on', async t => {
  const { page, complaints } = await visit(t, 'strict.html')
  for (const selector of ['#q', undefined]) {
    const field = fieldOf(page, selector)
    await type(field, 'don')
    await field.press('ArrowDown')
    const height = await page.locator('[aria-selected=true]').evaluate(option => [option.offsetHeight > 20, getComputedStyle(option).cursor])
    assert.deepEqual(height, [true, 'pointer'], 'the style of the box applies')
    await field.press('Tab')
  }
  await fieldOf(page).fill('données')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  assert.deepEqual(complaints, [])
})

test('answers are put in as text', async t => {
  const { page } = await visit(t, 'bare.html')
  await type(fieldOf(page), 'transparen')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  const box = page.locator('communiques-search [part=panel]')
  assert.equal(await box.locator('i, b, img').count(), 0)
  assert.match(await box.locator('[part=option]').first().textContent(), /<i>national<\/i>/)
  assert.match(await box.locator('[part=passage]').first().textContent(), /<b>et<\/b>/)
})

test('marks count characters, astral ones too', async t => {
  const { page } = await visit(t, 'bare.html')
  await fieldOf(page).fill('données ouvertes')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  const marks = await page.locator('communiques-search [part=passage]').first().locator('mark').allTextContents()
  assert.ok(marks.length > 1)
  assert.deepEqual([...new Set(marks)].sort(), ['données', 'ouvertes'])
})

test('nothing is asked before the first key, nobody but the server is asked, and nothing is kept', async t => {
  const { page, server, host } = await visit(t, 'bare.html')
  const asked = []
  page.on('request', request => asked.push(request.url()))
  await page.locator('#q').click()
  await fieldOf(page).click()
  await page.waitForTimeout(400)
  assert.deepEqual(asked, [])
  await type(fieldOf(page), 'don')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  assert.ok(asked.length && asked.every(url => url.startsWith(server.url)), String(asked))
  const context = page.context()
  assert.deepEqual((await context.storageState()).cookies, [])
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length])
  assert.deepEqual(kept, [0, 0, '', 0, 0])
  for (const { method, path, headers } of server.seen.filter(({ path }) => path.startsWith('/api/'))) {
    assert.equal(method, 'GET', path)
    assert.equal(headers.cookie, undefined)
    assert.equal(headers.referer, undefined)
  }
  assert.ok(host.url !== server.url)
})

test('a question that is outrun is cancelled, and one that was answered is not asked again', async t => {
  const { page, server } = await visit(t, 'bare.html')
  const cancelled = []
  page.on('requestfailed', request => cancelled.push(new URL(request.url()).searchParams.get('q')))
  server.delay = 1000
  const field = fieldOf(page, '#q')
  await field.pressSequentially('don', { delay: 50 })
  await page.locator('#q[aria-expanded=true]').waitFor()
  assert.deepEqual(cancelled, ['d', 'do'])
  server.seen.length = 0
  await field.press('n')
  await field.press('Backspace')
  await until(() => server.seen.length)
  await page.waitForTimeout(100)
  assert.deepEqual(server.seen.map(({ parameters }) => parameters.q), ['donn'])
})

test('the exact version loads with its digest, and not with another', async t => {
  const { page, server } = await visit(t, 'bare.html')
  const digests = await import('node:fs').then(({ readFileSync }) => readFileSync(new URL('../../../search-server/box/releases/digests', import.meta.url), 'utf8'))
  const [, version, digest] = digests.match(/^(\S+) box\.js (\S+)$/m)
  const load = integrity => page.evaluate(([src, integrity]) => new Promise(resolve => {
    const script = Object.assign(document.createElement('script'), { type: 'module', src, integrity, crossOrigin: 'anonymous' })
    script.onload = () => resolve('loaded')
    script.onerror = () => resolve('refused')
    document.head.append(script)
  }), [`${server.url}box/v${version}/box.js`, integrity])
  assert.equal(await load(digest), 'loaded')
  assert.equal(await page.evaluate(() => document.querySelectorAll('communiques-search').length), 1)
  const { page: other } = await visit(t, 'rtl.html')
  const refused = await other.evaluate(src => new Promise(resolve => {
    const script = Object.assign(document.createElement('script'), { type: 'module', src, integrity: `sha384-${'A'.repeat(64)}`, crossOrigin: 'anonymous' })
    script.onload = () => resolve('loaded')
    script.onerror = () => resolve('refused')
    document.head.append(script)
  }), `${server.url}box/v${version}/frame.js`)
  assert.equal(refused, 'refused')
})
