// Puts the reader's colours on before the page is drawn.
{
  const chosen = __md_get("__palette")?.color
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
  const followsSystem = !chosen || chosen.media === "(prefers-color-scheme)"
  const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${system})"]`)
  const scheme = followsSystem ? option?.dataset.mdColorScheme : chosen.scheme
  if (scheme) document.body.dataset.mdColorScheme = scheme
}
