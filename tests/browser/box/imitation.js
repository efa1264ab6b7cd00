// A server that answers as `communiques serve` does, from a handful of documents made up here, and that can be slow, failing,
// limiting or gone, which the real one is not on demand. It searches nothing well: the real one is tested too.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const BOX = new URL('../../../search-server/box/releases/', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('../../../search-server/box/package.json', import.meta.url)))

const TEXT = 'La 🇫🇷 France s’engage pour les données ouvertes : « l’ouverture des données publiques » <b>et</b> la transparence. '

const DOCUMENTS = Array.from({ length: 7 }, (_, number) => ({
  id: `plans/2018 ${number}/plan d'action`, title: `Données ouvertes & transparence, plan ${number}`, date: '2018-04', date_precision: 'month',
  publisher: number ? 'Ministère de la Culture' : null, kind: 'plan', plan: ['2018-2020'], url: null, score: 7 - number,
}))

const SUGGESTIONS = [
  ['données', 'word'], ['données ouvertes', 'word'], ['données publiques', 'word'],
  ["Plan d'action <i>national</i> pour une action publique transparente", 'title'], ['Direction interministérielle du numérique', 'publisher'],
  ['DINUM', 'acronym'], ['🇫🇷 données de France', 'tag'], ['donner', 'word'],
]

const fold = text => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** Places of `wanted` in `text`, in characters. */
function places(text, wanted) {
  const [letters, sought] = [[...text].map(fold), fold(wanted)]
  const found = []
  for (let from = 0; sought && from < letters.length; from++) {
    let [to, seen] = [from, '']
    while (to < letters.length && seen.length < sought.length) seen += letters[to++]
    if (seen === sought) found.push([from, to])
  }
  return found
}

function suggest(query) {
  const suggestions = SUGGESTIONS.filter(([text]) => places(text, query).length)
    .map(([text, kind]) => ({ text, kind, count: 3, highlights: places(text, query).slice(0, 1), ...(kind === 'title' && { document: 'a' }) }))
  return { query, index: {}, suggestions }
}

function search(query, limit) {
  const text = TEXT.repeat(6)
  const found = fold(query).split(' ').every(word => fold(text).includes(word)) ? DOCUMENTS : []
  const highlights = query.split(' ').flatMap(word => places(text, word)).sort((a, b) => a[0] - b[0])
  const hits = found.slice(0, limit).map(hit => ({ ...hit, passages: [{ anchor: 'p4', heading: [], line: 3, text, highlights, html: '<img src=x onerror=alert(1)>' }] }))
  return { query, understood: query, hints: [], total: found.length, passages: 9, took_ms: 1, index: {}, hits, facets: {} }
}

const problem = (status, detail) => ({ type: 'about:blank', title: 'Problème', status, detail })

/**
 * Starts the imitation. `mode` is what is wrong: '', 'slow' (never answers the API), 'failing', 'limited', 'unreadable' or 'broken' (HTML for JSON);
 * it may be changed while the server runs. `seen` are the requests that came, with their headers.
 */
export async function imitate(mode = '') {
  const self = { mode, delay: 0, seen: [] }
  const server = createServer((request, response) => answer(self, request, response))
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  self.url = `http://127.0.0.1:${server.address().port}/`
  self.stop = () => new Promise(resolve => { server.close(resolve); server.closeAllConnections() })
  return self
}

function answer(self, request, response) {
  const url = new URL(request.url, 'http://localhost')
  self.seen.push({ method: request.method, path: url.pathname, query: url.search, parameters: Object.fromEntries(url.searchParams), headers: request.headers })
  response.setHeader('access-control-allow-origin', '*')
  const send = (status, type, body) => response.writeHead(status, { 'content-type': type }).end(body)
  const json = (status, value) => send(status, status < 400 ? 'application/json' : 'application/problem+json', JSON.stringify(value))
  const file = url.pathname.match(/^\/box\/v1(?:\.\d+\.\d+)?\/(box|frame)\.js$/)
  if (file) return send(200, 'text/javascript; charset=utf-8', readFileSync(new URL(`${version}/${file[1]}.js`, BOX)))
  if (!url.pathname.startsWith('/api/')) return send(200, 'text/html; charset=utf-8', `<!doctype html><title>Résultats</title><h1>${url.pathname}</h1>`)
  if (self.mode === 'slow') return
  if (self.mode === 'failing') return json(500, problem(500, 'Erreur'))
  if (self.mode === 'unreadable') return json(400, problem(400, 'Le paramètre « from » doit être une date'))
  if (self.mode === 'limited') return response.setHeader('retry-after', '2').setHeader('access-control-expose-headers', 'retry-after') && json(429, problem(429, 'Trop'))
  if (self.mode === 'broken') return send(200, 'text/html', '<!doctype html><p>Portail')
  const query = url.searchParams.get('q') ?? ''
  const result = url.pathname.endsWith('/suggest') ? suggest(query) : search(query, Number(url.searchParams.get('limit') ?? 10))
  setTimeout(() => json(200, result), self.delay)
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log((await imitate()).url)
