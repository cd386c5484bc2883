// The theme's search, run in this worker. It starts with the first word that a reader types, so that pages that are only
// read do not pay for it; and the page whose id was typed comes before all that only begin alike.
{
  const [SETUP, READY, ASKED, FOUND] = [0, 1, 2, 3] // the theme's words between page and worker
  const answer = self.postMessage.bind(self)
  const tellTheme = data => self.dispatchEvent(new MessageEvent("message", { data }))
  let [asked, isReady, setup, waiting] = ["", false]

  const distance = ([{ location }]) => {
    const name = location.toLowerCase().split("/").filter(Boolean).at(-1) ?? ""
    if (name === asked) return 0
    return name.endsWith(`-${asked}`) ? 1 : 2
  }

  const start = () => {
    importScripts(new URL(location.search.slice(1), location))
    tellTheme(setup)
    setup = null
  }

  self.addEventListener("message", event => {
    if (!event.isTrusted) return // said by tellTheme, and not to us
    if (event.data.type === SETUP) {
      setup = event.data
      answer({ type: READY })
    } else if (event.data.type === ASKED) {
      asked = event.data.data.trim().toLowerCase()
      if (isReady) return
      event.stopImmediatePropagation()
      waiting = event.data
      if (!asked) answer({ type: FOUND, data: { items: [] } })
      else if (setup) start()
    }
  })

  self.postMessage = message => {
    if (message.type === READY) {
      isReady = true
      tellTheme(waiting)
    } else {
      message.data.items.sort((one, other) => distance(one) - distance(other))
      answer(message)
    }
  }
}
