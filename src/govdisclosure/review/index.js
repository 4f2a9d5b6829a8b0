"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const order = new Intl.Collator("zh-CN", { numeric: true });

  /* What is blank comes last, whichever way a column is sorted. */
  const compared = (kind, by) => (a, b) => {
    if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "");
    return by * (kind === "figure" ? a.key - b.key : order.compare(a.key, b.key));
  };

  const sort = (button) => {
    const head = button.closest("th");
    const body = button.closest("table").tBodies[0];
    const figure = button.dataset.kind === "figure";
    const first = figure ? "descending" : "ascending";
    const other = figure ? "ascending" : "descending";
    const next = head.getAttribute("aria-sort") === first ? other : first;
    for (const each of head.parentElement.cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", next);
    const rows = [...body.rows].map((row) => ({ row, key: row.cells[head.cellIndex].textContent.trim() }));
    rows.sort(compared(button.dataset.kind, next === "ascending" ? 1 : -1));
    body.append(...rows.map((each) => each.row));
  };
  for (const button of all("th button")) button.addEventListener("click", () => sort(button));

  const filter = document.querySelector("form.filter");
  const status = filter.querySelector("[role=status]");
  const rows = all("#reports > tbody > tr").map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    rules: row.dataset.rules.split(" ").filter(Boolean),
  }));
  const apply = () => {
    const { text, format, rule, found } = filter.elements;
    const words = text.value.toLowerCase().split(/\s+/u).filter(Boolean);
    let shown = 0;
    for (const each of rows) {
      const fits =
        words.every((word) => each.text.includes(word)) &&
        (format.value === "" || each.row.dataset.format === format.value) &&
        (rule.value === "" || each.rules.includes(rule.value)) &&
        (!found.checked || each.rules.length > 0);
      each.row.hidden = !fits;
      shown += fits;
    }
    status.textContent = status.dataset.text.replace("{shown}", shown).replace("{all}", rows.length);
  };
  filter.addEventListener("input", apply);
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.hidden = false;
  apply();
})();
