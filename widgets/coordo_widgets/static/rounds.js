
/* The view of the rounds. The kernel holds the rounds; the page asks, then shows a whole screen. */

const ROUNDS_WIDE = 560; // px, as in figure.css
const HELP =
  "Choisissez une visite (clic ou Entrée), puis déplacez-la avec les flèches haut et bas, " +
  "ou avec les boutons.";
let roundsCount = 0;

function createNodes(prefix) {
  const heading = h("h4", { id: `${prefix}-list` });
  return {
    title: h("h3", { class: "co-figure-title", id: `${prefix}-title` }),
    measures: h("dl", { class: "co-rounds-measures" }),
    answer: h("div", { class: "co-figure-answer", "aria-live": "polite" }),
    faults: h("ul", { class: "co-rounds-faults" }),
    status: h("p", { class: "co-figure-status", role: "status" }),
    tried: h("div", { class: "co-rounds-tried" }),
    chooser: h("div", { class: "co-figure-options co-rounds-carers" }),
    heading,
    list: h("ol", { class: "co-rounds-list", "aria-labelledby": heading.id }),
    left: h("div", { class: "co-rounds-left" }),
    map: h("div", { class: "co-figure-picture co-rounds-map" }),
    strip: h("div", { class: "co-figure-picture co-rounds-strip" }),
    month: h("p", { "aria-live": "polite" }),
    tables: h("div"),
  };
}

function createActions(view, prefix, definition) {
  const action = (text, act, extra = "") => h("button", {
    type: "button", class: `co-figure-action ${extra}`, onclick: (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") !== "true") act();
    },
  }, text);
  const quiet = "co-figure-action-done";
  const wish = h("select", { class: "co-figure-select", id: `${prefix}-wish` },
    definition.wishes.map(([value, label]) => h("option", { value }, label)));
  const propose = () => view.ask("propose", () => ({ loyalty: Number(wish.value) }));
  return {
    wish,
    propose: action("Proposer des tournées", propose),
    own: action("Revenir aux miennes", () => view.ask("own"), quiet),
    undo: action("Annuler", () => view.ask("undo"), quiet),
    reset: action("Reprendre au début", () => view.ask("reset"), quiet),
    rotations: definition.rotations.map(([value, label]) => {
      const onchange = () => view.ask("rotate", () => ({ rotation: value }));
      const input = h("input", { type: "radio", name: `${prefix}-rotation`, value, onchange });
      return h("label", { class: "co-figure-option" }, input, h("span", {}, label));
    }),
  };
}

function layOut(nodes, actions, definition) {
  const { title, measures, answer, faults, status, tried, chooser, heading, list, left } = nodes;
  return h("section", {
    class: "co-figure co-rounds", "aria-labelledby": title.id, "data-figure": "rounds-map",
  },
    title,
    h("p", { class: "co-figure-lead" }, definition.lead),
    h("div", { class: "co-rounds-ask" },
      h("div", { class: "co-figure-field" },
        h("label", { for: actions.wish.id }, "Ce que l’on demande au calcul"), actions.wish),
      actions.propose),
    h("div", { class: "co-rounds-back" }, actions.own, actions.undo, actions.reset),
    measures, answer, faults, status, tried,
    h("fieldset", { class: "co-figure-field" }, h("legend", {}, "La tournée à voir"), chooser),
    h("div", { class: "co-rounds-work" },
      h("div", {}, heading, h("p", { class: "co-rounds-help" }, HELP), list, left),
      nodes.map),
    h("h4", {}, "La matinée, heure par heure"), nodes.strip,
    h("fieldset", { class: "co-figure-field co-rounds-month" },
      h("legend", {}, "Sur un mois, qui tient la tournée"),
      h("div", { class: "co-figure-options" }, actions.rotations)),
    nodes.month,
    h("details", { class: "co-figure-more" }, h("summary", {}, "Les données"), nodes.tables),
    drawRoundsSources(definition));
}

function showWords(view, screen) {
  const { nodes, actions } = view;
  nodes.title.textContent = screen.title;
  nodes.measures.replaceChildren(...drawMeasures(screen.measures));
  view.say(...screen.answer);
  nodes.faults.replaceChildren(...screen.faults.map((text) => h("li", {}, text)));
  nodes.status.textContent = screen.status;
  nodes.tried.replaceChildren(...(screen.tried ? [drawRoundsTable(screen.tried)] : []));
  nodes.month.textContent = screen.month;
  nodes.tables.replaceChildren(...screen.tables.map(drawRoundsTable));
  actions.own.setAttribute("aria-disabled", String(!screen.has_own));
  actions.undo.setAttribute("aria-disabled", String(!screen.can_undo));
  for (const label of actions.rotations) {
    label.firstChild.checked = label.firstChild.value === screen.rotation;
  }
}

function showChooser(view, screen, name) {
  const { chooser } = view.nodes;
  const wasThere = chooser.contains(document.activeElement);
  chooser.replaceChildren(...drawChooser(screen, name, (id) => {
    view.shown = id;
    view.taken = null;
    view.ask("look");
  }));
  if (wasThere) chooser.querySelector("input:checked")?.focus();
}

function showRound(view, screen) {
  const { heading, list, left, map, strip } = view.nodes;
  heading.textContent = `La tournée de ${nameCarer(view, screen.shown)}`;
  let number = 0;
  const gestures = createRoundGestures(view);
  const rows = screen.stops.map((stop) =>
    drawStop(stop, stop.id === "pause" ? "–" : String(++number), stop.id === view.taken, gestures));
  list.replaceChildren(...(rows.length ? rows : [h("li", {}, "Aucune visite.")]));
  const others = screen.left.map((stop) =>
    drawStop(stop, "?", stop.id === view.taken, createLeftGestures(view)));
  left.replaceChildren(...(others.length
    ? [h("h4", {}, "À placer"), h("ul", { class: "co-rounds-list" }, others)] : []));
  map.innerHTML = screen.map;
  strip.innerHTML = screen.strip;
}

function createView(model, prefix) {
  const definition = model.get("definition");
  const nodes = createNodes(prefix);
  const view = { model, nodes, layout: null, shown: "", taken: null, focus: null };
  view.screen = () => model.get("screen");
  view.shown = view.screen().shown;
  view.say = (...texts) => {
    if (nodes.answer.textContent === texts.join("")) return;
    nodes.answer.replaceChildren(...texts.map((text) => h("p", {}, text)));
  };
  view.show = () => {
    const screen = view.screen();
    showWords(view, screen);
    showChooser(view, screen, `${prefix}-round`);
    showRound(view, screen);
    if (view.focus) nodes.root.querySelector(view.focus)?.focus();
    view.focus = null;
    nodes.root.dataset.shown = screen.shown;
  };
  view.actions = createActions(view, prefix, definition);
  nodes.root = layOut(nodes, view.actions, definition);
  return view;
}

function renderRounds({ model, el }) {
  const kernel = connect(model);
  const view = createView(model, `co-rounds-${++roundsCount}`);
  view.ask = createAsker(view, kernel);
  el.append(view.nodes.root);
  model.on("change:screen", view.show);
  view.show();
  const observer = new ResizeObserver(([entry]) => {
    const { width } = entry.contentRect;
    const fitting = width >= ROUNDS_WIDE ? "wide" : "narrow";
    if (fitting === view.layout || width === 0) return;
    view.layout = fitting;
    view.ask("look");
  });
  observer.observe(view.nodes.root);
  return () => {
    observer.disconnect();
    kernel.close();
    model.off("change:screen", view.show);
  };
}

export default { render: renderRounds };
