// Results under the field of the element: documents with their best passage, and a link to all of them.
// When the server is left alone, and what is said, is the combobox's business.

import { address, ask } from './ask.js'
import { marked } from './nodes.js'
import { inWords } from './words.js'

/** Documents asked for, where the site does not say. */
const DOCUMENTS = 5

/** Letters of a passage that are shown, about. */
const PASSAGE = 240

/** Milliseconds after the last key when documents are asked for: suggestions come first. */
const PAUSE = 150

export class Results {
  /** @type {import('./combobox.js').Combobox} */ #box
  /** @type {AbortController | undefined} */ #question
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer
  /** Documents found; null where none are shown. @type {number | null} */ total = null

  /** @param {import('./combobox.js').Combobox} box */
  constructor(box) {
    this.#box = box
  }

  /** @param {string} query */
  searchSoon(query) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.search(query), PAUSE)
  }

  /** @param {string} query */
  search(query) {
    this.stop()
    const asked = [['q', query], ['limit', this.#box.host.getAttribute('limit') || DOCUMENTS], ...this.#box.filters]
    this.#question = ask(address(this.#box.server, 'api/v1/search', asked), answer => {
      this.#show(query, answer)
      this.#box.tell()
      this.#box.emit('search', { query, total: answer.total })
    }, this.#box.fail)
  }

  clear() {
    this.stop()
    this.total = null
    this.#box.panel.results.hidden = true
  }

  /** Forgets what is asked. */
  stop() {
    clearTimeout(this.#timer)
    this.#question?.abort()
  }

  /**
   * @param {string} query
   * @param {import('../box.d.ts').Answer} answer
   */
  #show(query, { hits, total }) {
    const { make, words, panel } = this.#box
    const all = make('a', 'all', { href: this.#page('recherche', query, this.#box.filters) }, words.all(total))
    panel.results.replaceChildren(
      make('ol', 'hits', { 'aria-label': words.results }, ...hits.map(hit => this.#hit(query, hit))),
      make('p', 'more', { lang: words.language, dir: 'auto' }, all),
    )
    panel.results.hidden = !total
    this.total = total
  }

  /**
   * The address of a page, in the language of the box.
   * @param {string} path
   * @param {string} query
   * @param {any[][]} filters
   */
  #page(path, query, filters = []) {
    return address(this.#box.server, path, [['q', query], ...filters, ['lang', this.#box.words.pages]])
  }

  /**
   * @param {string} query
   * @param {import('../box.d.ts').Hit} hit
   */
  #hit(query, hit) {
    const { make, words } = this.#box
    // The best passage may be found by another form of the word, which is not marked.
    const best = hit.passages.find(({ highlights }) => highlights.length) ?? hit.passages[0]
    const path = `documents/${hit.id.split('/').map(encodeURIComponent).join('/')}`
    const anchor = best ? `#${encodeURIComponent(best.anchor)}` : ''
    const title = make('a', 'title', { href: this.#page(path, query) + anchor }, hit.title)
    title.addEventListener('click', event => this.#box.emit('select', { query, hit }) || event.preventDefault())
    const date = hit.date && inWords(hit.date, hit.date_precision, words.language)
    const about = [date, hit.publisher].filter(Boolean).join(' · ')
    const item = make('li', 'hit', { dir: 'auto' }, title)
    if (about) item.append(make('p', 'about', { lang: words.language }, about))
    if (best) item.append(make('p', 'passage', {}, ...marked(make, best.text, best.highlights, PASSAGE)))
    return item
  }
}
