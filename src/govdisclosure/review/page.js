"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const list = document.getElementById("findings");
  const findings = all(".finding");
  const filter = list.querySelector("form.filter");
  const status = filter.querySelector("[role=status]");
  const looks = () => all("input[name=look]:checked", filter).map((box) => box.value);
  const shown = () => findings.filter((finding) => !finding.hidden);
  const isBeside = () => getComputedStyle(list).position === "fixed";

  /* A mark shows while any of the findings it stands for does. */
  const showMarks = () => {
    const numbers = new Set(shown().map((finding) => finding.dataset.number));
    const undecided = looks().includes("undecided");
    for (const link of all("main a.n, main a.said")) {
      const own = (link.dataset.marks || "").split(" ");
      link.classList.toggle("off", link.matches(".undecided") ? !undecided : !own.some((each) => numbers.has(each)));
    }
    for (const place of all("main [data-mark]")) {
      place.classList.toggle("off", !place.querySelector(":scope > a.n:not(.off)"));
    }
  };

  /* On paper a rule is explained once: at the first of its findings that is shown. */
  const explainOnce = () => {
    const first = new Map();
    for (const finding of shown()) {
      const rule = finding.dataset.rule;
      const see = finding.querySelector(".see");
      see.hidden = !first.has(rule);
      finding.querySelector("details.about").toggleAttribute("data-repeated", first.has(rule));
      if (first.has(rule)) see.textContent = see.dataset.text.replace("{number}", first.get(rule));
      else first.set(rule, finding.dataset.number);
    }
  };

  const apply = () => {
    const chosen = new Set(looks());
    const rule = filter.elements.rule ? filter.elements.rule.value : "";
    for (const finding of findings) {
      finding.hidden = !chosen.has(finding.dataset.look) || (rule !== "" && finding.dataset.rule !== rule);
    }
    for (const open of all("section.open")) open.hidden = !chosen.has("undecided") || rule !== "";
    status.textContent = status.dataset.text.replace("{shown}", shown().length).replace("{all}", findings.length);
    showMarks();
    explainOnce();
  };

  /* The finding, its marks, and the figures it rests on stand out. */
  const highlight = (finding) => {
    for (const each of all(".current, .part-of")) each.classList.remove("current", "part-of");
    const number = finding.dataset.number;
    const marks = all(`main [data-marks~="${number}"]`);
    finding.classList.add("current");
    for (const mark of marks) (mark.closest("[data-mark]") || mark).classList.add("current");
    for (const part of all(`main [data-part~="${number}"]`)) part.classList.add("part-of");
    return marks;
  };

  const select = (finding, follow) => {
    const marks = highlight(finding);
    finding.focus({ preventScroll: true });
    if (follow && marks.length && isBeside()) marks[0].scrollIntoView({ block: "center" });
    finding.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const open = shown();
    if (!open.length) return;
    const at = open.findIndex((finding) => finding.matches(".current"));
    const next = at < 0 ? (by > 0 ? 0 : open.length - 1) : Math.min(Math.max(at + by, 0), open.length - 1);
    select(open[next], true);
  };

  const steps = { n: 1, p: -1 };
  const arrows = { ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const by = (filter.elements.shortcuts.checked && steps[event.key]) || (event.target.matches(".finding") && arrows[event.key]);
    if (!by) return;
    event.preventDefault();
    step(by);
  });

  const named = (hash) => findings.find((finding) => `#${finding.id}` === hash);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#finding-"]');
    const finding = link && named(link.hash);
    if (finding) setTimeout(() => select(finding, false));
  });
  list.addEventListener("focusin", (event) => {
    const finding = event.target.closest(".finding");
    if (finding && !finding.matches(".current")) highlight(finding);
  });

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const each of closed) each.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });

  filter.addEventListener("change", apply);
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.hidden = false;
  apply();
  const asked = named(location.hash);
  if (asked) select(asked, true);
})();
