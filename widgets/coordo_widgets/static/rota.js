/* A rota board: draws what the kernel says, moves visits by mouse or keys, asks for the rest. */

const WIDE = 720; // px of the board's own width under which one day is shown at a time
const LONG = 90000; // ms before a computation, of seconds on a machine at rest, is said to be lost
const GRIP = 6; // px before a press becomes a drag
const HELP = {
  wide:
    "Prenez une visite à la souris et posez-la sur la ligne de quelqu’un. Au clavier\u202f: les " +
    "flèches vont d’une visite à l’autre, Entrée la choisit, la liste «\u202fConfier à…\u202f» la confie, " +
    "«\u202fÀ quelle heure\u202f» la déplace.",
  narrow: "Choisissez une visite, puis dites à qui la confier, et à quelle heure.",
};
const SEARCHING = "Calcul en cours\u202f: quelques secondes. Vous pouvez continuer à lire.";

function render({ model, el }) {
  const definition = model.get("definition");
  const { ask, close: disconnect } = connect(model);
  const screen = () => model.get("screen");
  let layout = "wide";
  let day = 0;
  let chosen = "";
  let focused = "";
  let isBusy = false;

  const title = h("h3", { id: `${definition.id}-title` });
  const help = h("p", {}, HELP.wide);
  const said = h("p", { class: "co-rota-said", role: "status" });
  const kept = h("p", { class: "co-rota-hours" });
  const board = h("div", { class: "co-rota-board" });
  const choice = h("div");
  const seeList = h("button", { type: "button", class: "co-rota-button", onclick: () => broken.querySelector("h4").focus() }, "Voir la liste");
  const bar = h("div", { class: "co-rota-bar" }, said, seeList);
  const words = h("div", { "aria-live": "polite" });
  const changes = h("div");
  const broken = h("div", { class: "co-rota-list" });
  const wishes = h("div");
  const data = h("div");

  const send = async (type, fields = {}, waiting = "") => {
    if (isBusy) return null;
    isBusy = true;
    root.setAttribute("aria-busy", "true");
    if (waiting) said.textContent = waiting;
    try {
      return await ask(type, fields, waiting ? LONG : undefined);
    } catch (fault) {
      said.textContent = fault.message;
      return null;
    } finally {
      isBusy = false;
      root.removeAttribute("aria-busy");
    }
  };
  const act = async (type, fields, waiting) => {
    const reply = await send(type, fields, waiting);
    if (!reply) return;
    said.textContent = [reply.said, `${screen().title}.`].filter(Boolean).join(" ");
  };

  const release = () => {
    const back = chosen;
    chosen = "";
    choice.replaceChildren();
    board.querySelectorAll(".co-rota-chosen").forEach((node) => node.classList.remove("co-rota-chosen"));
    if (back) reach(back);
  };
  const choose = async (id) => {
    const reply = await send("choose", { visit: id });
    if (!reply) return;
    chosen = id;
    const visit = screen().visits.find((one) => one.id === id);
    const { panel, list } = drawChoice(visit, reply.takers, give, release);
    choice.replaceChildren(panel);
    mark();
    find(id)?.scrollIntoView({ block: layout === "wide" ? "center" : "start" });
    list.focus({ preventScroll: true });
  };
  const give = async (id, caregiver, start = null) => {
    chosen = "";
    choice.replaceChildren();
    focused = id;
    await act("give", { visit: id, caregiver, start });
    reach(id);
  };

  const buttons = () => [...board.querySelectorAll("[data-visit]")];
  const find = (id) => buttons().find((node) => node.dataset.visit === id);
  const mark = () => {
    const nodes = buttons();
    const stop = find(focused) ?? nodes[0];
    for (const node of nodes) {
      node.tabIndex = layout === "narrow" || node === stop ? 0 : -1;
      node.classList.toggle("co-rota-chosen", node.dataset.visit === chosen);
    }
  };
  const reach = (id) => {
    focused = id;
    const visit = screen().visits.find((one) => one.id === id);
    if (layout === "narrow" && visit && visit.day !== day) {
      day = visit.day;
      drawTheBoard();
    }
    mark();
    find(id)?.focus();
  };

  const goToDay = (next, delta) => {
    day = next;
    drawTheBoard();
    board.querySelector(`[data-step="${delta}"]`)?.focus();
    said.textContent = `${capitalise(definition.days[day].name)}.`;
  };
  const drawTheBoard = () => {
    const isInside = board.contains(document.activeElement);
    board.replaceChildren(
      layout === "wide" ? drawBoard(definition, screen()) : drawDay(definition, screen(), day, goToDay),
    );
    mark();
    if (isInside) find(focused)?.focus();
  };

  /* Up and down along a day, left and right to the nearest day that has a visit. */
  const walk = (from, key) => {
    const nodes = buttons();
    const own = nodes.filter((node) => node.dataset.day === from.dataset.day);
    const place = own.indexOf(from);
    if (key === "ArrowDown") return own[place + 1];
    if (key === "ArrowUp") return own[place - 1];
    const row = nodes.filter((node) => node.closest("tr") === from.closest("tr"));
    const side = key === "ArrowRight" ? 1 : -1;
    const others = row.filter((node) => (node.dataset.day - from.dataset.day) * side > 0);
    return side > 0 ? others[0] : others.filter((node) => node.dataset.day === others.at(-1).dataset.day)[0];
  };
  board.addEventListener("keydown", (event) => {
    const from = event.target.closest("[data-visit]");
    if (!from || layout !== "wide" || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const next = walk(from, event.key);
    if (next) reach(next.dataset.visit);
  });
  board.addEventListener("click", (event) => {
    const node = event.target.closest("[data-visit]");
    if (!node || node.dataset.dropped) return;
    focused = node.dataset.visit;
    choose(node.dataset.visit);
  });
  board.addEventListener("pointerdown", (event) => drag(event, { board, give, isWide: () => layout === "wide" }));

  const button = (label, type, look = "") =>
    h("button", { type: "button", class: `co-rota-button ${look}`, "data-act": type,
      onclick: (event) => {
        if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
        act(type, type === "propose" ? { waiting: Number(waits.value) } : {}, ["propose", "repair"].includes(type) ? SEARCHING : "");
      } }, label);
  const tools = {
    propose: button("Proposer un planning", "propose", "co-rota-main"),
    repair: button("Réparer", "repair"),
    undo: button("Annuler", "undo"),
    redo: button("Rétablir", "redo"),
    restore: button("Revenir au mien", "restore"),
  };
  const waits = h("select", { id: `${definition.id}-waits`, class: "co-rota-select" },
    definition.waits.map((one) => h("option", { value: one.minutes, selected: one.is_first }, one.label)));
  const weigh = h("div", { class: "co-rota-field" },
    h("label", { for: waits.id }, "Pour proposer, une heure d’attente non payée vaut, en écart aux contrats et aux souhaits"), waits);
  const absence = drawAbsence(definition, screen, (caregiver, days) => act("absence", { caregiver, days }));

  const root = h(
    "section",
    { class: "co-rota", "aria-labelledby": title.id, "data-figure": definition.id },
    title,
    help,
    h("p", { class: "co-rota-hours" }, "◆ une règle est enfreinte · ◇ un souhait ou une habitude n’est pas tenu"),
    h("div", { class: "co-rota-tools" }, Object.values(tools)),
    weigh,
    absence.node, absence.said, kept, h("div", { class: "co-rota-answer" }, words, changes),
    h("div", { class: "co-rota-stage" }, board, h("div", { class: "co-rota-hold" }, choice, bar)),
    broken,
    h("details", { class: "co-rota-fold" }, h("summary", {}, "Souhaits et habitudes non tenus"), wishes),
    h("details", { class: "co-rota-fold" }, h("summary", {}, "Ce que ce planning donne à chacun"), data),
    h("details", { class: "co-rota-fold" }, h("summary", {}, "Sources et limites"), drawSources(definition)),
  );
  el.append(root);

  const show = () => {
    const now = screen();
    title.textContent = now.title;
    kept.textContent = now.status;
    if (said.textContent === SILENT) said.textContent = `${now.title}.`; // late, but there
    absence.said.textContent = now.absences;
    absence.fill();
    words.replaceChildren(...drawWords(now.answer));
    words.parentNode.hidden = !now.answer.heading;
    changes.replaceChildren(...drawChanges(now.answer));
    const part = (level) => now.breaches.filter((breach) => breach.level === level);
    const listed = part("breach");
    broken.replaceChildren(
      h("h4", { tabindex: "-1" }, listed.length ? "Ce qui doit être changé" : "Rien ne doit être changé"),
      listed.length ? h("ol", {}, listed.map((breach) => drawBreach(breach, reach))) : "",
    );
    const missed = part("wish");
    wishes.replaceChildren(
      missed.length ? h("ul", {}, missed.map((breach) => drawBreach(breach, reach))) : h("p", {}, "Tous sont tenus."),
    );
    data.replaceChildren(drawRows(now.shares), drawRows(now.faces));
    const allow = { undo: now.can_undo, redo: now.can_redo, restore: now.can_restore };
    for (const [type, can] of Object.entries(allow)) tools[type].setAttribute("aria-disabled", String(!can));
    if (chosen) {
      chosen = "";
      choice.replaceChildren();
    }
    drawTheBoard();
  };
  model.on("change:screen", show);
  const observer = new ResizeObserver(([entry]) => {
    const fitting = entry.contentRect.width >= WIDE ? "wide" : "narrow";
    if (fitting === layout || entry.contentRect.width === 0) return;
    layout = fitting;
    root.dataset.layout = layout;
    help.textContent = HELP[layout];
    drawTheBoard();
  });
  root.dataset.layout = layout;
  show();
  said.textContent = `${screen().title}.`;
  observer.observe(root);
  ask("look").catch((fault) => { said.textContent = fault.message; });
  return () => {
    observer.disconnect();
    disconnect();
    model.off("change:screen", show);
  };
}

export default { render };
