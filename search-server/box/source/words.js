// What the box says, in French and in English. What it finds is said in the words of its documents.

/**
 * A number, or a word in its place, with what is counted: both languages add the same letter.
 * @param {number | string} number
 * @param {string} word
 */
const count = (number, word) => `${number} ${word}${Number(number) > 1 ? 's' : ''}`

const WORDS = {
  fr: {
    language: 'fr',
    /** The parameter of pages in this language. */
    pages: '',
    label: 'Rechercher dans les communiqués',
    button: 'Rechercher',
    suggestions: (/** @type {number} */ number) => count(number || 'Aucune', 'suggestion'),
    documents: (/** @type {number} */ number) => count(number, 'document'),
    results: 'Résultats',
    all: (/** @type {number} */ number) => number > 1 ? `Voir les ${number} documents` : 'Voir le document',
    none: 'Aucun document trouvé',
    trouble: 'Suggestions indisponibles pour le moment. Validez pour lancer la recherche.',
    /** @type {Record<string, string>} */
    kinds: { title: 'document', publisher: 'organisme', tag: 'thème', plan: 'plan', acronym: 'sigle' },
  },
  en: {
    language: 'en',
    pages: 'en',
    label: 'Search the communiqués',
    button: 'Search',
    suggestions: (/** @type {number} */ number) => count(number || 'No', 'suggestion'),
    documents: (/** @type {number} */ number) => count(number, 'document'),
    results: 'Results',
    all: (/** @type {number} */ number) => number > 1 ? `See all ${number} documents` : 'See the document',
    none: 'No document found',
    trouble: 'No suggestions at the moment. Press Enter to search.',
    /** @type {Record<string, string>} */
    kinds: { title: 'document', publisher: 'body', tag: 'topic', plan: 'plan', acronym: 'acronym' },
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
  return lang.startsWith('en') ? WORDS.en : WORDS.fr
}

/**
 * `date` (ISO 8601) in words, as precisely as it is known.
 * @param {string} date
 * @param {string | null} precision
 * @param {string} language
 */
export function inWords(date, precision, language) {
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { timeZone: 'UTC', year: 'numeric' }
  if (precision !== 'year') parts.month = 'long'
  if (precision === 'day') parts.day = 'numeric'
  return new Intl.DateTimeFormat(language, parts).format(new Date(date)).replace(/^1 /, '1er ')
}
