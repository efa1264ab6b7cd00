// Questions to the server: without cookie, without a header that needs a preflight, answers kept in memory alone.
// What is done with an answer, or without one, is the box's business.

/** When so many answers are kept, all go. */
const KEPT = 100

/** Milliseconds: without an answer for so long, the server counts as slow. */
const SLOW = 3000

/** Parameters of the server that limit what is searched; `lang` is the language of its pages. */
export const FILTERS = ['plan', 'publisher', 'kind', 'year', 'tag', 'from', 'to', 'language']

/** @type {Map<string, any>} */
const answers = new Map()

/**
 * The answer at `url`. A refusal is thrown as the response that it is.
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function answerAt(url, signal) {
  if (answers.has(url)) return answers.get(url)
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error', signal })
  if (!response.ok) throw response
  const answer = await response.json()
  if (answers.size >= KEPT) answers.clear()
  answers.set(url, answer)
  return answer
}

/**
 * Asks for `url`; the controller that comes back stops that, as the next question does. `show` gets the answer, `fail` what
 * kept it from coming or from being shown: a refusal, a server that is slow or gone, an answer that is none.
 * @param {string} url
 * @param {(answer: any) => void} show
 * @param {(error: any) => void} fail
 */
export function ask(url, show, fail) {
  const control = new AbortController()
  answerAt(url, AbortSignal.any([control.signal, AbortSignal.timeout(SLOW)]))
    .then(answer => control.signal.aborted || show(answer))
    .catch(error => control.signal.aborted || fail(error))
  return control
}

/**
 * The root of the server: as told, else the one that this script, at `here`, came from.
 * @param {string | undefined} told
 * @param {string} here
 */
export const serverAt = (told, here) => told ? new URL(told.replace(/\/*$/, '/'), document.baseURI) : new URL('../../', here)

/**
 * An address on the server; parameters without a value are left out.
 * @param {URL} server
 * @param {string} path
 * @param {any[][]} parameters names and values
 */
export function address(server, path, parameters) {
  const url = new URL(path, server)
  for (const [name, value] of parameters) if (value) url.searchParams.append(name, value)
  return url.href
}
