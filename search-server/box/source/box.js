// The box: suggestions and results of a Communiqués server in the pages of another site. It stores nothing, asks nothing
// before the first key, and asks no host but its own. This file starts it: fields that script elements name, and the element.

import { Combobox } from './combobox.js'
import { CommuniquesSearch } from './element.js'

export { CommuniquesSearch }

const HERE = import.meta.url

/**
 * Adds suggestions to a field of the page; a field that is a combobox already is left alone.
 * @param {HTMLInputElement} field
 * @param {import('./combobox.js').Options} options
 */
export function enhance(field, options = {}) {
  if (field.matches('input:not([role=combobox])')) new Combobox(field, options)
}

/** Enhances the fields that the script elements of this file name: those that are there, and when focused those that come later. */
function start() {
  for (const script of /** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll('script[data-target]'))) {
    const { target = '' } = script.dataset
    if (script.src !== HERE) continue
    document.querySelectorAll(target).forEach(field => enhance(/** @type {HTMLInputElement} */ (field), script.dataset))
    document.addEventListener('focusin', event => {
      const field = /** @type {HTMLInputElement} */ (event.composedPath()[0])
      if (field.matches(target)) enhance(field, script.dataset)
    })
  }
}

if (globalThis.document) {
  if (!customElements.get('communiques-search')) customElements.define('communiques-search', CommuniquesSearch)
  start()
}
