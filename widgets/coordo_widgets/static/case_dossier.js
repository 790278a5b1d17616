/* What can be opened before deciding, at a price said beforehand; what was, to be read again. */

/* A view of the course as it opens: its picture, what it says, its data. Nothing to set. */
function figureView(player, shown, key) {
  if (shown.fault) return h("p", { class: "co-case-note" }, shown.fault);
  const picture = (layout) => {
    const node = h("div", { class: `co-case-picture co-case-picture-${layout}` });
    node.innerHTML = shown[layout]; // drawn in the kernel, where every text of it is escaped
    return node;
  };
  const sources = `D’après\u202f: ${shown.sources.join("\u202f; ")}.`;
  return h(
    "figure",
    { class: "co-case-figure" },
    h("figcaption", { class: "co-case-figure-title" }, shown.title),
    picture("wide"),
    picture("narrow"),
    shown.answer.map((text) => h("p", {}, text)),
    disclosure(
      player.memory,
      `${key}-data`,
      "Les données et les limites de la figure",
      false,
      dataTable(shown.table),
      h("p", { class: "co-case-note" }, sources),
      shown.limits.map((limit) => h("p", { class: "co-case-note" }, limit)),
    ),
  );
}

/* Just opened, it is open; in the dossier, folded until wanted. */
function openedView(player, piece, shelf) {
  const key = `${shelf}-${player.screen.run}-${piece.id}`;
  const node = disclosure(
    player.memory,
    key,
    [h("span", { class: "co-case-kind" }, piece.label), h("span", {}, piece.title)],
    shelf === "desk",
    h(
      "div",
      { class: `co-case-sheet co-case-sheet-${piece.kind}` },
      h("p", { class: "co-case-byline" }, piece.byline),
      piece.html && prose(piece.html),
      piece.table && dataTable(piece.table),
      piece.figure && figureView(player, piece.figure, key),
      piece.passages.map((passage) => passageView(passage, player.turnTo)),
    ),
  );
  node.classList.add("co-case-piece");
  node.dataset.piece = piece.id;
  return node;
}

function closedItem(item, open) {
  const reason = item.is_opened ? "Vous l’avez déjà\u202f: c’est dans votre dossier." : item.reason;
  return [
    h(
      "div",
      { class: "co-case-offer" },
      h("p", { class: "co-case-kind" }, item.label),
      h("p", { class: "co-case-offered" }, item.title),
      item.is_opened ? null : h("p", { class: "co-case-price" }, item.price),
      reason && h("p", { class: "co-case-price" }, item.is_opened ? reason : `Fermé. ${reason}`),
    ),
    item.is_available
      ? h(
          "button",
          {
            type: "button",
            class: "co-case-action",
            "aria-label": `${item.act}\u202f: ${item.title}. ${item.price}`,
            onclick: open,
          },
          item.act,
        )
      : null,
  ];
}

/* While a decision waits: how much time there is, what it can buy, what it has bought. */
function itemsView(player, moment) {
  const { items, time } = moment.decision;
  if (!items.length) return null;
  const id = `co-items-${player.id}`;
  const problem = h("div", { class: "co-case-problem" });
  const rows = items.map((item) => {
    const opened = moment.opened.find((piece) => piece.id === item.id);
    const isShut = !item.is_available && !item.is_opened;
    const open = (event) => player.openItem(item, { problem, button: event.currentTarget });
    return h(
      "li",
      { class: isShut ? "co-case-shut" : "" },
      opened ? openedView(player, opened, "desk") : closedItem(item, open),
    );
  });
  return h(
    "section",
    { class: "co-case-items", "aria-labelledby": id },
    h("h4", { id }, "Avant de décider"),
    time && h("p", { class: "co-case-time" }, time),
    h("ul", {}, rows),
    problem,
  );
}

/* Everything opened earlier in the run, folded until wanted. */
function dossierView(player, moment) {
  const pieces = player.screen.moments
    .filter(({ step }) => step < moment.step)
    .flatMap(({ opened }) => opened);
  if (!pieces.length) return null;
  return disclosure(
    player.memory,
    "dossier",
    `Votre dossier\u202f: ${counted(pieces.length, "pièce")}`,
    false,
    h("ul", { class: "co-case-dossier" }, pieces.map((piece) => h("li", {}, openedView(player, piece, "dossier")))),
  );
}

/* On a moment lived: what was opened then. */
function pastOpenings(player, moment) {
  if (!moment.opened.length) return null;
  return [
    h("h4", {}, "Ce que vous avez ouvert"),
    h(
      "ul",
      { class: "co-case-dossier" },
      moment.opened.map((piece) => h("li", {}, openedView(player, piece, "dossier"))),
    ),
  ];
}
