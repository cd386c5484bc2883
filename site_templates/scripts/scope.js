// The theme keeps the reader's choice of colours under the address of the site; this names the keeper.
{
  const root = new URL(document.currentScript.dataset.base, location)
  window.__md_scope = root
  window.__md_hash = text => [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0)
  window.__md_get = (key, store = localStorage, scope = root) => JSON.parse(store.getItem(`${scope.pathname}.${key}`))
  window.__md_set = (key, value, store = localStorage, scope = root) => {
    try {
      store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
    } catch {
      // A browser that forbids storage forgets the choice with the page.
    }
  }
}
