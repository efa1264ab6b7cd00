// The element <communiques-search>: label, field, button and results in a shadow root, or, with the class names of the State's
// design system, in the page itself. What it holds before the script has come is the site's, and is replaced.

import { Combobox } from './combobox.js'
import { FILTERS, serverAt } from './ask.js'
import { maker, newId } from './nodes.js'
import { wordsAt } from './words.js'

const HERE = import.meta.url

const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object)

export class CommuniquesSearch extends Base {
  /** Those that make another box; what limits a search is read when one is made. */
  static observedAttributes = ['src', 'label', 'lang']

  /** @type {Combobox | undefined} */ #box
  /** @type {HTMLInputElement | undefined} */ #field
  /** @type {ShadowRoot | this | undefined} */ #root

  connectedCallback() {
    if (!this.#box) this.#build()
  }

  disconnectedCallback() {
    this.#box?.leave()
  }

  attributeChangedCallback() {
    if (this.#box) this.#build()
  }

  /** Makes the box as the attributes say now; what was typed stays. */
  #build() {
    /** @type {Record<string, any>} */
    const options = { host: this }
    for (const { name, value } of this.attributes) options[name] ??= value
    options.language = this.#language
    const field = this.#form(options)
    field.value = this.#field?.value ?? ''
    this.#box?.leave()
    // A shadow hides what the site put here, and comes when nothing is wrong any more.
    this.#root ??= 'dsfr' in options ? this : this.attachShadow({ mode: 'open', delegatesFocus: true })
    this.#root.replaceChildren(options.around)
    this.#field = field
    this.#box = new Combobox(field, options)
  }

  /**
   * Makes the form, and tells `options` of its parts.
   * @param {Record<string, any>} options
   */
  #form(options) {
    const make = maker(options)
    const words = wordsAt(this)
    const id = newId()
    const field = make('input', 'field', { id, name: 'q', enterkeyhint: 'search' })
    const named = options.label ?? words.label
    const label = make('label', 'label', { for: id, dir: 'auto' }, named)
    options.line = make('div', 'line', {}, field, make('button', 'button', {}, words.button))
    const action = new URL('recherche', serverAt(options.src, HERE))
    const form = make('form', 'form', { role: 'search', 'aria-label': named, action }, label, options.line)
    form.addEventListener('formdata', ({ formData }) => {
      for (const name of FILTERS) {
        const value = name === 'language' ? this.#language : this.getAttribute(name)
        if (value) formData.set(name, value)
      }
      if (words.pages) formData.set('lang', words.pages)
    })
    options.around = make('div', 'box', { lang: words.language }, form)
    return /** @type {HTMLInputElement} */ (field)
  }

  /** The language of the documents: `fr` for a site in `fr-FR`. */
  get #language() {
    return this.getAttribute('language') ?? this.getAttribute('lang')?.split('-')[0]
  }
}
