// What the box says, in French and in English. What it finds is said in the words of its documents.

/**
 * A number, or a word in its place, with what is counted: both languages add the same letter.
 * @param {number | string} number
 * @param {string} word
 */
export const count = (number, word) => `${number} ${word}${+number > 1 ? 's' : ''}`

const WORDS = {
  fr: {
    language: 'fr',
    /** The parameter of pages in this language. */
    pages: '',
    label: 'Rechercher dans les communiqués',
    button: 'Rechercher',
    no: 'Aucune',
    results: 'Résultats',
    all: (/** @type {number} */ number) => number > 1 ? `Voir les ${number} documents` : 'Voir le document',
    none: 'Aucun document trouvé',
    trouble: 'Suggestions indisponibles. Validez pour rechercher.',
    /** Kinds of suggestions that are called otherwise than by their names. @type {Record<string, string>} */
    kinds: { word: '', title: 'document', publisher: 'organisme', tag: 'thème', acronym: 'sigle' },
  },
  en: {
    language: 'en',
    pages: 'en',
    label: 'Search the communiqués',
    button: 'Search',
    no: 'No',
    results: 'Results',
    all: (/** @type {number} */ number) => number > 1 ? `See all ${number} documents` : 'See the document',
    none: 'No document found',
    trouble: 'Suggestions unavailable. Press Enter to search.',
    /** @type {Record<string, string>} */
    kinds: { word: '', title: 'document', publisher: 'body', tag: 'topic' },
  },
}

/** @typedef {typeof WORDS.fr} Words */

/**
 * The words for the place where `node` stands: French, or English in English surroundings.
 * @param {Element} node
 * @returns {Words}
 */
export function wordsAt(node) {
  const { lang } = /** @type {HTMLElement} */ (node.closest('[lang]') ?? document.documentElement)
  return /^en/i.test(lang) ? WORDS.en : WORDS.fr
}

/**
 * `date` (ISO 8601) in words, as precisely as it is known.
 * @param {string} date
 * @param {string | null} precision
 * @param {string} language
 */
export function inWords(date, precision, language) {
  const month = precision === 'year' ? undefined : 'long'
  const day = precision === 'day' ? 'numeric' : undefined
  return new Date(date).toLocaleDateString(language, { timeZone: 'UTC', year: 'numeric', month, day }).replace(/^1 /, '1er ')
}
