// Sorts tables by their heads and filters their rows; the filter stands in the address, so that it can be passed on.
{
  const collator = new Intl.Collator("en", { numeric: true })
  const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim()

  const sort = (head, direction) => {
    const body = head.closest("table").tBodies[0]
    const sign = direction === "descending" ? -1 : 1
    const rows = [...body.rows].sort((a, b) =>
      sign * collator.compare(valueOf(a, head.cellIndex), valueOf(b, head.cellIndex)))
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort")
    head.setAttribute("aria-sort", direction)
    body.append(...rows)
  }

  const makeSortable = head => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "sort"
    button.append(...head.childNodes)
    button.addEventListener("click", () =>
      sort(head, head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"))
    head.append(button)
  }

  const answers = (element, { name, value }) => name === "q"
    ? element.textContent.toLowerCase().includes(value.toLowerCase())
    : (element.dataset[name] ?? "").split(" ").includes(value)

  // What a row does not answer itself is asked of its cells: one of them has to answer all of it.
  const holds = (row, fields) => {
    const ofRow = fields.filter(({ name }) => name === "q" || name in row.dataset)
    const ofCell = fields.filter(field => !ofRow.includes(field))
    return ofRow.every(field => answers(row, field))
      && (!ofCell.length || [...row.cells].some(cell => ofCell.every(field => answers(cell, field))))
  }

  const fieldsOf = form => [...form.elements].filter(field => field.name)

  // A head that answers to a field of the filter takes its whole column away when something else is asked for.
  const narrow = (table, fields) => {
    const heads = [...table.tHead.rows[0].cells]
    for (const [column, { dataset }] of heads.entries()) {
      const answering = fields.filter(({ name }) => name in dataset)
      if (!answering.length) continue
      const isOut = answering.some(({ name, value }) => value && !dataset[name].split(" ").includes(value))
      for (const row of table.rows) row.cells[column].hidden = isOut
    }
  }

  const filter = form => {
    const table = document.getElementById(form.dataset.filters)
    const rows = [...table.tBodies[0].rows]
    narrow(table, fieldsOf(form))
    const asked = fieldsOf(form).filter(({ value }) => value)
    for (const row of rows) row.hidden = !holds(row, asked)
    const shown = rows.filter(row => !row.hidden).length
    form.querySelector("output").textContent = `${shown} of ${rows.length} shown`
  }

  const remember = form => {
    const address = new URL(location)
    for (const { name, value } of fieldsOf(form)) {
      if (value) address.searchParams.set(name, value)
      else address.searchParams.delete(name)
    }
    history.replaceState(history.state, "", address)
  }

  const makeFilterable = form => {
    const wanted = new URLSearchParams(location.search)
    for (const field of fieldsOf(form)) field.value = wanted.get(field.name) ?? ""
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("input", () => { filter(form); remember(form) })
    form.addEventListener("reset", () => setTimeout(() => { filter(form); remember(form) }))
    form.hidden = false
    filter(form)
  }

  const equip = () => {
    for (const head of document.querySelectorAll("article th[data-sort]:not(:has(button))")) makeSortable(head)
    for (const form of document.querySelectorAll("form[data-filters][hidden]")) makeFilterable(form)
  }

  // After a refresh the rows are new: the order and the filter that the reader chose are laid over them again.
  document.addEventListener("pps:refreshed", ({ detail }) => {
    equip()
    for (const { table, column, direction } of detail.orders) {
      const head = document.getElementById(table)?.tHead.rows[0].cells[column]
      if (head) sort(head, direction)
    }
    for (const form of document.querySelectorAll("form[data-filters]")) filter(form)
  })
  equip()
}
