// The panel under a field: a listbox, one status message, a place for results; where it floats, and what it says.
// What is in the list and when it opens, the combobox decides.

import { dress } from './style.js'
import { newId, set } from './nodes.js'

/** Milliseconds without a change after which the status is told. */
const QUIET = 500

/** Pixels: the panel is no narrower, if the window has them; with less below the field, it may rise; its distance to it. */
const NARROWEST = 320
const LOW = 200
const GAP = 4

export class Panel {
  /** @type {HTMLInputElement} */ #field
  /** @type {import('./combobox.js').Options} */ #options
  /** @type {boolean} */ #floats
  /** @type {HTMLElement} */ #panel
  /** @type {HTMLElement} */ #status
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer
  #complained = false

  /**
   * @param {HTMLInputElement} field
   * @param {import('./combobox.js').Options} options
   * @param {import('./words.js').Words} words
   * @param {import('./nodes.js').Make} make
   */
  constructor(field, options, words, make) {
    const id = newId()
    const lang = options.language || 'fr'
    this.#field = field
    this.#options = options
    this.#floats = !('inline' in options)
    this.list = make('ul', 'list', { id, role: 'listbox', 'aria-label': 'Suggestions', lang, hidden: '' })
    this.#status = make('p', 'status', { role: 'status', dir: 'auto' })
    this.results = make('div', 'results', { lang, hidden: '' })
    this.#panel = make('div', 'panel', { lang: words.language }, this.list, this.#status, this.results)
    if (this.#floats) set(this.#panel, { popover: 'manual', hidden: '' })
    set(field, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': id, autocomplete: 'off' })
    this.#settle()
    this.#listen(options.around ?? field)
  }

  /** Stands where the field stands, which a site may have moved since. */
  #settle = () => {
    const field = this.#field
    // In a label it would become part of the field's name.
    const around = this.#options.around ?? field.closest('form') ?? /** @type {Element} */ ((field.closest('label') ?? field).parentNode)
    if (!around.contains(this.#panel)) around.append(this.#panel)
    dress(field)
    if (this.#floats && field.matches(':focus')) this.#appear()
  }

  /** @param {Element} around focus that leaves it takes a floating panel away */
  #listen(around) {
    this.#field.addEventListener('focus', this.#settle)
    // The field keeps the focus when something in the panel is clicked.
    this.#panel.addEventListener('mousedown', event => {
      if (this.#floats || this.list.contains(/** @type {Node} */ (event.target))) event.preventDefault()
    })
    if (this.#floats) around.addEventListener('focusout', event => {
      const to = /** @type {FocusEvent} */ (event).relatedTarget
      if (!around.contains(/** @type {Node | null} */ (to))) this.disappear()
    })
  }

  get isOpen() {
    return !this.list.hidden
  }

  /** @param {boolean} open */
  expand(open) {
    if (this.#floats) this.#place()
    this.list.hidden = !open
    set(this.#field, { 'aria-expanded': open })
  }

  /**
   * Tells what is true once typing has paused, in the status alone or, as a note, so that it is seen too.
   * @param {() => string} text
   * @param {string} [look]
   */
  tell(text, look = 'status') {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#say(text(), look), QUIET)
  }

  /**
   * Shows `text`, unless something was complained of before.
   * @param {string} text
   */
  complain(text) {
    if (!this.#complained) this.tell(() => {
      this.#complained = true
      return text
    }, 'note')
  }

  /** Takes the message away, and the one that waits. */
  hush() {
    clearTimeout(this.#timer)
    this.#say('', 'status')
  }

  /**
   * @param {string} text
   * @param {string} look
   */
  #say(text, look) {
    this.#status.textContent = text
    this.#status.className = `communiques-${look}`
  }

  #appear() {
    this.#panel.hidden = false
    this.#panel.togglePopover?.(true)
    addEventListener('scroll', this.#place, true)
    addEventListener('resize', this.#place)
    this.#place()
  }

  /** Floats no more. */
  disappear() {
    removeEventListener('scroll', this.#place, true)
    removeEventListener('resize', this.#place)
    // What was taken out of the page floats no more.
    if (this.#panel.isConnected) this.#panel.togglePopover?.(false)
    this.#panel.hidden = true
  }

  /** Puts the panel below the field, or above it where there is more room. */
  #place = () => {
    if (!this.#field.isConnected) return this.disappear()
    const over = (this.#options.line ?? this.#field).getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    // A keyboard on the screen leaves less than the window.
    const height = Math.min(clientHeight, visualViewport?.height ?? clientHeight)
    const width = Math.min(Math.max(over.width, NARROWEST), clientWidth)
    const start = getComputedStyle(this.#field).direction === 'rtl' ? over.right - width : over.left
    const below = height - over.bottom
    const rises = below < LOW && over.top > below
    Object.assign(this.#panel.style, {
      left: `${Math.max(0, Math.min(start, clientWidth - width))}px`,
      width: `${width}px`,
      top: rises ? 'auto' : `${over.bottom + GAP}px`,
      bottom: rises ? `${clientHeight - over.top + GAP}px` : 'auto',
      maxHeight: `${(rises ? over.top : below) - 2 * GAP}px`,
    })
  }
}
