// The element <communiques-search>: label, field, button and results in a shadow root, or, with the class names of the State's
// design system, in the page itself. What it holds before the script has come is the site's, and is replaced.

import { Combobox } from './combobox.js'
import { serverAt } from './ask.js'
import { maker, newId } from './nodes.js'
import { wordsAt } from './words.js'

const HERE = import.meta.url

/** Attributes that limit what is searched, named as the server's parameters. */
const PRESETS = ['plan', 'publisher', 'kind', 'from', 'language']

const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object)

export class CommuniquesSearch extends Base {
  #isBuilt = false

  connectedCallback() {
    if (this.#isBuilt) return
    this.#isBuilt = true
    /** @type {Record<string, any>} */
    const options = { host: this, filters: () => ({ ...this.#presets(), limit: this.getAttribute('limit') }) }
    for (const { name, value } of this.attributes) options[name] ??= value
    options.language ??= options.lang
    const root = 'dsfr' in options ? this : this.attachShadow({ mode: 'open', delegatesFocus: true })
    const field = this.#build(options)
    root.replaceChildren(options.around)
    new Combobox(field, options)
  }

  /**
   * Makes the form, and tells `options` of its parts.
   * @param {Record<string, any>} options
   */
  #build(options) {
    const make = maker(options)
    const words = wordsAt(this)
    const id = newId()
    const field = make('input', 'field', { id, name: 'q', type: 'text', inputmode: 'search', enterkeyhint: 'search' })
    const named = options.label ?? words.label
    const label = make('label', 'label', { for: id, dir: 'auto' }, named)
    options.line = make('div', 'line', {}, field, make('button', 'button', {}, words.button))
    const action = new URL('recherche', serverAt(options.src, HERE))
    const form = make('form', 'form', { role: 'search', 'aria-label': named, action }, label, options.line)
    form.addEventListener('formdata', ({ formData }) => {
      const filters = Object.entries({ ...this.#presets(), lang: words.pages })
      for (const [name, value] of filters) if (value) formData.set(name, value)
    })
    options.around = make('div', 'box', { lang: words.language }, form)
    return /** @type {HTMLInputElement} */ (field)
  }

  /** What the attributes limit a search to, now. */
  #presets() {
    const presets = Object.fromEntries(PRESETS.map(name => [name, this.getAttribute(name)]))
    return { ...presets, language: presets.language ?? this.getAttribute('lang') }
  }
}
