// Types of the box for sites that bundle it. What the server answers in full stands in its /api/v1/openapi.json.

/** A completion of what was typed. */
export interface Suggestion {
  text: string
  kind: 'word' | 'title' | 'publisher' | 'tag' | 'plan' | 'acronym'
  count: number
  /** What was typed, from one character (Unicode scalar value) up to another, which is left out. */
  highlights: [number, number][]
  /** The id of the document, for titles. */
  document?: string
}

/** A passage of a document. */
export interface Passage {
  anchor: string
  heading: string[]
  text: string
  /** What is marked, as in suggestions. */
  highlights: [number, number][]
}

/** A document found. */
export interface Hit {
  id: string
  title: string
  date: string | null
  date_precision: 'day' | 'month' | 'year' | null
  publisher: string | null
  kind: string | null
  plan: string[]
  url: string | null
  passages: Passage[]
}

/** What the server found. */
export interface Answer {
  query: string
  total: number
  hits: Hit[]
}

/** A search was made: by submitting the form (then it can be prevented), or by showing `total` documents. */
export type SearchEvent = CustomEvent<{ query: string; total?: number }>

/** A suggestion was chosen, or a document followed; preventing it leaves the rest to the site. */
export type SelectEvent = CustomEvent<{ query: string; suggestion?: Suggestion; hit?: Hit }>

/** What may be said of a field; in script elements as `data-…`. An option that is a switch is on when it is there. */
export interface Options {
  /** The server, such as `https://recherche.exemple.gouv.fr/`; bundled scripts have to say it. */
  src?: string
  /** The language of the documents, such as `fr`. */
  language?: string
  /** A key that leads to the field from anywhere in the page, such as `/`. None unless asked for. */
  shortcut?: string
  /** The panel stands in the page instead of floating over it. */
  inline?: ''
  /** A chosen suggestion is searched at once. */
  direct?: ''
  /** The class names of the State's design system are emitted, for sites that load it. */
  dsfr?: ''
}

/**
 * Adds suggestions to a field of the page; a field that is a combobox already is left alone. Fields of its form that are named as
 * the server's filters (`plan publisher kind year tag from to language`) limit them.
 */
export function enhance(field: HTMLInputElement, options?: Options): void

/**
 * `<communiques-search>`; importing this module defines it. Filters (as attributes), `limit`, `src`, `label` and `lang` may change
 * at any time; the other attributes are read when it comes into its page.
 */
export class CommuniquesSearch extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    'communiques-search': CommuniquesSearch
  }
  interface HTMLElementEventMap {
    'communiques:search': SearchEvent
    'communiques:select': SelectEvent
  }
}
