// Gives every block of code a button that copies it.
{
  const copied = async (button, code) => {
    await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""))
    button.textContent = "Copied"
    setTimeout(() => (button.textContent = "Copy"), 2000)
  }

  const equip = () => {
    for (const code of document.querySelectorAll("article pre > code")) {
      if (code.parentElement.querySelector("button")) continue
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" })
      button.className = "copy"
      button.setAttribute("aria-live", "polite")
      button.addEventListener("click", () => copied(button, code))
      code.after(button)
    }
  }

  document.addEventListener("pps:refreshed", equip)
  equip()
}
