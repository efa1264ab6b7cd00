// The box with the real server: what it asks is what the API answers, and its links lead somewhere. COMMUNIQUES_SERVER is the
// server's address, SITE_PORT a port whose site it lets embed the frame; the Rust test that runs this file says both.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fieldOf, look, type, wrong } from './browser.js'
import { site } from './site.js'

const SERVER = process.env.COMMUNIQUES_SERVER
const setting = SERVER ? {} : { skip: 'COMMUNIQUES_SERVER names no server' }

let host

before(async () => { host = SERVER && await site(SERVER, Number(process.env.SITE_PORT)) })
after(() => host?.stop())

async function visit(t, name, more) {
  return look(t, name.startsWith('/') ? SERVER.replace(/\/$/, '') + name : host.url + name, more)
}

test('suggestions come from the collection, with what was typed marked', setting, async t => {
  const { page, complaints } = await visit(t, 'strict.html')
  await type(fieldOf(page, '#q'), 'donn')
  // What its first letters had found may still be shown.
  const first = page.locator('[role=option]:first-child .communiques-value', { hasText: /donn/i })
  await first.waitFor()
  assert.match(await first.locator('mark').first().textContent(), /^donn$/i)
  assert.deepEqual(complaints, [])
})

test('suggestions show within 50 ms of the key', setting, async t => {
  const { page } = await visit(t, 'bare.html')
  const field = fieldOf(page, '#q')
  await type(field, 'd')
  const times = []
  for (const key of ['o', 'n', 'n', 'é', 'e', 's']) {
    times.push(await field.evaluate((node, key) => new Promise(resolve => {
      const list = document.getElementById(node.getAttribute('aria-controls'))
      const start = performance.now()
      new MutationObserver((_, observer) => { observer.disconnect(); resolve(performance.now() - start) }).observe(list, { childList: true })
      node.value += key
      node.dispatchEvent(new InputEvent('input', { bubbles: true, data: key }))
    }), key))
  }
  const median = times.sort((a, b) => a - b)[times.length / 2]
  t.diagnostic(`milliseconds from key to suggestions: ${times.map(time => time.toFixed(1)).join(' ')}`)
  assert.ok(median < 50, String(times))
})

test('results lead to their passages, and all of them to the page of results', setting, async t => {
  const { page, complaints } = await visit(t, 'strict.html')
  await fieldOf(page).fill('données ouvertes')
  const hit = page.locator('communiques-search [part=hit]').first()
  await hit.waitFor()
  assert.ok((await hit.locator('mark').allTextContents()).some(text => /données|ouvertes/i.test(text)))
  const all = page.locator('communiques-search [part=all]')
  assert.match(await all.textContent(), /^Voir les \d+ documents$/)
  for (const link of [hit.locator('a'), all]) {
    const url = new URL(await link.getAttribute('href'))
    const answer = await fetch(url)
    assert.equal(answer.status, 200, url.href)
    if (url.hash) assert.match(await answer.text(), new RegExp(`id="${url.hash.slice(1)}"`))
  }
  assert.deepEqual(complaints, [])
})

test('presets limit what is found', setting, async t => {
  const { page } = await visit(t, 'bare.html')
  await fieldOf(page).fill('gouvernement')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  const url = `${SERVER}api/v1/search?q=gouvernement&limit=0`
  const total = async more => (await (await fetch(url + more)).json()).total
  const [all, some] = [await total(''), await total('&plan=2018-2020')]
  assert.ok(some < all)
  assert.match(await page.locator('communiques-search [part=all]').textContent(), new RegExp(`\\b${some} documents$|^Voir le document$`))
})

test('without JavaScript the form of the site leads to results', setting, async t => {
  const { page } = await visit(t, 'bare.html', { javaScriptEnabled: false })
  await page.locator('#q').fill('données ouvertes')
  await page.locator('#q').press('Enter')
  await page.waitForURL(/\/recherche\?q=/)
  assert.match(await page.locator('main').textContent(), /données ouvertes/i)
})

test('a frame shows results, tells its height, and leads out of itself', setting, async t => {
  const { page, complaints } = await visit(t, 'framing.html')
  const frame = page.frameLocator('iframe')
  const before = await page.locator('iframe').evaluate(node => node.height)
  await frame.locator('communiques-search [part=field]').fill('transparence')
  await frame.locator('[part=hit]').first().waitFor()
  await page.waitForFunction(before => Number(document.querySelector('iframe').height) > Number(before) + 100, before)
  const inner = await page.locator('iframe').evaluate(node => node.offsetHeight)
  const needed = await frame.locator('html').evaluate(node => node.getBoundingClientRect().height)
  assert.ok(Math.abs(inner - needed) <= 4, `${inner} ${needed}`)
  assert.deepEqual(complaints, [])
  await frame.locator('communiques-search [part=field]').press('Enter')
  await page.waitForURL(url => url.href.startsWith(SERVER) && url.pathname.endsWith('/recherche'))
})

