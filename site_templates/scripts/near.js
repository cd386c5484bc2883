// Names the pages whose ids are nearest to the one that was asked for; they are read from the index of the search.
{
  const RECORD = /^(?:patches|pilots|bugs|sites|vos|rocs|policy\/rules)\/([^/#]+)\/$/
  const MOST = 5
  const place = document.querySelector("[data-near]")
  const root = new URL("../", document.currentScript.src)
  const asked = decodeURIComponent(location.pathname).split("/").filter(Boolean).at(-1)?.toUpperCase() ?? ""

  // The number of letters to change, insert or leave out on the way from one id to the other.
  const distance = (from, to) => {
    let row = [...to, ""].map((_, column) => column)
    for (const [line, letter] of [...from].entries()) {
      const next = [line + 1]
      for (const [column, other] of [...to].entries()) {
        next.push(Math.min(next[column] + 1, row[column + 1] + 1, row[column] + (letter === other ? 0 : 1)))
      }
      row = next
    }
    return row.at(-1)
  }

  // A number alone is that of every id which ends with it.
  const stepsTo = id => /^\d+$/.test(asked) && id.endsWith(`-${asked}`) ? 0
    : Math.abs(id.length - asked.length) < 3 ? distance(asked, id) : Infinity

  const nearest = pages => pages
    .map(({ location: address, title }) => ({ address, title, id: RECORD.exec(address)?.[1].toUpperCase() }))
    .filter(({ id }) => id)
    .map(page => ({ ...page, steps: stepsTo(page.id) }))
    .filter(({ steps }) => steps < 3)
    .sort((one, other) => one.steps - other.steps)
    .slice(0, MOST)

  const show = found => {
    if (found.length === 0) return
    const list = document.createElement("ul")
    for (const { address, title } of found) {
      const link = document.createElement("a")
      link.href = new URL(address, root)
      link.textContent = title
      list.append(document.createElement("li"))
      list.lastChild.append(link)
    }
    place.append(`Nearest to ${asked}:`, list)
  }

  fetch(new URL("search/search_index.json", root))
    .then(answer => answer.json())
    .then(({ docs }) => show(nearest(docs)))
}
