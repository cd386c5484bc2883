// The theme opens its drawer and its search by labels, which no keyboard reaches; here each gets a button inside.
{
  const NAMES = { __drawer: "Navigation", __search: "Search" }
  for (const label of document.querySelectorAll("label.md-header__button")) {
    const name = NAMES[label.htmlFor]
    if (!name) continue
    const button = Object.assign(document.createElement("button"), { type: "button", className: "opener" })
    button.setAttribute("aria-label", name)
    button.append(...label.childNodes)
    button.addEventListener("click", () => document.getElementById(label.htmlFor).click())
    label.append(button)
  }
}
