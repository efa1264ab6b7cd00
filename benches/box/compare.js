// Compares search boxes in a browser: what a page loads, what is asked, what keys and policies allow.
// `npm ci --prefix tests/browser && npm ci --prefix benches/box && node benches/box/compare.js`; it asks nobody outside:
// answers of hosted services are made up here, since their boxes are compared and not their answers.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { imitate } from '../../tests/browser/box/imitation.js'

const { chromium } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('playwright-core')
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium'
const modules = path => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))

/** A folder with a page or two, indexed as Pagefind wants it. */
function pagefind() {
  const folder = mkdtempSync(join(tmpdir(), 'pagefind-'))
  for (let number = 0; number < 5; number++) {
    mkdirSync(join(folder, `${number}`))
    writeFileSync(join(folder, `${number}/index.html`), `<html lang="fr"><title>Données ${number}</title><h1>Données ouvertes ${number}</h1><p>Les données du plan.</p></html>`)
  }
  execFileSync(modules('.bin/pagefind'), ['--site', folder], { stdio: 'ignore' })
  return join(folder, 'pagefind')
}

const HIT = {
  objectID: '1', url: 'https://exemple.fr/1', type: 'lvl1', content: null, title: 'Données ouvertes', hierarchy: { lvl0: 'Plans', lvl1: 'Données ouvertes' },
  _highlightResult: { hierarchy: { lvl0: { value: 'Plans' }, lvl1: { value: 'Données ouvertes' } } }, _snippetResult: {},
}
const ALGOLIA = { results: [{ hits: [HIT], nbHits: 1, page: 0, nbPages: 1, hitsPerPage: 20, query: 'don', params: '', processingTimeMS: 1, exhaustiveNbHits: true }] }

/** The boxes: the page of each, the files it names, and how its field is reached. */
function boxes(ours, pages) {
  return [
    {
      name: 'Communiqués, enhance', field: '#q', shown: '[role=option]', allowed: ours,
      html: `<form action="${ours}recherche"><label for="q">Rechercher</label> <input id="q" name="q"> <button>Chercher</button></form>
        <script type="module" src="${ours}box/v1/box.js" data-target="#q"></script>`,
    },
    {
      name: 'Communiqués, element', field: 'communiques-search [part=field]', shown: 'communiques-search [part=hit]', allowed: ours,
      html: `<communiques-search src="${ours}"><form action="${ours}recherche"><label for="q">Rechercher</label> <input id="q" name="q"></form></communiques-search>
        <script type="module" src="${ours}box/v1/box.js"></script>`,
    },
    {
      name: 'DocSearch 5.2.0', field: '.DocSearch-Input', shown: '.DocSearch-Hit', open: '.DocSearch-Button', allowed: 'https://*.algolia.net https://*.algolianet.com',
      files: { 'docsearch.js': modules('@docsearch/js/dist/umd/docsearch.js'), 'docsearch.css': modules('@docsearch/css/dist/style.css') },
      html: '<link rel="stylesheet" href="docsearch.css"><div id="box"></div><script src="docsearch.js"></script><script src="main.js"></script>',
      main: `docsearch({ container: '#box', appId: 'APP', apiKey: 'key', indices: ['plans'] })`,
    },
    {
      name: 'Pagefind UI 1.5.2', field: '.pagefind-ui__search-input', shown: '.pagefind-ui__result', allowed: '', folder: pages,
      html: '<link rel="stylesheet" href="pagefind/pagefind-ui.css"><div id="box"></div><script src="pagefind/pagefind-ui.js"></script><script src="main.js"></script>',
      main: `new PagefindUI({ element: '#box', showSubResults: false })`,
    },
    {
      name: 'InstantSearch.js 4.118.1', field: '.ais-SearchBox-input', shown: '.ais-Hits-item', allowed: 'https://*.algolia.net https://*.algolianet.com',
      files: { 'algolia.js': modules('algoliasearch/dist/lite/builds/browser.umd.js'), 'instantsearch.js': modules('instantsearch.js/dist/instantsearch.production.min.js') },
      html: '<div id="field"></div><div id="hits"></div><script src="algolia.js"></script><script src="instantsearch.js"></script><script src="main.js"></script>',
      main: `const client = (window['algoliasearch/lite'] || window.algoliasearch).liteClient('APP', 'key')
        const search = instantsearch({ indexName: 'plans', searchClient: client })
        search.addWidgets([instantsearch.widgets.searchBox({ container: '#field' }), instantsearch.widgets.hits({ container: '#hits', templates: { item: hit => hit.title } })])
        search.start()`,
    },
  ]
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.html': 'text/html; charset=utf-8' }

/** A site with the page of `box`, under the policy that ours works with, if `strict`. */
async function serve(box, strict) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname.slice(1)
    const send = (type, body) => response.writeHead(200, { 'content-type': type, ...(strict && { 'content-security-policy': strict }) }).end(body)
    if (path === '') return send(TYPES['.html'], `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Page</title><main><h1>Page</h1>${box.html}</main></html>`)
    if (path === 'main.js') return send(TYPES['.js'], box.main)
    const file = box.files?.[path] ?? (box.folder && path.startsWith('pagefind/') && join(box.folder, path.slice(9)))
    if (file && existsSync(file)) return send(TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file))
    response.writeHead(404).end()
  })
  await new Promise(resolve => server.listen(0, 'localhost', resolve))
  return { url: `http://localhost:${server.address().port}/`, stop: () => { server.close(); server.closeAllConnections() } }
}

