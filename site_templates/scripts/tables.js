// Sorts tables by their heads and filters their rows; the filter stands in the address, so that it can be passed on.
{
  const collator = new Intl.Collator("en", { numeric: true })

  // The heads of the columns, from left to right: a head of a group is none, and what spans both lines comes first.
  const headsOf = table => [...table.tHead.querySelectorAll("th:not([scope=colgroup])")]
  const columnOf = head => headsOf(head.closest("table")).indexOf(head)

  // A body may begin with its own heading, which stays at its place.
  const headingOf = ({ rows: [first] }) => first?.cells[0]?.scope === "rowgroup" ? first : null
  const rowsOf = body => [...body.rows].slice(headingOf(body) ? 1 : 0)

  // Rows are sorted within their body; the head of what the bodies stand for sorts these.
  const sort = (head, direction) => {
    const table = head.closest("table")
    const column = columnOf(head)
    const sign = direction === "descending" ? -1 : 1
    const valueOf = ({ cells: { [column]: cell } }) => cell.dataset.value ?? cell.textContent.trim()
    const inOrder = (parts, rowOf) => parts
      .map(part => [valueOf(rowOf(part)), part])
      .sort(([a], [b]) => sign * collator.compare(a, b))
      .map(([, part]) => part)
    for (const other of headsOf(table)) other.removeAttribute("aria-sort")
    head.setAttribute("aria-sort", direction)
    const bodies = [...table.tBodies]
    for (const body of bodies) body.append(...inOrder(rowsOf(body), row => row))
    if (head.dataset.sort === "bodies") table.append(...inOrder(bodies, body => rowsOf(body)[0]))
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
  const narrow = (table, rows, heads, fields) => {
    const changed = []
    for (const [column, head] of heads.entries()) {
      const isOut = fields.some(({ name, value }) => name in head.dataset && !includes(head.dataset[name], value))
      if (head.hidden !== isOut) changed.push([column, head.hidden = isOut])
    }
    if (changed.length) for (const row of rows) {
      const cells = [...row.cells]
      for (const [column, isOut] of changed) cells[column].hidden = isOut
    }
    const groups = [...table.tHead.querySelectorAll("th[scope=colgroup]")]
    const columns = [...table.querySelectorAll("colgroup")].slice(-groups.length || Infinity)
    for (const [number, group] of groups.entries()) {
      const own = heads.filter(({ dataset }) => dataset.kind === group.dataset.group)
      const left = own.filter(({ hidden }) => !hidden).length
      group.querySelector(".left").textContent = left < own.length ? `${left} of ` : ""
      group.hidden = columns[number].hidden = !left
      group.colSpan = columns[number].span = left || 1
    }
  }

  // The heading of a body goes with its last row, and is as wide as what is left.
  const headBodies = (table, heads) => {
    for (const body of table.tBodies) {
      const heading = headingOf(body)
      if (!heading) continue
      heading.hidden = rowsOf(body).every(row => row.hidden)
      heading.cells[0].colSpan = heads.filter(head => !head.hidden).length
    }
  }

  const counted = (parts, noun) =>
    `${parts.filter(part => !part.hidden).length} of ${parts.length}${noun ? ` ${noun}${parts.length === 1 ? "" : "s"}` : ""}`

  const filter = form => {
    const table = document.getElementById(form.dataset.filters)
    const rows = [...table.tBodies].flatMap(rowsOf)
    const heads = headsOf(table)
    const fields = asked(form)
    narrow(table, rows, heads, fields)
    for (const row of rows) row.hidden = !holds(row, heads, fields)
    headBodies(table, heads)
    const result = [`${counted(rows, table.dataset.rows)} shown`]
    if (table.dataset.columns) result.push(`${counted(heads.filter(head => head.id), table.dataset.columns)} shown`)
    form.dispatchEvent(new CustomEvent("pps:filtered", { bubbles: true, detail: { table, rows, fields, result } }))
    if (table.dataset.columns && rows.some(row => row.hidden)) result.push("totals count all sites")
    form.querySelector("output").textContent = result.join("; ")
  }

  const remember = form => {
    const address = new URL(location)
    for (const field of fieldsOf(form)) {
      if (valueOf(field)) address.searchParams.set(field.name, valueOf(field))
      else address.searchParams.delete(field.name)
    }
    history.replaceState(history.state, "", address)
    // The other pages of a map are asked for the same.
    for (const link of document.querySelectorAll("a[data-keeps-filter]")) link.search = address.search
  }

  // What the address asks for and no field offers is not asked for.
  const restore = form => {
    const wanted = new URLSearchParams(location.search)
    for (const field of fieldsOf(form)) {
      if (field.type === "checkbox") field.checked = wanted.get(field.name) === field.value
      else field.value = wanted.get(field.name) ?? ""
      if (field.selectedIndex === -1) field.value = ""
    }
  }

  const apply = form => { filter(form); remember(form) }

  const makeFilterable = form => {
    restore(form)
    for (const field of fieldsOf(form)) field.addEventListener("input", () => apply(form))
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(() => apply(form)))
    form.hidden = false
    apply(form)
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
  // Going back to another place of the same page brings its address back, and not its fields.
  addEventListener("popstate", () => {
    for (const form of document.querySelectorAll("form[data-filters]")) {
      restore(form)
      apply(form)
    }
  })
  equip()
}
