// Makes the files that the server serves from the sources of the box, for the version in package.json:
// `node search-server/box/release.js`, after `npm ci --prefix tests/browser`; with `--check` it only compares.
// It joins the modules in their order and takes out comments and long names. What was released is never changed.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { minify } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('terser')

/** The modules of box.js: each uses only those before it. */
const MODULES = ['words', 'style', 'nodes', 'ask', 'panel', 'results', 'combobox', 'element', 'box']

/** Names of properties that only these modules know, made short; none is a part's, an option's or one of the web's. */
const OURS = [
  'around', 'complain', 'disappear', 'emit', 'expand', 'fail', 'filters', 'hush', 'isOpen', 'kinds', 'leave', 'make', 'no', 'none',
  'panel', 'searchSoon', 'server', 'stop', 'tell', 'trouble', 'words',
]

const read = name => readFileSync(new URL(name, import.meta.url), 'utf8')
const { version } = JSON.parse(read('package.json'))

/** One module of those named: imports between them go, and only the last one exports. */
function joined(names) {
  const texts = names.map(name => read(`source/${name}.js`).replace(/^import .*\n/gm, ''))
  const last = texts.pop()
  const inner = texts.map(text => text.replace(/^export /gm, '').replace(/^const HERE = .*\n/gm, ''))
  return [...inner, last].join('\n')
}

/** Spaces in the style that mean nothing. */
const tight = text => text.replace(/(STYLE = `)([^`]*)/, (_, start, style) => start + style.replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replaceAll(': ', ':').trim())

async function made(names) {
  const mangle = { properties: { regex: new RegExp(`^(${OURS.join('|')})$`) } }
  // What is called unsafe there is to take templates for the texts that they make, which here they are.
  const { code } = await minify(tight(joined(names)), { module: true, ecma: 2022, compress: { passes: 3, unsafe: true }, mangle, format: { comments: false } })
  return `// communiques-box ${version}, MIT OR Apache-2.0\n${code}\n`
}

const digest = text => `sha384-${createHash('sha384').update(text).digest('base64')}`
const files = { 'box.js': await made(MODULES), 'frame.js': await made(['frame']), 'frame.css': read('source/frame.css') }
const folder = `releases/${version}`

if (process.argv.includes('--check')) {
  for (const [name, text] of Object.entries(files)) {
    if (read(`${folder}/${name}`) === text) continue
    console.error(`${folder}/${name} is not what the sources make: raise the version in package.json, then run release.js`)
    process.exitCode = 1
  }
} else {
  const digests = existsSync(new URL('releases/digests', import.meta.url)) ? read('releases/digests').split('\n').filter(Boolean) : []
  for (const [name, text] of Object.entries(files)) {
    const line = `${version} ${name} ${digest(text)}`
    const before = digests.find(known => known.startsWith(`${version} ${name} `))
    if (before && before !== line) {
      console.error(`${version} was released with other bytes: raise the version in package.json`)
      process.exit(1)
    }
    if (before) continue
    mkdirSync(new URL(folder, import.meta.url), { recursive: true })
    writeFileSync(new URL(`${folder}/${name}`, import.meta.url), text)
    digests.push(line)
  }
  writeFileSync(new URL('releases/digests', import.meta.url), `${digests.join('\n')}\n`)
}
