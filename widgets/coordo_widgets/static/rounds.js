
/* The view of the rounds. The kernel holds the rounds; the page asks, then shows a whole screen. */

const ROUNDS_WIDE = 560; // px, as in figure.css
let roundsCount = 0;

function renderRounds({ model, el }) {
  const definition = model.get("definition");
  const prefix = `co-rounds-${++roundsCount}`;
  const kernel = connect(model);
  let layout = null;
  let shown = model.get("screen").shown;
  let taken = null;
  let focus = null; // a selector, to find again what the reader was on
  let isBusy = false;
  let isStale = false; // the width has changed while the kernel was busy

  const waitForScreen = () => new Promise((resolve) => {
    const hear = () => {
      model.off("change:screen", hear);
      resolve();
    };
    model.on("change:screen", hear);
  });
  const ask = async (type, fields = {}) => {
    if (isBusy) return;
    isBusy = true;
    isStale = false;
    root.setAttribute("aria-busy", "true");
    if (type === "propose") answer.replaceChildren(h("p", {}, "Le calcul cherche…"));
    try {
      const drawn = type === "propose" ? waitForScreen() : null; // a search outlasts patience
      await kernel.ask(type, { shown, layout: layout ?? "wide", ...fields });
      await drawn;
    } catch (error) {
      answer.replaceChildren(h("p", {}, error.message));
    }
    isBusy = false;
    root.removeAttribute("aria-busy");
    if (isStale) ask("look");
  };

  const index = (id) => model.get("screen").stops.findIndex((stop) => stop.id === id);
  const common = {
    name: (id) => model.get("screen").rounds.find((round) => round.id === id).name,
    take: (id) => {
      taken = taken === id ? null : id;
      focus = `[data-stop="${id}"]`;
      show();
    },
  };
  const inRound = {
    ...common,
    isOrdered: true,
    isFirst: (id) => index(id) === 0,
    isLast: (id) => index(id) === model.get("screen").stops.length - 1,
    shift: (id, step) => {
      const place = index(id) + step;
      if (place < 0 || place >= model.get("screen").stops.length) return;
      focus = document.activeElement?.dataset?.act
        ? `[data-act="${document.activeElement.dataset.act}"]` : `[data-stop="${id}"]`;
      ask("move", { stop: id, carer: shown, goal: shown, place });
    },
    give: (id, goal) => {
      const stops = model.get("screen").stops;
      const next = stops[index(id) + 1] ?? stops[index(id) - 1];
      focus = next ? `[data-stop="${next.id}"]` : `[data-carer="${shown}"]`;
      taken = null;
      ask("move", { stop: id, carer: shown, goal });
    },
    /* Arrows walk along the list; once a visit is taken, they move it. */
    key: (event, id) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.key === "Escape" && taken) common.take(taken);
      if (!step) return;
      event.preventDefault();
      if (taken === id) inRound.shift(id, step);
      else list.querySelector(`[data-stop="${model.get("screen").stops[index(id) + step]?.id}"]`)?.focus();
    },
  };
  const unplaced = {
    ...common,
    isOrdered: false,
    key: () => {},
    give: (id, goal) => {
      taken = null;
      shown = goal;
      focus = `[data-stop="${id}"]`;
      ask("move", { stop: id, carer: "", goal });
    },
  };

  const title = h("h3", { class: "co-figure-title", id: `${prefix}-title` });
  const measures = h("dl", { class: "co-rounds-measures" });
  const answer = h("div", { class: "co-figure-answer", "aria-live": "polite" });
  const faults = h("ul", { class: "co-rounds-faults" });
  const status = h("p", { class: "co-figure-status", role: "status" });
  const chooser = h("div", { class: "co-figure-options co-rounds-carers" });
  const heading = h("h4", { id: `${prefix}-list` });
  const list = h("ol", { class: "co-rounds-list", "aria-labelledby": heading.id });
  const left = h("div", { class: "co-rounds-left" });
  const map = h("div", { class: "co-figure-picture co-rounds-map" });
  const strip = h("div", { class: "co-figure-picture co-rounds-strip" });
  const month = h("p", { "aria-live": "polite" });
  const tables = h("div");
  const wish = h("select", { class: "co-figure-select", id: `${prefix}-wish` },
    definition.wishes.map(([value, label]) => h("option", { value }, label)));
  const action = (text, act, extra = "") => h("button", {
    type: "button", class: `co-figure-action ${extra}`, onclick: (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") !== "true") act();
    },
  }, text);
  const quiet = "co-figure-action-done";
  const own = action("Revenir aux miennes", () => ask("own"), quiet);
  const undo = action("Annuler", () => ask("undo"), quiet);
  const rotations = definition.rotations.map(([value, label]) => {
    const input = h("input", {
      type: "radio", name: `${prefix}-rotation`, value,
      onchange: () => ask("rotate", { rotation: value }),
    });
    return h("label", { class: "co-figure-option" }, input, h("span", {}, label));
  });

  const root = h("section", {
    class: "co-figure co-rounds", "aria-labelledby": title.id, "data-figure": "rounds-map",
  },
    title,
    h("p", { class: "co-figure-lead" }, definition.lead),
    h("div", { class: "co-rounds-ask" },
      h("div", { class: "co-figure-field" },
        h("label", { for: wish.id }, "Ce que l’on demande au calcul"), wish),
      action("Proposer des tournées", () => ask("propose", { loyalty: Number(wish.value) })),
    ),
    h("div", { class: "co-rounds-back" }, own, undo,
      action("Reprendre au début", () => ask("reset"), quiet)),
    measures, answer, faults, status,
    h("fieldset", { class: "co-figure-field" }, h("legend", {}, "La tournée à voir"), chooser),
    h("div", { class: "co-rounds-work" },
      h("div", {}, heading,
        h("p", { class: "co-rounds-help" },
          "Choisissez une visite (clic ou Entrée), puis déplacez-la avec les flèches haut et bas, ou avec les boutons."),
        list, left),
      map),
    h("h4", {}, "La matinée, heure par heure"), strip,
    h("fieldset", { class: "co-figure-field co-rounds-month" },
      h("legend", {}, "Sur un mois, qui tient la tournée"),
      h("div", { class: "co-figure-options" }, rotations)),
    month,
    h("details", { class: "co-figure-more" }, h("summary", {}, "Les données"), tables),
    drawRoundsSources(definition),
  );
  el.append(root);

  const show = () => {
    const screen = model.get("screen");
    title.textContent = screen.title;
    measures.replaceChildren(...drawMeasures(screen.measures));
    if (answer.textContent !== screen.answer.join("")) {
      answer.replaceChildren(...screen.answer.map((text) => h("p", {}, text)));
    }
    faults.replaceChildren(...screen.faults.map((text) => h("li", {}, text)));
    status.textContent = screen.status;
    own.setAttribute("aria-disabled", String(!screen.has_own));
    undo.setAttribute("aria-disabled", String(!screen.can_undo));
    const hadFocus = root.contains(document.activeElement) ? document.activeElement : null;
    const chosen = hadFocus?.name === `${prefix}-round`;
    chooser.replaceChildren(...drawChooser(screen, `${prefix}-round`, (id) => {
      shown = id;
      taken = null;
      ask("look");
    }));
    const name = screen.rounds.find((round) => round.id === screen.shown).name;
    heading.textContent = `La tournée de ${name}`;
    let number = 0;
    list.replaceChildren(...screen.stops.map((stop) =>
      drawStop(stop, stop.id === "pause" ? "–" : String(++number), stop.id === taken, inRound)));
    if (!screen.stops.length) list.replaceChildren(h("li", {}, "Aucune visite."));
    left.replaceChildren(...(screen.left.length ? [
      h("h4", {}, "À placer"),
      h("ul", { class: "co-rounds-list" }, screen.left.map((stop) =>
        drawStop(stop, "?", stop.id === taken, unplaced))),
    ] : []));
    map.innerHTML = screen.map;
    strip.innerHTML = screen.strip;
    month.textContent = screen.month;
    for (const label of rotations) {
      label.firstChild.checked = label.firstChild.value === screen.rotation;
    }
    tables.replaceChildren(...screen.tables.map(drawRoundsTable));
    if (chosen) chooser.querySelector("input:checked")?.focus();
    if (focus) root.querySelector(focus)?.focus();
    focus = null;
    root.dataset.shown = screen.shown;
    root.dataset.sequence = screen.sequence;
  };
  model.on("change:screen", show);
  show();
  const observer = new ResizeObserver(([entry]) => {
    const width = entry.contentRect.width;
    const fitting = width >= ROUNDS_WIDE ? "wide" : "narrow";
    if (fitting === layout || width === 0) return;
    layout = fitting;
    isStale = isBusy;
    ask("look");
  });
  observer.observe(root);
  return () => {
    observer.disconnect();
    kernel.close();
    model.off("change:screen", show);
  };
}

export default { render: renderRounds };
