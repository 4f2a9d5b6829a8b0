// What the theme leaves without a name, or with one that leaves out what is seen, for those who hear the page.
document.addEventListener("DOMContentLoaded", () => {
  for (const summary of document.querySelectorAll("summary:has(> .toctree-toggle)")) {
    summary.setAttribute("aria-label", summary.closest("li").querySelector("a").textContent.trim());
  }
  for (const button of document.querySelectorAll(".search-button__button")) {
    button.removeAttribute("aria-label");
  }
});
