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
  return disclosure(
    memory,
    `why-${step}`,
    "Pourquoi cette question compte",
    false,
    prose(decision.why_html),
    decision.sources.length
      ? h("ul", { class: "co-case-sources" }, decision.sources.map(sourceView))
      : null,
  );
}

/* The choices of a decision already taken: what was chosen, what was left. */
function pastChoices(decision) {
  return h(
    "ul",
    { class: "co-case-choices", "aria-label": "Les choix qui s’offraient" },
    decision.choices.map((choice) => {
      const chosen = choice.id === decision.chosen;
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

/* The decision to take: radio buttons, and one verb that commits. */
function decisionForm(player, moment) {
  const { decision } = moment;
  const name = `co-choice-${player.id}-${player.screen.run}-${moment.step}`;
  const problem = h("div", { class: "co-case-problem", id: `${name}-problem` });
  const commit = h("button", { type: "submit", class: "co-case-commit" }, "Je décide");
  const options = decision.choices.map((choice, index) => {
    const id = `${name}-${index}`;
    const details = [choice.price, choice.reason].filter(Boolean);
    return h(
      "div",
      { class: "co-case-choice" },
      h("input", {
        type: "radio",
        id,
        name,
        value: choice.id,
        disabled: !choice.is_available,
        checked: player.draft.get(name) === choice.id,
        "aria-describedby": details.length ? `${id}-price` : null,
        onchange: () => player.draft.set(name, choice.id),
      }),
      h("label", { for: id }, words(choice.html)),
      details.length
        ? h("p", { class: "co-case-price", id: `${id}-price` }, details.join(" "))
        : null,
    );
  });
  const form = h(
    "form",
    { class: "co-case-decision", "aria-describedby": `${name}-problem` },
    h(
      "fieldset",
      {},
      h("legend", {}, decision.title),
      prose(decision.html),
      whyView(player.memory, moment.step, decision),
      options,
    ),
    problem,
    h("p", { class: "co-case-actions" }, commit),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const choice = new FormData(form).get(name);
    if (!choice) {
      showProblem(problem, "Choisissez d’abord ce que vous faites.");
      form.querySelector("input:not(:disabled)")?.focus();
      return;
    }
    const { run } = player.screen;
    const fields = { run, step: moment.step, decision: decision.id, answer: { choice } };
    player.commit("decide", fields, { problem, button: commit });
  });
  return form;
}

function showProblem(place, message, retry = null) {
  const again =
    retry &&
    h("button", { type: "button", class: "co-case-action", onclick: retry }, "Réessayer");
  place.replaceChildren(h("div", { role: "alert" }, h("p", {}, message)), again ?? "");
}
