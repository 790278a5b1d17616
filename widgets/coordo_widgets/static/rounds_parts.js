
/* Parts of the view of the rounds. Every text is set as text; the SVG are of the kernel's making. */

function picture(svg, className) {
  const node = h("div", { class: className });
  node.innerHTML = svg;
  return node;
}

function drawMeasures(measures) {
  return measures.map((each) =>
    h("div", { class: "co-rounds-measure" },
      h("dt", {}, each.label),
      h("dd", {}, h("b", {}, each.value), h("span", {}, each.before)),
    ),
  );
}

function drawChooser(screen, name, choose) {
  return screen.rounds.map((round) => {
    const input = h("input", {
      type: "radio", name, value: round.id, checked: round.id === screen.shown,
      onchange: () => choose(round.id),
    });
    const swatch = picture(round.swatch, "co-rounds-swatch");
    swatch.setAttribute("aria-hidden", "true");
    return h("label", { class: "co-figure-option co-rounds-carer" }, input, swatch,
      h("span", {},
        h("b", {}, round.name), `, ${round.trade}`,
        h("span", { class: "co-rounds-summary" }, round.summary,
          round.has_faults ? h("span", { class: "co-rounds-fault" }, "▲\u00a0à reprendre") : null),
      ),
    );
  });
}

/* A row of the list: what it is on a button, and beneath it, once taken, what can be done. */
function drawStop(stop, number, isTaken, on) {
  const main = h("button", {
    type: "button", class: "co-rounds-stop", "aria-expanded": String(isTaken), "data-stop": stop.id,
    onclick: () => on.take(stop.id),
    onkeydown: (event) => on.key(event, stop.id),
  },
    h("span", { class: "co-rounds-number" }, number),
    h("span", { class: "co-rounds-hour" }, stop.hour),
    h("span", { class: "co-rounds-what" }, stop.label,
      stop.detail ? h("span", { class: "co-rounds-detail" }, stop.detail) : null,
      ...stop.faults.map((fault) => h("span", { class: "co-rounds-fault" }, `▲\u00a0${fault}`)),
    ),
  );
  return h("li", { class: isTaken ? "co-rounds-taken" : null }, main,
    isTaken ? drawActions(stop, on) : null);
}

function drawActions(stop, on) {
  const button = (text, act, key, isOff = false) => h("button", {
    type: "button", class: "co-rounds-act", "data-act": key, "aria-disabled": isOff ? "true" : null,
    onclick: () => isOff || act(),
  }, text);
  const moves = on.isOrdered
    ? [
        button("Plus tôt", () => on.shift(stop.id, -1), "earlier", on.isFirst(stop.id)),
        button("Plus tard", () => on.shift(stop.id, 1), "later", on.isLast(stop.id)),
      ]
    : [];
  const gifts = stop.goals.map((goal) =>
    button(`${on.isOrdered ? "Confier à" : "Placer chez"} ${on.name(goal)}`,
      () => on.give(stop.id, goal), `give-${goal}`));
  const out = on.isOrdered ? [button("Retirer", () => on.give(stop.id, ""), "out")] : [];
  return h("div", {
    class: "co-rounds-acts", role: "group", "aria-label": stop.label,
    onkeydown: (event) => event.key === "Escape" && on.take(stop.id),
  }, moves, gifts, out);
}

function drawRoundsTable(table) {
  const head = h("tr", { role: "row" }, table.columns.map((column) =>
    h("th", { scope: "col", role: "columnheader" }, column)));
  const rows = table.rows.map((row) => h("tr", { role: "row" }, row.map((cell, index) =>
    h(index ? "td" : "th", {
      role: index ? "cell" : "rowheader", scope: index ? null : "row",
      "data-column": table.columns[index],
    }, cell))));
  return h("table", { class: "co-figure-table", role: "table" },
    h("caption", {}, table.caption),
    h("thead", { role: "rowgroup" }, head),
    h("tbody", { role: "rowgroup" }, rows));
}

function drawRoundsSources(definition) {
  return h("details", { class: "co-figure-more" },
    h("summary", {}, "Sources et limites"),
    h("ul", { class: "co-figure-sources" }, definition.sources.map((source) =>
      h("li", {},
        source.url ? h("a", { href: source.url, rel: "noreferrer" }, source.label) : source.label,
        source.detail ? ` — ${source.detail}` : null))),
    definition.limits.map((text) => h("p", {}, text)));
}
