// The editable combobox with list autocomplete and manual selection of the WAI-ARIA Authoring Practices,
// over a field of any page. Where the field comes from, and what results look like, is not its business.

import { address, ask, serverAt } from './ask.js'
import { maker, marked, set } from './nodes.js'
import { Panel } from './panel.js'
import { Results } from './results.js'
import { wordsAt } from './words.js'

const HERE = import.meta.url

/** Suggestions asked for; fewer where results stand below them. */
const SUGGESTIONS = 8
const FEWER = 5

/** Seconds in which a server that failed is left alone, unless it names another time. */
const REST = 20

/**
 * What a site says in attributes, and what the element adds.
 * @typedef {object} Options
 * @property {string} [src] the server
 * @property {string} [language] of the documents
 * @property {string} [shortcut] a key that leads to the field
 * @property {string} [label] of the element's field
 * @property {string} [inline] present: the panel stands in the page instead of floating over it
 * @property {string} [direct] present: a chosen suggestion is searched at once
 * @property {string} [dsfr] present: the class names of the State's design system are emitted
 * @property {Element} [host] the element, which sends the events
 * @property {Element} [around] what the panel is put into
 * @property {Element} [line] what the panel is as wide as
 * @property {() => Record<string, string | null>} [filters] what limits a search now; where it is there, results are shown
 */

/** Adds suggestions to a field, and results where its options have filters. */
export class Combobox {
  /** @type {HTMLInputElement} */ #field
  /** @type {Options} */ #options
  /** @type {Results | undefined} */ #results
  /** The option that is visually focused. @type {Element | null} */ #active = null
  /** What is in the list. @type {import('../box.d.ts').Suggestion[]} */ #suggestions = []
  /** The text that they complete. */ #completed = ''
  /** @type {AbortController | undefined} */ #question
  /** Time until which the server is left alone. */ #restsUntil = 0
  /** The event that tells the page of a text that was chosen. @type {Event | undefined} */ #own

  /**
   * @param {HTMLInputElement} field
   * @param {Options} options
   */
  constructor(field, options) {
    this.#field = field
    this.#options = options
    this.server = serverAt(options.src, HERE)
    this.words = wordsAt(options.host ?? field)
    this.make = maker(options)
    this.panel = new Panel(field, options, this.words, this.make)
    if (options.filters) this.#results = new Results(this, options.filters)
    this.#listen()
    if (options.shortcut) this.#hear(options.shortcut)
  }

  #listen() {
    const field = this.#field
    field.addEventListener('input', event => event === this.#own || this.#refresh())
    field.addEventListener('keydown', event => event.isComposing || this.#press(event))
    field.addEventListener('blur', () => this.#close())
    field.form?.addEventListener('submit', event => {
      this.#close()
      if (!this.emit('search', { query: field.value })) event.preventDefault()
    })
    this.panel.list.addEventListener('click', event => {
      const option = /** @type {Element} */ (event.target).closest('[role=option]')
      if (option) this.#choose(option)
    })
  }

  /**
   * Lets a key that is pressed outside of any field lead to this one.
   * @param {string} key
   */
  #hear(key) {
    set(this.#field, { 'aria-keyshortcuts': key })
    document.addEventListener('keydown', event => {
      const at = /** @type {HTMLElement} */ (event.composedPath()[0])
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return
      if (at.isContentEditable || at.matches('input, select, textarea')) return
      event.preventDefault()
      this.#field.focus()
    })
  }

  /** Asks for what belongs to the field's new text. */
  #refresh() {
    this.#activate(null)
    this.panel.hush()
    if (this.#isResting) {
      this.#empty()
      this.panel.complain(this.words.trouble)
    } else if (this.#isBlank) this.#empty()
    else {
      this.#suggest(0)
      this.#results?.searchSoon(this.#field.value)
    }
  }

  get #isBlank() {
    return !this.#field.value.trim()
  }

  get #isResting() {
    return Date.now() < this.#restsUntil
  }

