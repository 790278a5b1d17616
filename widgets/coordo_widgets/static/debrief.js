/* The debriefing of a finished run, drawn inside the case player.
   Charts arrive as SVG rendered in the kernel; no chart library runs here.
   Joined with the player: see case.js. */

function section(title, ...children) {
  return h("section", { class: "co-debrief-part" }, h("h3", {}, title), ...children);
}

/* A chart with its alternative and its figures. */
function figure(chart) {
  const drawing = h("div", { class: "co-debrief-drawing" });
  drawing.innerHTML = chart.svg; // drawn in the kernel from the scenario and the run, labelled there
  return h(
    "figure",
    { class: "co-debrief-figure" },
    h("figcaption", {}, h("strong", {}, chart.title), ` ${chart.unit}`),
    drawing,
    h(
      "details",
      { class: "co-case-fold" },
      h("summary", {}, "Lire les chiffres", h("span", { class: "co-sr" }, ` de ${chart.title}`)),
      dataTable(chart.table),
    ),
  );
}

function lineSample(dash) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 40 8");
  svg.setAttribute("class", "co-debrief-sample");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", "M1 4H39");
  line.setAttribute("stroke-dasharray", dash.join(" "));
  svg.append(line);
  return svg;
}

function figures(set) {
  return [
    h(
      "ul",
      { class: "co-debrief-legend" },
      set.lines.map((line) =>
        h("li", { class: `co-debrief-${line.role}` }, lineSample(line.dash), line.label),
      ),
    ),
    h("p", { class: "co-case-note" }, set.note),
    h("div", { class: "co-debrief-figures" }, set.charts.map(figure)),
  ];
}

function path(title, ...children) {
  return h("div", { class: "co-debrief-path" }, h("h5", {}, title), ...children);
}

function effectView(effect) {
  return h(
    "div",
    { class: "co-debrief-effect" },
    h("p", {}, effect.versus),
    effect.other && answerView(effect.other),
    effect.changes.map((change) => h("p", {}, change)),
  );
}

function laterView(later) {
  return h(
    "div",
    { class: "co-debrief-later" },
    h("p", { class: "co-case-kind" }, `Plus tard, ${later.period.toLowerCase()}`),
    passageView({ ...later.passage, label: null, cause: null }, null),
  );
}

function openingView(opening) {
  const told = [`${opening.label}\u202f: ${opening.title}.`, opening.price];
  if (opening.changes) told.push(`Aussitôt\u202f: ${opening.changes}.`);
  return h("li", {}, told.join(" "));
}

function openingsView(title, openings) {
  if (!openings.length) return null;
  return h(
    "div",
    { class: "co-debrief-openings" },
    h("p", { class: "co-case-kind" }, title),
    h("ul", {}, openings.map(openingView)),
  );
}

/* One decision: what you did and what came of it, beside what the expert did and why.
   Where both answered alike there is less to compare: the step starts closed. */
function stepView(step) {
  const yours = step.own
    ? [
        answerView(step.own),
        openingsView("Vous aviez ouvert", step.openings.filter((opening) => opening.is_opened)),
        openingsView("Resté fermé", step.openings.filter((opening) => !opening.is_opened)),
        effectView(step.effect),
        step.later.map(laterView),
      ]
    : h("p", {}, "Cette décision ne s’est pas présentée à vous.");
  const expert = step.expert
    ? [
        step.is_same ? h("p", {}, "La même réponse.") : answerView(step.expert),
        prose(step.commentary_html, "co-case-prose co-debrief-comment"),
      ]
    : h("p", {}, "Cette décision ne s’est pas présentée sur ce parcours.");
  return h(
    "li",
    {},
    h(
      "details",
      { class: "co-debrief-step", open: !step.is_same },
      h(
        "summary",
        {},
        h("span", { class: "co-case-period" }, step.period),
        h("h4", {}, step.number ? `${step.number}. ${step.title}` : step.title),
        h("span", { class: "co-debrief-same" }, step.comparison),
      ),
      h("div", { class: "co-debrief-paths" }, path("Vous", yours), path("L’experte", expert)),
    ),
  );
}

/* A question to write about, saved after a pause and when left. */
function noteView(player, question, index) {
  const saved = question.saved_at ? `Enregistré le ${dayAndClock(new Date(question.saved_at))}` : "";
  const { area, state, problem, save } = selfSaving({
    id: `co-note-${player.id}-${index}`,
    rows: "6",
    text: question.text,
    saved,
    async send(text) {
      const reply = await player.ask("note", { question: question.id, text });
      document.dispatchEvent(new CustomEvent("coordo:saved"));
      return reply;
    },
  });
  player.notes.push(save);
  return h(
    "li",
    { class: "co-debrief-question" },
    h("label", { for: area.id }, words(question.html)),
    area,
    state,
    problem,
  );
}

function luckView(luck) {
  return [
    prose(luck.html),
    dataTable(luck.table),
    h(
      "details",
      { class: "co-case-fold" },
      h("summary", {}, "Ce que le calcul suppose"),
      prose(luck.hypotheses_html),
    ),
  ];
}

function debriefView(player, model) {
  const screen = model.get("debrief");
  const close = h(
    "button",
    { type: "button", class: "co-case-action", onclick: () => player.turnTo(null) },
    "Revenir au récit",
  );
  return h(
    "article",
    { class: "co-debrief" },
    h("h3", { tabindex: "-1", class: "co-case-heading" }, "Comprendre ce qui s’est passé"),
    h("div", { class: "co-case-outcome" }, h("h4", {}, screen.outcome.title), prose(screen.outcome.html)),
    h("p", { class: "co-case-actions" }, close),
    section(screen.chronicle, ...figures(screen.figures)),
    section(
      "Vos décisions et leurs suites",
      h("p", { class: "co-case-note" }, screen.expert_end),
      h("ol", { class: "co-debrief-steps" }, screen.path.map(stepView)),
    ),
    screen.steps.length ? section(
      "Et si\u202f?",
      h(
        "p",
        {},
        "Reprenez une décision, une seule, et dites qui décide ensuite. Le hasard reste le même.",
      ),
      ...otherForm(player, model, screen),
    ) : null,
    section(
      "Ce que chacun a vécu",
      h(
        "dl",
        { class: "co-debrief-lives" },
        screen.lives.map((life) =>
          h(
            "div",
            {},
            h("dt", {}, h("strong", {}, life.name), `, ${life.role}`),
            h(
              "dd",
              {},
              h("p", { class: "co-case-note" }, life.wants),
              life.knows && h("p", { class: "co-case-note" }, life.knows),
              life.html && prose(life.html),
            ),
          ),
        ),
      ),
    ),
    section("La part du hasard", ...luckView(screen.luck)),
    section(
      "À vous d’écrire",
      h("p", { class: "co-case-note" }, "Ce que vous écrivez s’enregistre tout seul dans votre journal."),
      h("ol", { class: "co-debrief-questions" }, screen.questions.map((q, i) => noteView(player, q, i))),
    ),
  );
}
