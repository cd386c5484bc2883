// Keeps an open page up to date: asks for its JSON twin and, when a new edition is out, takes over the new content.
{
  const INTERVAL = 60_000

  const orders = () => [...document.querySelectorAll("article th[aria-sort]")].map(head => ({
    table: head.closest("table").id, column: head.cellIndex, direction: head.getAttribute("aria-sort"),
  }))

  const takeOver = fresh => {
    for (const part of document.querySelectorAll("[data-live], #freshness")) {
      const successor = part.id && fresh.getElementById(part.id)
      if (successor) part.replaceWith(successor)
    }
  }

  const announce = text => {
    const status = document.querySelector("[data-live-status]")
    if (status) status.textContent = text
  }

  const look = async () => {
    const part = document.querySelector("[data-live]")
    if (!part || document.hidden) return
    const answer = await fetch(part.dataset.live, { cache: "no-cache" })
    if (!answer.ok) return
    const { data, edition } = await answer.json()
    if (data.digest === part.dataset.edition) return
    const page = await fetch(location.pathname, { cache: "no-cache" })
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html")
    // The twin may be out before the page is; then the next look finds both.
    if (fresh.getElementById(part.id)?.dataset.edition === part.dataset.edition) return
    const kept = orders()
    takeOver(fresh)
    document.dispatchEvent(new CustomEvent("pps:refreshed", { detail: { orders: kept } }))
    announce(`Updated to the edition of ${edition.today}.`)
  }

  // No connection is no fault: the page stays as it is and asks again.
  const lookAgain = () => look().catch(() => announce("Updates are out of reach at the moment; trying again."))
  setInterval(lookAgain, INTERVAL)
  document.addEventListener("visibilitychange", lookAgain)
}
