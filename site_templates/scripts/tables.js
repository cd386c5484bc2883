// Sorts tables by their heads and filters their rows; the filter stands in the address, so that it can be passed on.
{
  const collator = new Intl.Collator("en", { numeric: true })

  // The heads of the columns, from left to right: a head of a group is none, and what spans both lines comes first.
  const headsOf = table => [...table.tHead.querySelectorAll("th:not([scope=colgroup])")]
  const columnOf = head => headsOf(head.closest("table")).indexOf(head)

  const sort = (head, direction) => {
    const table = head.closest("table")
    const [body] = table.tBodies
    const column = columnOf(head)
    const sign = direction === "descending" ? -1 : 1
    const valueOf = ({ cells: { [column]: cell } }) => cell.dataset.value ?? cell.textContent.trim()
    const rows = [...body.rows].map(row => [valueOf(row), row]).sort(([a], [b]) => sign * collator.compare(a, b))
    for (const other of headsOf(table)) other.removeAttribute("aria-sort")
    head.setAttribute("aria-sort", direction)
    body.append(...rows.map(([, row]) => row))
  }

  const makeSortable = head => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "sort"
    const name = head.querySelector(".version") ?? head
    button.append(...name.childNodes)
    button.addEventListener("click", () =>
      sort(head, head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"))
    name.append(button)
  }

  const includes = (words, value) => (words ?? "").split(" ").includes(value)
  const isIn = (row, text) => row.textContent.toLowerCase().includes(text.toLowerCase())

  // What neither a row nor the head of a column answers is asked of cells; what a head answers holds for its cells.
  const answers = (cell, head, { name, value }) =>
    name in cell.dataset || !head?.dataset[name] ? includes(cell.dataset[name], value) : cell.dataset.value !== undefined

  const holds = (row, heads, fields) => {
    const ofRow = fields.filter(({ name }) => name === "q" || name in row.dataset)
    const ofCell = fields.filter(field => !ofRow.includes(field))
    return ofRow.every(({ name, value }) => name === "q" ? isIn(row, value) : includes(row.dataset[name], value))
      && (!ofCell.length || [...row.cells].some((cell, column) =>
        !cell.hidden && ofCell.every(field => answers(cell, heads[column], field))))
  }

  const fieldsOf = form => [...form.elements].filter(field => field.name)
  const valueOf = ({ type, checked, value }) => type !== "checkbox" || checked ? value : ""
  const asked = form => fieldsOf(form).filter(field => field.type !== "checkbox" && field.value)

  // A head that does not answer to a field of the filter takes its whole column away, and its group when it was the last.
  const narrow = (table, heads, fields) => {
    for (const [column, head] of heads.entries()) {
      const isOut = fields.some(({ name, value }) => name in head.dataset && !includes(head.dataset[name], value))
      if (head.hidden === isOut) continue
      head.hidden = isOut
      for (const body of table.tBodies) for (const row of body.rows) row.cells[column].hidden = isOut
    }
    const groups = [...table.tHead.querySelectorAll("th[scope=colgroup]")]
    const columns = [...table.querySelectorAll("colgroup")].slice(-groups.length || Infinity)
    for (const [number, group] of groups.entries()) {
      const left = heads.filter(({ dataset, hidden }) => dataset.kind === group.dataset.group && !hidden).length
      group.hidden = columns[number].hidden = !left
      group.colSpan = columns[number].span = left || 1
    }
  }

  const filter = form => {
    const table = document.getElementById(form.dataset.filters)
    const rows = [...table.tBodies[0].rows]
    const heads = headsOf(table)
    const fields = asked(form)
    narrow(table, heads, fields)
    for (const row of rows) row.hidden = !holds(row, heads, fields)
    const shown = rows.filter(row => !row.hidden).length
    form.querySelector("output").textContent = `${shown} of ${rows.length} shown`
  }

  const remember = form => {
    const address = new URL(location)
    for (const field of fieldsOf(form)) {
      if (valueOf(field)) address.searchParams.set(field.name, valueOf(field))
      else address.searchParams.delete(field.name)
    }
    history.replaceState(history.state, "", address)
    passOn()
  }

  // The pages that show the other versions of a map are asked for the same.
  const passOn = () => {
    for (const link of document.querySelectorAll("a[data-keeps-filter]")) link.search = location.search
  }

  const restore = form => {
    const wanted = new URLSearchParams(location.search)
    for (const field of fieldsOf(form)) {
      if (field.type === "checkbox") field.checked = wanted.get(field.name) === field.value
      else field.value = wanted.get(field.name) ?? ""
    }
  }

  const makeFilterable = form => {
    const change = () => { filter(form); remember(form) }
    restore(form)
    for (const field of fieldsOf(form)) field.addEventListener("input", change)
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(change))
    form.hidden = false
    filter(form)
    passOn()
  }

  const equip = () => {
    for (const head of document.querySelectorAll("article th[data-sort]:not(:has(button))")) makeSortable(head)
    for (const form of document.querySelectorAll("form[data-filters][hidden]")) makeFilterable(form)
  }

  // After a refresh the rows are new: the order and the filter that the reader chose are laid over them again.
  document.addEventListener("pps:refreshed", ({ detail }) => {
    equip()
    for (const { table, column, name, direction } of detail.orders) {
      const known = document.getElementById(table)
      const head = name ? document.getElementById(name) : known && headsOf(known)[column]
      if (head) sort(head, direction)
    }
    for (const form of document.querySelectorAll("form[data-filters]")) filter(form)
  })
  equip()
}
