// On a narrow screen each row of a table becomes a block whose cells name their columns; without this, tables scroll.
{
  const narrow = matchMedia("(max-width: 29.9375em)")

  const nameCells = table => {
    const heads = [...table.tHead.rows[0].cells].map(head => head.textContent.trim())
    for (const cell of table.querySelectorAll("tbody td")) cell.dataset.column = heads[cell.cellIndex]
    table.classList.add("records--named")
  }

  // The matrix stays one: its rows are compared.
  const nameAll = () => {
    if (!narrow.matches) return
    document.querySelectorAll("article table.records:not(.records--named, #matrix)").forEach(nameCells)
  }

  narrow.addEventListener("change", nameAll)
  document.addEventListener("pps:refreshed", nameAll)
  nameAll()
}