test('a site that is not allowed cannot frame it', setting, async t => {
  const other = await site(SERVER)
  t.after(() => other.stop())
  const { page, complaints } = await look(t, `${other.url}framing.html`)
  await page.waitForTimeout(500)
  assert.equal(await page.frameLocator('iframe').locator('input').count(), 0)
  assert.ok(complaints.some(text => text.includes('frame-ancestors')), String(complaints))
})

test('the frame is a plain form without JavaScript', setting, async t => {
  const { page } = await visit(t, '/box/v1/frame?plan=2018-2020', { javaScriptEnabled: false })
  await page.locator('input[name=q]').fill('transparence')
  await page.locator('input[name=q]').press('Enter')
  await page.waitForURL(/\/recherche\?q=transparence&plan=2018-2020/)
})

test('the guide makes the lines to paste from choices, and shows them at work', setting, async t => {
  const { page, complaints } = await visit(t, '/aide/integrer')
  await page.getByLabel('Un élément').check()
  await page.getByLabel('Un plan').fill('2018-2020')
  await page.getByRole('button', { name: 'Composer' }).click()
  await page.waitForURL(/way=element/)
  const lines = await page.locator('pre').first().textContent()
  assert.match(lines, /<communiques-search src="http[^"]+" plan="2018-2020">/)
  assert.match(lines, /integrity="sha384-/)
  await fieldOf(page).fill('gouvernement')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  assert.deepEqual(complaints, [])
})

test('the guide in English keeps what was chosen in French, and makes a form in English', setting, async t => {
  const { page, complaints } = await visit(t, '/aide/integrer?plan=2018-2020&direct=on')
  await page.getByRole('link', { name: 'English' }).click()
  await page.waitForURL(/integrer\?plan=2018-2020&direct=on&lang=en/)
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  const lines = await page.locator('pre').first().textContent()
  for (const line of ['Search the communiqués', 'name="plan" value="2018-2020"', 'name="lang" value="en"', 'data-direct']) assert.ok(lines.includes(line), line)
  await page.getByLabel('An element').check()
  await page.getByRole('button', { name: 'Make the lines' }).click()
  await page.waitForURL(/lang=en&way=element/)
  assert.equal(await page.locator('communiques-search [part=button]').textContent(), 'Search')
  await page.getByRole('link', { name: 'Français' }).click()
  await page.waitForURL(/integrer\?way=element&plan=2018-2020&direct=on$/)
  assert.deepEqual(complaints, [])
})

test('a frame speaks the language of the box, and searches that of its documents', setting, async t => {
  const { page } = await visit(t, '/box/v1/frame?lang=en&language=fr')
  const asked = page.waitForRequest(/api\/v1\/suggest/)
  assert.equal(await page.locator('[part=label]').textContent(), 'Search the communiqués')
  await type(fieldOf(page), 'plan')
  assert.equal(new URL((await asked).url()).searchParams.get('language'), 'fr')
})

test('a frame follows no height but that of its own server', setting, async t => {
  const { page } = await visit(t, 'framing.html')
  await page.waitForFunction(() => document.querySelector('iframe').height !== '150')
  const { height } = await page.locator('iframe').evaluate(node => ({ height: node.height }))
  await page.evaluate(() => {
    const source = document.querySelector('iframe').contentWindow
    dispatchEvent(new MessageEvent('message', { source, origin: 'https://ailleurs.example', data: { type: 'communiques:height', height: 9999 } }))
    dispatchEvent(new MessageEvent('message', { source: window, origin: location.origin, data: { type: 'communiques:height', height: 9999 } }))
  })
  assert.equal(await page.locator('iframe').evaluate(node => node.height), height)
})

const LOOKED_AT = [
  '/aide/integrer', '/aide/integrer?way=element', '/aide/integrer?way=cadre', '/box/v1/frame',
  '/aide/integrer?lang=en', '/aide/integrer?lang=en&way=element', '/box/v1/frame?lang=en&language=fr',
]

for (const path of LOOKED_AT) {
  for (const look of [{}, { colorScheme: 'dark' }, { forcedColors: 'active' }, { viewport: { width: 320, height: 640 } }]) {
    test(`nothing is wrong with ${path} ${JSON.stringify(look)}`, setting, async t => {
      const { page } = await visit(t, path, { ...look, bypassCSP: true })
      assert.deepEqual(await wrong(page), [])
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no scrolling to the side')
    })
  }
}