  /**
   * Asks for suggestions, then moves into them.
   * @param {number} step as in `#move`
   */
  #suggest(step) {
    const query = this.#field.value
    const limit = this.#results ? FEWER : SUGGESTIONS
    this.#question?.abort()
    this.#question = ask(address(this.server, 'api/v1/suggest', { q: query, limit }), answer => {
      const options = answer.suggestions.map(this.#option)
      this.panel.list.replaceChildren(...options)
      this.#suggestions = answer.suggestions
      this.#completed = query
      this.#open()
      if (step) this.#move(step)
    }, this.fail)
  }

  #option = (/** @type {import('../box.d.ts').Suggestion} */ suggestion, /** @type {number} */ place) => {
    const { make, words } = this
    const kind = words.kinds[suggestion.kind]
    const text = make('span', 'value', { dir: 'auto' }, ...marked(make, suggestion.text, suggestion.highlights))
    const option = make('li', 'option', { role: 'option', id: `${this.panel.list.id}-${place}` }, text)
    if (kind) option.append(' ', make('span', 'kind', { lang: words.language }, kind))
    return option
  }

  #open() {
    this.panel.expand(this.#suggestions.length > 0 && this.#field.matches(':focus'))
    this.tell()
  }

  /** Closes the list, and forgets what was asked for it. */
  #close() {
    this.#question?.abort()
    this.#activate(null)
    this.panel.expand(false)
  }

  /** Leaves a plain field. */
  #empty() {
    this.#close()
    this.#results?.clear()
    this.panel.hush()
  }

  /** Tells how much is shown. */
  tell() {
    const total = this.#results?.total
    if (total === 0) return this.panel.show(this.words.none)
    const told = []
    if (this.panel.isOpen || total == null) told.push(this.words.suggestions(this.#suggestions.length))
    if (total) told.push(this.words.documents(total))
    this.panel.tell(told.join(', '))
  }

  /** Leaves the server alone for a while, and says so once. */
  fail = (/** @type {any} */ error) => {
    console.warn('communiques-search:', error)
    this.#restsUntil = Date.now() + 1000 * (Number(error.headers?.get('retry-after')) || REST)
    this.#empty()
    this.panel.complain(this.words.trouble)
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || !this.#isMine(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /**
   * Does what a key means for the list, and returns whether it meant something.
   * @param {KeyboardEvent} event
   */
  #isMine({ key, altKey, shiftKey }) {
    const { value } = this.#field
    if (key === 'ArrowUp' && altKey) this.#close()
    else if (key === 'ArrowDown' && !shiftKey) this.#move(altKey ? 0 : 1)
    else if (key === 'ArrowUp' && !shiftKey) this.#move(-1)
    else if (key === 'Enter' && this.#active) this.#choose(this.#active)
    else if (key === 'Escape' && this.panel.isOpen) this.#close()
    else if (key === 'Escape' && value) this.#write('')
    // Home and End belong to the text, also where the platform would scroll with them.
    else if (key === 'Home' && this.#active && !shiftKey) this.#goTo(0)
    else if (key === 'End' && this.#active && !shiftKey) this.#goTo(value.length)
    else {
      if (key !== 'Shift' && key !== 'Alt') this.#activate(null)
      return false
    }
    return true
  }

  /** @param {number} place of the cursor in the text, to which the visual focus returns */
  #goTo(place) {
    this.#activate(null)
    this.#field.setSelectionRange(place, place)
  }

  /**
   * Opens the list and moves the visual focus by so many options, from the last on to the first.
   * @param {number} step none: the list is opened, and the visual focus stays
   */
  #move(step) {
    if (this.#isBlank || this.#isResting) return
    if (this.#completed !== this.#field.value) return this.#suggest(step)
    if (!this.panel.isOpen) this.#open()
    const options = [...this.panel.list.children]
    if (!step || !this.panel.isOpen) return
    const from = this.#active ? options.indexOf(this.#active) : step < 0 ? 0 : -1
    this.#activate(options.at((from + step) % options.length) ?? null)
  }

  /** @param {Element | null} option that is visually focused now; none: the text is */
  #activate(option) {
    this.#active?.removeAttribute('aria-selected')
    this.#active = option
    this.#field.removeAttribute('aria-activedescendant')
    if (!option) return
    set(option, { 'aria-selected': true }).scrollIntoView({ block: 'nearest' })
    set(this.#field, { 'aria-activedescendant': option.id })
  }

  /** @param {Element} option */
  #choose(option) {
    const suggestion = this.#suggestions[[...this.panel.list.children].indexOf(option)]
    const wanted = this.emit('select', { query: this.#field.value, suggestion })
    this.#close()
    if (!wanted) return
    this.#write(suggestion.text)
    if ('direct' in this.#options) this.#field.form?.requestSubmit()
    else this.#results?.search(suggestion.text)
  }

  /**
   * Writes into the field in a way that frameworks see; the cursor stands at the end.
   * @param {string} text
   */
  #write(text) {
    const { set: write } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    write?.call(this.#field, text)
    this.#own = new Event('input', { bubbles: true, composed: true })
    this.#field.dispatchEvent(this.#own)
    if (!text) this.#empty()
  }

  /**
   * Tells the site; returns whether it leaves the rest to the box.
   * @param {string} name
   * @param {object} detail
   */
  emit(name, detail) {
    const event = new CustomEvent(`communiques:${name}`, { detail, bubbles: true, composed: true, cancelable: true })
    return (this.#options.host ?? this.#field).dispatchEvent(event)
  }
}
