
/* What the reader does with the rounds: questions to the kernel, visits moved, focus kept. */

/* One question at a time; of what is asked meanwhile, the last waits for its turn. ``build`` makes
   the fields when the question leaves, from what is then on the screen, or nothing at all. */
function createAsker(view, kernel) {
  let isBusy = false;
  let waiting = null;
  const waitForScreen = () => new Promise((resolve) => {
    const hear = () => {
      view.model.off("change:screen", hear);
      resolve();
    };
    view.model.on("change:screen", hear);
  });
  const send = async (type, fields) => {
    const drawn = type === "propose" ? waitForScreen() : null; // a search outlasts patience
    const { shown, layout } = view;
    await kernel.ask(type, { shown, layout: layout ?? "wide", ...fields });
    await drawn;
  };
  const ask = async (type, build = () => ({})) => {
    if (isBusy) {
      waiting = () => ask(type, build);
      return;
    }
    const fields = build();
    if (!fields) return;
    isBusy = true;
    view.nodes.root.setAttribute("aria-busy", "true");
    if (type === "propose") view.say("Le calcul cherche…");
    await send(type, fields).catch((error) => view.say(error.message));
    isBusy = false;
    view.nodes.root.removeAttribute("aria-busy");
    const next = waiting;
    waiting = null;
    next?.();
  };
  return ask;
}

function take(view, id) {
  view.taken = view.taken === id ? null : id;
  view.focus = `[data-stop="${id}"]`;
  view.show();
}

function nameCarer(view, id) {
  return view.screen().rounds.find((round) => round.id === id).name;
}

/* The stops of the round shown. */
function createRoundGestures(view) {
  const stops = () => view.screen().stops;
  const index = (id) => stops().findIndex((stop) => stop.id === id);
  const shift = (id, step) => view.ask("move", () => {
    const place = index(id) + step;
    if (index(id) < 0 || place < 0 || place >= stops().length) return null;
    const act = document.activeElement?.dataset?.act;
    view.focus = act ? `[data-act="${act}"]` : `[data-stop="${id}"]`;
    return { stop: id, carer: view.shown, goal: view.shown, place };
  });
  return {
    isOrdered: true,
    name: (id) => nameCarer(view, id),
    take: (id) => take(view, id),
    isFirst: (id) => index(id) === 0,
    isLast: (id) => index(id) === stops().length - 1,
    shift,
    give: (id, goal) => {
      const next = stops()[index(id) + 1] ?? stops()[index(id) - 1];
      view.focus = next ? `[data-stop="${next.id}"]` : "input:checked";
      view.taken = null;
      view.ask("move", () => ({ stop: id, carer: view.shown, goal }));
    },
    /* Arrows walk along the list; once a visit is taken, they move it. */
    key: (event, id) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.key === "Escape" && view.taken) take(view, view.taken);
      if (!step) return;
      event.preventDefault();
      const neighbour = stops()[index(id) + step]?.id;
      if (view.taken === id) shift(id, step);
      else view.nodes.list.querySelector(`[data-stop="${neighbour}"]`)?.focus();
    },
  };
}

/* The visits that nobody makes, or too few. */
function createLeftGestures(view) {
  return {
    isOrdered: false,
    name: (id) => nameCarer(view, id),
    take: (id) => take(view, id),
    key: () => {},
    give: (id, goal) => {
      view.taken = null;
      view.shown = goal;
      view.focus = `[data-stop="${id}"]`;
      view.ask("move", () => ({ stop: id, carer: "", goal }));
    },
  };
}
