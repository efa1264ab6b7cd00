// The npm package: what `npm pack` makes is bundled by Vite, has sound types, and works in a page.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { look, state, type } from './browser.js'
import { imitate } from './imitation.js'

const BOX = fileURLToPath(new URL('../../../search-server/box', import.meta.url))
const TSC = fileURLToPath(new URL('../node_modules/.bin/tsc', import.meta.url))

const PAGE = `<!doctype html><html lang="fr"><title>Site assemblé</title>
<form action="HOST/recherche"><label for="q">Rechercher</label> <input id="q" name="q"></form>
<communiques-search src="HOST"></communiques-search>
<script type="module" src="/main.ts"></script></html>`

const MAIN = `import { enhance, type SelectEvent } from 'communiques-box'
const field = document.querySelector<HTMLInputElement>('#q')
if (field) enhance(field, { src: 'HOST', direct: '' })
document.querySelector('communiques-search')?.addEventListener('communiques:select', (event: SelectEvent) => event.detail.suggestion?.text)
`

/** A site that uses the package, assembled into files by name. */
async function assembled(test, host) {
  const root = mkdtempSync(join(tmpdir(), 'communiques-box-'))
  test.after(() => rmSync(root, { recursive: true }))
  const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', root], { cwd: BOX, encoding: 'utf8' }).trim()
  const installed = join(root, 'node_modules/communiques-box')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(root, tarball), '--strip-components=1', '-C', installed])
  assert.deepEqual(readdirSync(installed).sort(), ['README.md', 'box.d.ts', 'package.json', 'source'])
  writeFileSync(join(root, 'index.html'), PAGE.replaceAll('HOST', host))
  writeFileSync(join(root, 'main.ts'), MAIN.replaceAll('HOST', host))
  execFileSync(TSC, ['--noEmit', '--strict', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--lib', 'es2022,dom', 'main.ts'], { cwd: root })
  await build({ root, logLevel: 'warn' })
  return join(root, 'dist')
}

test('a site that Vite assembles has both ways', async t => {
  const server = await imitate()
  t.after(() => server.stop())
  const folder = await assembled(t, server.url.replace(/\/$/, ''))
  const site = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
    try {
      response.writeHead(200, { 'content-type': type }).end(readFileSync(join(folder, path)))
    } catch {
      response.end()
    }
  })
  await new Promise(resolve => site.listen(0, 'localhost', resolve))
  t.after(() => { site.close(); site.closeAllConnections() })
  const { page, complaints } = await look(t, `http://localhost:${site.address().port}/`)
  await type(page.locator('#q'), 'don')
  await type(page.locator('communiques-search [part=field]'), 'don')
  await page.keyboard.press('ArrowDown')
  assert.equal((await state(page.locator('communiques-search [part=field]'))).active, 'données')
  await page.locator('communiques-search [part=hit]').first().waitFor()
  assert.deepEqual(complaints, [])
})

test('the sources are soundly typed, and make the release that is served', () => {
  execFileSync(TSC, ['-p', BOX], { stdio: 'inherit' })
  execFileSync('node', [join(BOX, 'release.js'), '--check'], { stdio: 'inherit' })
})