/** Opens the page of `box`, and answers for services that are not here. */
async function open(browser, box, { strict, ...setting }) {
  const policy = strict && `default-src 'none'; script-src 'self' ${box.allowed}; connect-src 'self' ${box.allowed}; style-src 'self'; require-trusted-types-for 'script'`
  const site = await serve(box, policy)
  const context = await browser.newContext(setting)
  const page = await context.newPage()
  page.setDefaultTimeout(4000)
  const loaded = []
  let violations = 0
  page.on('console', message => { if (/Content Security Policy|TrustedHTML|TrustedScript|Trusted Type/.test(message.text())) violations++ })
  page.on('pageerror', error => { if (/Trusted|Content Security Policy/.test(error.message)) violations++ })
  await page.route(/algolia(net)?\.(net|com)|algolia\.io/, route => route.fulfill({ json: ALGOLIA, headers: { 'access-control-allow-origin': '*' } }))
  page.on('requestfinished', async request => {
    if (request.isNavigationRequest() || request.url().endsWith('/main.js')) return
    const entry = { url: request.url(), bytes: 0 }
    loaded.push(entry)
    const body = await request.response().then(response => response.body()).catch(() => Buffer.alloc(0))
    if (!/algolia|\/api\//.test(request.url())) entry.bytes = gzipSync(body, { level: 9 }).length
  })
  await page.goto(site.url, { waitUntil: 'networkidle' })
  return { page, loaded, violations: () => violations, close: async () => { await context.close(); site.stop() } }
}

/** Types into the box; whether something was found. */
async function search(page, box) {
  try {
    if (box.open) await page.locator(box.open).first().click()
    await page.locator(box.field).first().pressSequentially('don', { delay: 30 })
    await page.locator(box.shown).first().waitFor()
    return true
  } catch {
    return false
  }
}

async function measured(browser, box) {
  const free = await open(browser, box, {})
  const atLoad = free.loaded.length
  const found = await search(free.page, box)
  await free.page.waitForTimeout(700)
  const field = free.page.locator(box.field).first()
  await field.press('ArrowDown').catch(() => {})
  const keys = await field.evaluate(node => {
    const active = node.getRootNode().getElementById?.(node.getAttribute('aria-activedescendant'))
    return node.getAttribute('role') === 'combobox' ? (active ? 'combobox, arrows' : 'combobox') : active ? 'arrows' : 'Tab alone'
  }).catch(() => '–')
  const bytes = free.loaded.reduce((sum, { bytes }) => sum + bytes, 0)
  const requests = free.loaded.length
  await free.close()
  const plain = await open(browser, box, { javaScriptEnabled: false })
  const form = await plain.page.locator('form input').count() > 0
  await plain.close()
  const strict = await open(browser, box, { strict: true })
  const allowed = await search(strict.page, box)
  const violations = strict.violations()
  await strict.close()
  return [box.name, bytes, atLoad, requests - atLoad, keys, form ? 'a form' : 'nothing', allowed ? (violations ? `works, ${violations} violations` : 'works') : `blocked`, found ? '' : 'NOTHING FOUND']
}

const server = await imitate()
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
console.log('| box | bytes loaded, gzip -9 | requests at load | for three letters | keyboard | without JavaScript | strict policy |\n|---|---|---|---|---|---|---|')
for (const box of boxes(server.url, pagefind())) console.log(`| ${(await measured(browser, box)).join(' | ').replace(/ \| $/, '')} |`)
await browser.close()
await server.stop()
