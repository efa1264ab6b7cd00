// Keys that step through the marks of a document: n to the next one, p to the one before.
// They are heard only while a mark, or the bar that counts marks, has the focus; without this file the links do as well.

/** @type {HTMLElement[]} */
const marks = [...document.querySelectorAll('mark[id]')]

/** Where the reader is among the marks; before the first one at first. */
let place = -1

/** @param {number} step 1 or -1 */
function move(step) {
  place = (place + step + marks.length) % marks.length
  const mark = marks[place]
  mark.focus()
  mark.scrollIntoView({ block: 'center' })
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const step = { n: 1, p: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  move(place < 0 && step < 0 ? 0 : step)
}

marks.forEach((mark, number) => {
  mark.tabIndex = -1
  mark.addEventListener('focus', () => { place = number })
  mark.addEventListener('keydown', press)
})
document.querySelectorAll('.steps').forEach(bar => bar.addEventListener('keydown', press))
