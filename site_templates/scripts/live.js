// Keeps an open page up to date: asks which edition is out and, when it is a new one, takes over what the page says now.
{
  const INTERVAL = 60_000
  const PARTS = ["article", "#freshness", "[data-edition-day]"]

  const nameOf = ({ commit, today, policy, observation }) =>
    [today, policy ?? "-", commit ?? "-", observation?.slice(0, 10) ?? "-"].join(" ")

  const orders = () => [...document.querySelectorAll("article th[aria-sort]")].map(head => ({
    table: head.closest("table").id,
    name: head.id,
    column: head.cellIndex,
    direction: head.getAttribute("aria-sort"),
  }))

  // What the reader opened, scrolled and stood on stays so, as far as it is still there.
  const kept = () => {
    const opened = [...document.querySelectorAll("article details")].map(({ open }) => open)
    const scrolled = [...document.querySelectorAll("article .table")].map(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop])
    const focused = document.activeElement.id
    return () => {
      for (const [number, part] of document.querySelectorAll("article details").entries()) part.open ||= !!opened[number]
      for (const [number, part] of document.querySelectorAll("article .table").entries()) part.scrollTo(...scrolled[number] ?? [])
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    }
  }

  const takeOver = fresh => {
    const [detail, restore] = [{ orders: orders() }, kept()]
    for (const part of PARTS) {
      const [old, successor] = [document.querySelector(part), fresh.querySelector(part)]
      if (!old || !successor) continue
      Object.assign(old.dataset, successor.dataset)
      old.replaceChildren(...successor.childNodes)
    }
    document.dispatchEvent(new CustomEvent("pps:refreshed", { detail }))
    restore()
  }

  const announce = text => {
    document.querySelector("[data-live-status]").textContent = text
  }

  // Pages name their edition, but not everything that it is made from; so the first look keeps what else the index says.
  let known

  const look = async () => {
    const { index, edition: shown } = document.getElementById("freshness").dataset
    if (document.hidden) return
    const answer = await fetch(index, { cache: "no-cache" })
    if (!answer.ok) return
    const { edition, data: { digest } } = await answer.json()
    const isNamedAlike = nameOf(edition) === shown
    if (isNamedAlike) known ??= digest
    if (isNamedAlike && known === digest) return
    const page = await fetch(location.pathname, { cache: "no-cache" })
    if (!page.ok) return
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html")
    // The index may be out before the page is; then the next look finds both.
    if (fresh.getElementById("freshness")?.dataset.edition !== nameOf(edition)) return
    takeOver(fresh)
    known = digest
    announce(`Updated to the edition of ${edition.today}.`)
  }

  // No connection is no fault: the page stays as it is and asks again.
  const lookAgain = () => look().catch(() => announce("Updates are out of reach at the moment; trying again."))
  // The first look learns what is out; where it fails, the next one says so.
  look().catch(() => known)
  setInterval(lookAgain, INTERVAL)
  document.addEventListener("visibilitychange", lookAgain)
}
