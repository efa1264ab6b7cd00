// The editable combobox with list autocomplete and manual selection of the WAI-ARIA Authoring Practices,
// over a field of any page. Where the field comes from, and what results look like, is not its business.

import { FILTERS, address, ask, serverAt } from './ask.js'
import { maker, marked, set } from './nodes.js'
import { Panel } from './panel.js'
import { Results } from './results.js'
import { count, wordsAt } from './words.js'

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
 * @property {Element} [host] the element, which sends the events and has results
 * @property {Element} [around] what the panel is put into
 * @property {Element} [line] what the panel is as wide as
 */

/** Whether keys are touched: such keyboards compose every word, so that what is being composed was typed. */
const isTouched = () => matchMedia('(pointer: coarse)').matches

/** Adds suggestions to a field, and results where its options have an element. */
export class Combobox {
  /** @type {HTMLInputElement} */ #field
  /** @type {Options} */ #options
  /** @type {Results | undefined} */ #results
  /** The option that is visually focused. @type {Element | null} */ #active = null
  /** What is in the list. @type {import('../box.d.ts').Suggestion[]} */ #suggestions = []
  /** The address that they came from. */ #completed = ''
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
    this.host = options.host ?? field
    this.words = wordsAt(this.host)
    this.make = maker(options)
    this.panel = new Panel(field, options, this.words, this.make)
    if (options.host) this.#results = new Results(this)
    this.#listen()
    if (options.shortcut) this.#hear(options.shortcut)
  }

  #listen() {
    const field = this.#field
    field.addEventListener('input', (/** @type {any} */ event) => event === this.#own || event.isComposing && !isTouched() || this.#refresh())
    field.addEventListener('compositionend', () => isTouched() || this.#refresh())
    // Where 229 stands for a key, it belongs to who composes.
    field.addEventListener('keydown', event => event.isComposing || event.keyCode === 229 || this.#press(event))
    field.addEventListener('blur', () => this.#close())
    field.form?.addEventListener('reset', () => this.#empty())
    field.form?.addEventListener('submit', event => {
      this.#close()
      if (this.emit('search', { query: field.value })) this.#results?.stop()
      else event.preventDefault()
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
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !this.#field.isConnected) return
      if (at.isContentEditable || at.matches('input, select, textarea')) return
      event.preventDefault()
      this.#field.focus()
    })
  }

  /** Asks for what belongs to the field's new text. */
  #refresh() {
    if (this.#isResting || this.#isBlank) {
      this.#empty()
      if (this.#isResting) this.panel.complain(this.words.trouble)
    } else {
      this.#activate(null)
      this.panel.hush()
      this.#suggest(0)
      this.#results?.searchSoon(this.#field.value)
    }
  }

  /** Whether nobody types anything: a script of the site may write, too. */
  get #isBlank() {
    return !this.#field.value.trim() || !this.#field.matches(':focus')
  }

  get #isResting() {
    return Date.now() < this.#restsUntil
  }

  /** What limits a search now: the fields of the form. */
  get filters() {
    const { form } = this.#field
    return form ? [...new FormData(form)].filter(([name]) => FILTERS.includes(name)) : []
  }

  /** The address of suggestions for what is typed and chosen now. */
  get #address() {
    const asked = [['q', this.#field.value], ['limit', this.#results ? FEWER : SUGGESTIONS], ...this.filters]
    return address(this.server, 'api/v1/suggest', asked)
  }

  /**
   * Asks for suggestions, then moves into them.
   * @param {number} step as in `#move`
   */
  #suggest(step) {
    const asked = this.#address
    this.#question?.abort()
    this.#question = ask(asked, answer => {
      const options = answer.suggestions.map(this.#option)
      this.panel.list.replaceChildren(...options)
      this.#suggestions = answer.suggestions
      this.#completed = asked
      this.#open()
      if (step) this.#move(step)
    }, this.fail)
  }

  #option = (/** @type {import('../box.d.ts').Suggestion} */ suggestion, /** @type {number} */ place) => {
    const { make, words } = this
    const kind = words.kinds[suggestion.kind] ?? suggestion.kind
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
    const { length } = this.#suggestions
    const total = this.#results?.total
    if (total === 0) return this.panel.tell(() => this.words.none, 'note')
    this.panel.tell(() => [
      // A list that was closed meanwhile is not told of.
      this.panel.isOpen || !length && total == null ? count(length || this.words.no, 'suggestion') : '',
      total && count(total, 'document'),
    ].filter(Boolean).join(', '))
  }

  /** Leaves a box that is taken out of its page. */
  leave() {
    this.#empty()
    this.panel.disappear()
  }

  /** Leaves the server alone for a while, and says so once. */
  fail = (/** @type {any} */ error) => {
    console.warn('communiques-search:', error)
    this.#empty()
    // What cannot be read is no trouble of the server: its page of results says what is wrong.
    if (error.status === 400) return
    this.#restsUntil = Date.now() + 1000 * (Number(error.headers?.get('retry-after')) || REST)
    this.panel.complain(this.words.trouble)
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || this.#field.readOnly || !this.#isMine(event)) return
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
      if (!/^(Shift|Alt)/.test(key)) this.#activate(null)
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
    if (this.#completed !== this.#address) return this.#suggest(step)
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
    Reflect.set(HTMLInputElement.prototype, 'value', text, this.#field)
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
    return this.host.dispatchEvent(event)
  }
}
