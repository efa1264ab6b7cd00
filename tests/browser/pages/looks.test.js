// Every page in every look: axe-core finds nothing, nothing is wider than the window, nothing is asked of another host.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { excess, visit, wrong } from './browser.js'

const LONG = '/documents/2018-04-03-plans-d-action-2018-2020'

const PAGES = {
  'the opening page': '/',
  'the opening page in English': '/?lang=en',
  'results': '/recherche?q=donn%C3%A9es+ouvertes',
  'results in English': '/recherche?q=transparence&lang=en',
  'a page of results': '/recherche?q=donn%C3%A9es&limit=1&offset=2',
  'results with filters': '/recherche?q=plan&plan=2018-2020&kind=communique&from=2016',
  'results of a corrected query': '/recherche?q=minst%C3%A8re+ouvert',
  'nothing found': '/recherche?q=zorglubion',
  'nothing found with filters': '/recherche?q=algorithmes&plan=2021-2023&year=2015',
  'nothing asked': '/recherche',
  'a long document': `${LONG}?q=plan+d%27action`,
  'a document in English': `${LONG}?lang=en`,
  'the help': '/aide',
  'the help in English': '/aide?lang=en',
  'an unreadable parameter': '/recherche?page=2',
  'a page that is not there': '/nulle-part',
  'a document that is not there': '/documents/nulle-part?lang=en',
}

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', forcedColors: 'none', contrast: 'no-preference' },
  'more contrast': { colorScheme: 'light', forcedColors: 'none', contrast: 'more' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active', contrast: 'no-preference' },
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} is accessible in every look`, async test => {
    const { page, complaints } = await visit(test, path)
    for (const [look, media] of Object.entries(LOOKS)) {
      await page.emulateMedia(media)
      assert.deepEqual(await wrong(page), [], look)
    }
    assert.deepEqual(complaints, [])
  })

  test(`${name} fits a narrow window, also with wide spaces and without a script`, async test => {
    const { page } = await visit(test, path, { viewport: { width: 320, height: 640 } }, '**/*.js')
    assert.equal(await excess(page), 0)
    assert.deepEqual(await wrong(page), [])
    // The spaces of WCAG 2.2, 1.4.12.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }')
      document.adoptedStyleSheets = [sheet]
    })
    assert.equal(await excess(page), 0)
  })
}

test('headings follow one another, and there is one of the first level', async test => {
  for (const path of Object.values(PAGES)) {
    const { page } = await visit(test, path)
    const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll(all => all.map(node => Number(node.localName[1])))
    assert.equal(levels.filter(level => level === 1).length, 1, path)
    levels.reduce((before, level) => assert.ok(level <= before + 1, `${path} ${levels}`) ?? level, 0)
  }
})

test('on paper there is the text with its marks, and nothing to click', async test => {
  const { page } = await visit(test, '/recherche?q=donn%C3%A9es')
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.filters, .search, .exports, .order').evaluateAll(all => all.filter(node => node.checkVisibility()).length), 0)
  assert.match(await page.locator('mark').first().evaluate(node => getComputedStyle(node).textDecorationLine), /underline/)
})
