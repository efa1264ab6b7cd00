// Elements of the box, and texts with marks. All text goes in as text nodes; nothing here reads mark-up.

/** @typedef {(tag: string, name: string, attributes?: object, ...children: (Node | string)[]) => HTMLElement} Make */

/** Class names of the State's design system, in place of ours or beside them, for sites that load it. */
const DSFR = {
  label: 'fr-label', line: 'fr-search-bar', field: 'fr-input', button: 'fr-btn', title: 'fr-link', all: 'fr-link',
  about: 'fr-hint-text', passage: 'fr-text--sm', list: 'communiques-list fr-raw-list', hits: 'communiques-hits fr-raw-list',
}

/**
 * Sets attributes.
 * @template {Element} E
 * @param {E} node
 * @param {object} attributes
 * @returns {E}
 */
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}

/**
 * A function that makes elements by tag, name in the box, attributes and children: the name is their part and,
 * after `communiques-`, their class.
 * @param {object} options with `dsfr` where the names of the design system are wanted too
 * @returns {Make}
 */
export function maker(options) {
  /** @type {Record<string, string>} */
  const others = 'dsfr' in options ? DSFR : {}
  return (tag, name, attributes = {}, ...children) => {
    const node = document.createElement(tag)
    set(node, { class: others[name] ?? `communiques-${name}`, part: name, ...attributes }).append(...children)
    return node
  }
}

/** A name for an element that no other copy of this script gives too. */
export const newId = () => `communiques-${Math.random().toString(36).slice(2)}`

/**
 * `text` as nodes with marks at `ranges`, which count characters; one longer than `longest` is cut around its first mark.
 * @param {Make} make
 * @param {string} text
 * @param {[number, number][]} ranges
 * @param {number} longest
 */
export function marked(make, text, ranges, longest = Infinity) {
  const letters = [...text]
  const between = (/** @type {number} */ from, /** @type {number} */ to) => letters.slice(from, to).join('')
  let at = 0
  let end = letters.length
  if (end > longest) {
    at = Math.max(0, Math.min((ranges[0]?.[0] ?? 0) - (longest >> 2), end - longest))
    end = at + longest
    while (at > 0 && letters[at - 1] > ' ') at--
    while (end < letters.length && letters[end] > ' ') end++
  }
  /** @type {(Node | string)[]} */
  const nodes = [at ? '… ' : '']
  for (const [from, to] of ranges) {
    if (from < at || to > end) continue
    nodes.push(between(at, from), make('mark', 'mark', {}, between(from, to)))
    at = to
  }
  return [...nodes, between(at, end), end < letters.length ? ' …' : '']
}
