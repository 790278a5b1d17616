/* The debriefing of a finished run, drawn inside the case player.
   Charts arrive as SVG rendered in the kernel; no chart library runs here.
   Joined with the player: see case.js. */

const WAITING = "Pas encore enregistré";
const PAUSE = 1200; // ms without a keystroke before a note is saved

function section(title, ...children) {
  return h("section", { class: "co-debrief-part" }, h("h3", {}, title), ...children);
}

function table({ caption, columns, rows }) {
  const scroll = h(
    "div",
    { class: "co-debrief-scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column)))),
      h(
        "tbody",
        {},
        rows.map(([first, ...rest]) =>
          h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, cell))),
        ),
      ),
    ),
  );
  return scroll;
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
      table(chart.table),
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

/* One decision: what you did and what came of it, beside what the expert did and why.
   Where both chose alike there is less to compare: the step starts closed. */
function stepView(step) {
  const yours = step.own_html
    ? [prose(step.own_html), effectView(step.effect), step.later.map(laterView)]
    : h("p", {}, "Cette décision ne s’est pas présentée à vous.");
  const expert = step.expert_html
    ? [
        step.is_same ? h("p", {}, "Le même choix.") : prose(step.expert_html),
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

/* « Et si ? » : one past decision, another choice, recomputed in the kernel. */
function otherForm(player, model, screen) {
  const id = `co-other-${player.id}`;
  const problem = h("div", { class: "co-case-problem" });
  const result = h("div", { class: "co-debrief-result" });
  const choices = h("fieldset", { class: "co-debrief-choices" });
  const steps = h(
    "select",
    { id, onchange: () => offer() },
    screen.steps.map((step) => h("option", { value: step.step }, step.label)),
  );
  const offer = () => {
    const step = screen.steps.find((candidate) => String(candidate.step) === steps.value);
    choices.replaceChildren(
      h("legend", {}, "Vous auriez pu"),
      h("p", { class: "co-case-note" }, `Vous avez choisi\u202f: ${step.taken}`),
      ...step.choices.map((choice, index) =>
        h(
          "div",
          { class: "co-case-choice" },
          h("input", {
            type: "radio",
            id: `${id}-${index}`,
            name: id,
            value: choice.id,
            checked: index === 0,
          }),
          h("label", { for: `${id}-${index}` }, words(choice.html)),
        ),
      ),
    );
  };
  offer();
  const go = h("button", { type: "submit", class: "co-case-go" }, "Rejouer avec ce choix");
  const form = h(
    "form",
    { class: "co-debrief-other" },
    h("p", {}, h("label", { for: id, class: "co-debrief-asked" }, "La décision à reprendre"), steps),
    choices,
    problem,
    h("p", { class: "co-case-actions" }, go),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.replaceChildren();
    go.disabled = true;
    player.say("Le calcul est en cours…");
    const choice = new FormData(form).get(id);
    try {
      const step = Number(steps.value);
      await player.ask("other", { run: screen.run, step, answer: { choice } });
      result.replaceChildren(otherView(model.get("other")));
      result.querySelector("h4").focus();
      player.say("Le parcours est recalculé.");
    } catch (failure) {
      player.say("");
      showProblem(problem, failure.message, () => form.requestSubmit());
    }
    go.disabled = false;
  });
  return [form, result];
}

function otherView(other) {
  return h(
    "div",
    {},
    h("h4", { tabindex: "-1" }, other.heading),
    prose(other.html),
    other.replaced.length
      ? [
          h("p", {}, "Plus loin, des décisions n’ont pas pu rester les mêmes\u202f:"),
          h("ul", {}, other.replaced.map((text) => h("li", {}, text))),
        ]
      : null,
    figures(other.figures),
    table(other.differences),
    table(other.endings),
  );
}

/* A question to write about, saved after a pause and when left; « enregistré » only once it is. */
function noteView(player, question, index) {
  const id = `co-note-${player.id}-${index}`;
  const saved = question.saved_at ? `Enregistré le ${dayAndClock(new Date(question.saved_at))}` : "";
  const state = h("p", { class: "co-debrief-saved", id: `${id}-state`, role: "status" }, saved);
  const problem = h("div", { class: "co-case-problem" });
  const area = h("textarea", { id, rows: "6", "aria-describedby": `${id}-state`, lang: "fr" });
  area.value = question.text;
  let kept = question.text;
  let sent = null; // on its way to the journal
  let timer = null;
  const save = async () => {
    clearTimeout(timer);
    const text = area.value;
    if (text === sent) return;
    if (text === kept) {
      if (state.textContent === WAITING) state.textContent = "Enregistré";
      return;
    }
    sent = text;
    state.textContent = "Enregistrement…";
    try {
      const reply = await player.ask("note", { question: question.id, text });
      kept = text;
      document.dispatchEvent(new CustomEvent("coordo:saved"));
      problem.replaceChildren();
      state.textContent =
        area.value === text ? `Enregistré à ${clock(new Date(reply.at))}` : WAITING;
    } catch (failure) {
      state.textContent = "Pas enregistré";
      showProblem(problem, failure.message, save);
    }
    if (sent === text) sent = null;
  };
  area.addEventListener("input", () => {
    state.textContent = WAITING;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  area.addEventListener("blur", save);
  player.notes.push(save);
  return h(
    "li",
    { class: "co-debrief-question" },
    h("label", { for: id }, words(question.html)),
    area,
    state,
    problem,
  );
}

function luckView(luck) {
  return [
    prose(luck.html),
    table(luck.table),
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
  player.notes = [];
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
    section("Le service, mois par mois", ...figures(screen.figures)),
    section(
      "Vos décisions et leurs suites",
      h("p", { class: "co-case-note" }, screen.expert_end),
      h("ol", { class: "co-debrief-steps" }, screen.path.map(stepView)),
    ),
    section(
      "Et si\u202f?",
      h(
        "p",
        {},
        "Reprenez une décision, une seule. Tout le reste demeure, le hasard compris, " +
          "tant que la suite le permet.",
      ),
      ...otherForm(player, model, screen),
    ),
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
            h("dd", {}, h("p", { class: "co-case-note" }, life.wants), prose(life.html)),
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
