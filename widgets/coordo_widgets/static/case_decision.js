/* Reading and deciding: passages with their causes, the sources of a question, the choices. */

function passageView(passage, reread) {
  const cause =
    passage.cause &&
    h(
      "p",
      { class: "co-case-cause" },
      h("span", {}, "D’où cela vient\u202f: "),
      passage.cause_step === null
        ? passage.cause
        : h(
            "button",
            { type: "button", class: "co-case-link", onclick: () => reread(passage.cause_step) },
            passage.cause,
          ),
    );
  const speaker =
    passage.speaker &&
    h(
      "p",
      { class: "co-case-speaker" },
      h("strong", {}, passage.speaker),
      passage.role && h("span", {}, `, ${passage.role}`),
    );
  return h(
    "div",
    { class: `co-case-passage co-case-${passage.kind}` },
    passage.label && h("p", { class: "co-case-kind" }, passage.label),
    speaker,
    prose(passage.html),
    cause,
  );
}

function sourceView(source) {
  const title = source.url
    ? h("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title)
    : source.title;
  return h(
    "li",
    {},
    h("span", { class: "co-case-fact" }, `${source.label}\u202f: `, h("strong", {}, source.value)),
    h("span", { class: "co-case-origin" }, title, `, ${source.checked}`),
  );
}

function whyView(memory, step, decision) {
  const sources = [
    ...decision.sources.map(sourceView),
    ...decision.readings.map((reading) => h("li", {}, reading)),
  ];
  return disclosure(
    memory,
    `why-${step}`,
    "Pourquoi cette question compte",
    false,
    prose(decision.why_html),
    sources.length ? h("ul", { class: "co-case-sources" }, sources) : null,
  );
}

/* An answer read again: words of the course, or the trainee's own, set as text. */
function answerView(answer) {
  if (answer.written !== null) return h("blockquote", { class: "co-case-written" }, answer.written);
  if (answer.kind === "single") return h("p", {}, words(answer.lines[0] ?? ""));
  const list = answer.kind === "ordering" ? "ol" : "ul";
  return h(list, { class: "co-case-answer" }, answer.lines.map((line) => h("li", {}, words(line))));
}

/* A decision that could not stay as it was, and what stands there now. */
function replacedView(row) {
  const told = [row.reason];
  if (row.kept) told.push(`Vous aviez répondu\u202f: ${row.kept}`);
  if (row.used) told.push(`À la place\u202f: ${row.used}`);
  return h("li", {}, h("strong", {}, row.title), told.map((line) => h("p", {}, line)));
}

/* A decision already taken: what was chosen and what was left, or what was answered. */
function pastAnswer({ answer, field }) {
  if (!field.choices) {
    const title = h("p", { class: "co-case-kind" }, "Votre réponse");
    return h("div", { class: "co-case-given" }, title, answerView(answer));
  }
  return h(
    "ul",
    { class: "co-case-choices", "aria-label": "Les choix qui s’offraient" },
    field.choices.map((choice) => {
      const chosen = answer.picked.includes(choice.id);
      return h(
        "li",
        { class: chosen ? "co-case-choice co-case-chosen" : "co-case-choice" },
        chosen ? h("p", { class: "co-case-kind" }, "Vous avez choisi") : null,
        h("p", {}, words(choice.html)),
        choice.price && h("p", { class: "co-case-price" }, choice.price),
        choice.reason && h("p", { class: "co-case-price" }, choice.reason),
      );
    }),
  );
}

/* The decision to take: one field of its kind, and one verb that commits. */
function decisionForm(player, moment) {
  const { decision } = moment;
  const { run } = player.screen;
  const name = `co-choice-${player.id}-${run}-${moment.step}`;
  const key = draftKey(run, moment.step);
  const problem = h("div", { class: "co-case-problem", id: `${name}-problem` });
  const commit = h("button", { type: "submit", class: "co-case-commit" }, decision.act);
  const field = buildField(decision.field, {
    name,
    draft: tabDrafts.load(key),
    changed(answer) {
      problem.replaceChildren();
      tabDrafts.keep(key, answer);
    },
    say: player.say,
    save: (text) => player.ask("draft", { run, step: moment.step, text }),
  });
  if (field.save) player.notes.push(field.save);
  const form = h(
    "form",
    { class: "co-case-decision", "aria-describedby": `${name}-problem` },
    h(
      "fieldset",
      {},
      h("legend", {}, decision.title),
      prose(decision.html),
      whyView(player.memory, moment.step, decision),
      field.el,
    ),
    problem,
    h("p", { class: "co-case-actions" }, commit),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fault = field.fault();
    if (fault) {
      showProblem(problem, fault);
      field.focus();
      return;
    }
    field.leave?.();
    const fields = { run, step: moment.step, decision: decision.id, answer: field.read() };
    player.commit("decide", fields, { problem, button: commit });
  });
  return form;
}

function draftKey(run, step) {
  return `coordo:case:${run}:${step}`;
}

function showProblem(place, message, retry = null) {
  const again =
    retry &&
    h("button", { type: "button", class: "co-case-action", onclick: retry }, "Réessayer");
  place.replaceChildren(h("div", { role: "alert" }, h("p", {}, message)), again ?? "");
}
