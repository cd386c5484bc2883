// A map on several pages: says beside the link to each other page how many of its versions the filter would leave there.
{
  const numbers = new WeakMap()
  const includes = (words, value) => words.split(" ").includes(value)

  // Cells of other pages are told in the order of the rows as they were made, before anybody sorted them.
  const numberOf = (rows, row) => {
    if (!numbers.has(row)) for (const [number, one] of rows.entries()) numbers.set(one, number)
    return numbers.get(row)
  }

  // The words that the search finds in a cell are those of this page, so that only what names a site counts.
  const isNamed = (row, text) =>
    [...row.cells].slice(0, 4).some(({ textContent }) => textContent.toLowerCase().includes(text.toLowerCase()))

  const holds = (row, fields) => fields.every(({ name, value }) =>
    name === "q" ? isNamed(row, value) : !(name in row.dataset) || includes(row.dataset[name], value))

  const marksOf = nav => new Map([...nav.querySelector(":scope > template").content.children]
    .map(({ dataset }) => [dataset.mark, dataset]))

  // A version is left where its head and one of its cells in a row that is left answer to all that is asked.
  const isLeft = ({ dataset }, places, marks, fields) => {
    const ofCell = fields.filter(({ name }) => name === "step" || name === "seen")
    const answers = mark => ofCell.length
      ? ofCell.every(({ name, value }) => includes(mark[name], value))
      : mark.step
    return fields.every(({ name, value }) => !(name in dataset) || includes(dataset[name], value))
      && places.some(place => {
        const mark = marks.get(dataset.cells[place])
        return mark && answers(mark)
      })
  }

  const tell = (nav, { rows, fields, result }) => {
    const marks = marksOf(nav)
    const places = rows.filter(row => holds(row, fields)).map(row => numberOf(rows, row))
    let left = 0
    for (const part of nav.querySelectorAll("[data-window]")) {
      const versions = [...part.querySelector("template").content.children]
      const found = versions.filter(version => isLeft(version, places, marks, fields)).length
      part.querySelector(".matches").textContent = fields.length ? ` (${found || "none"} of ${versions.length} match)` : ""
      left += found
    }
    if (fields.length) result.push(`${left} ${left === 1 ? "version matches" : "versions match"} on other pages`)
  }

  document.addEventListener("pps:filtered", ({ detail }) => {
    for (const nav of document.querySelectorAll(`nav[data-windows="${detail.table.id}"]`)) tell(nav, detail)
  })
}
