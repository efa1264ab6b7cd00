// How the box looks, in a sheet that strict policies allow because it is made by script.
// Colours follow the page's light or dark scheme; sites change them by custom properties.

export const STYLE = `
:host { display: block }
:host([hidden]), .communiques-panel [hidden] { display: none }
.communiques-box {
  all: initial; display: block; color: inherit; color-scheme: inherit;
  font: 1em/1.5 system-ui, sans-serif; font-family: var(--communiques-font, inherit); font-size: inherit }
.communiques-label { display: block; margin-block-end: .25rem }
.communiques-line { display: flex; flex-wrap: wrap; gap: .5rem }
.communiques-field, .communiques-button {
  box-sizing: border-box; min-block-size: 2.75rem; padding: .5rem .75rem; font: inherit;
  border: 1px solid var(--communiques-border, #767676); border-radius: 0 }
.communiques-field { flex: 1 1 10rem; min-inline-size: 0; background: Field; color: FieldText }
.communiques-button { border-color: transparent; cursor: pointer }
.communiques-button, .communiques-option[aria-selected] {
  background: var(--communiques-accent, light-dark(#000091, #b1b1f9));
  color: var(--communiques-on-accent, light-dark(#fff, #000)) }
.communiques-box :focus-visible, .communiques-panel :focus-visible {
  outline: 2px solid var(--communiques-accent, light-dark(#000091, #b1b1f9)); outline-offset: 2px }
.communiques-panel {
  box-sizing: border-box; inset: auto; margin: 0; padding: 0; border: 0; overflow: auto; background: none; text-align: start; overflow-wrap: anywhere }
.communiques-panel[popover] { position: fixed; z-index: 9999; filter: drop-shadow(0 2px 6px #0005) }
.communiques-list, .communiques-results, .communiques-note {
  margin: 0; padding: .25rem 0; border: 1px solid var(--communiques-border, #767676); list-style: none;
  background: var(--communiques-background, Canvas); color: var(--communiques-text, CanvasText) }
.communiques-list:not([hidden]) ~ .communiques-results { border-block-start: 0 }
.communiques-option { display: flex; gap: 1rem; margin: 0; padding: .625rem .75rem; cursor: pointer }
.communiques-option:hover:not([aria-selected]) { background: #8883 }
.communiques-option mark { background: none; color: inherit; font-weight: bold }
.communiques-value { flex: 1 }
.communiques-kind, .communiques-about { font-size: .875em; opacity: .8 }
.communiques-status {
  position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%) }
.communiques-note { padding: .625rem .75rem }
.communiques-hits { margin: 0; padding: 0; list-style: none }
.communiques-hit, .communiques-more { margin: 0; padding: .5rem .75rem }
.communiques-hit p { margin: .125rem 0 }
.communiques-panel a { color: var(--communiques-accent, light-dark(#000091, #b1b1f9)) }
.communiques-mark { background: Mark; color: MarkText }
@media (forced-colors: active) {
  .communiques-option[aria-selected] { background: Highlight; color: HighlightText; forced-color-adjust: none } }
`

/** @type {CSSStyleSheet | undefined} */
let sheet

/**
 * Gives the document or shadow root that holds `node` the style of the box, once.
 * @param {Node} node
 */
export function dress(node) {
  const root = /** @type {Document | ShadowRoot} */ (node.getRootNode())
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}
