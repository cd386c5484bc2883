// Says how far away a day is, and when the edition has grown old. A demonstration's clock stands on its own day.
{
  const DAY = 86_400_000
  const HOUR = 3_600_000
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" })
  const stale = document.querySelector("[data-edition-day]")

  const age = () => {
    if (stale) stale.hidden = Date.now() - Date.parse(stale.dataset.editionDay) <= 36 * HOUR
  }

  const mark = () => {
    age()
    const edition = document.querySelector("#freshness time")?.dateTime
    const today = Date.parse(stale ? new Date().toISOString().slice(0, 10) : edition)
    for (const time of document.querySelectorAll("article time")) {
      const day = Date.parse(time.dateTime || time.textContent)
      time.title = words.format(Math.round((day - today) / DAY), "day")
    }
  }

  setInterval(age, HOUR)
  document.addEventListener("visibilitychange", age)
  document.addEventListener("pps:refreshed", mark)
  mark()
}
