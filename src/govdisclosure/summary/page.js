// Each picture of a chart gives way to the chart itself, which tells its figures to who points at them.
for (const figure of document.querySelectorAll("figure[data-chart]")) {
  const spec = JSON.parse(document.getElementById("spec-" + figure.dataset.chart).textContent);
  const drawn = document.createElement("div");
  vegaEmbed(drawn, spec, { mode: "vega-lite", renderer: "svg", actions: false, ast: true, tooltip: { theme: "custom" } })
    .then(() => figure.replaceChildren(drawn));
}
