// Says how far away a day is, and when the edition has grown old. A demonstration's clock stands on its own day.
{
  const DAY = 86_400_000
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" })

  const mark = () => {
    const stale = document.querySelector("[data-edition-day]")
    if (stale) stale.hidden = Date.now() - Date.parse(stale.dataset.editionDay) <= 1.5 * DAY
    const edition = document.querySelector("#freshness time")?.dateTime
    const today = Date.parse(stale ? new Date().toISOString().slice(0, 10) : edition)
    for (const time of document.querySelectorAll("article time[datetime]")) {
      time.title = words.format(Math.round((Date.parse(time.dateTime) - today) / DAY), "day")
    }
  }

  document.addEventListener("pps:refreshed", mark)
  mark()
}
