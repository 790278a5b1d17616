/* « Et si ? » : one past decision, another answer, someone to decide afterwards, recomputed. */

function policiesView(id, policies) {
  return h(
    "fieldset",
    { class: "co-debrief-choices" },
    h("legend", {}, "Qui décide ensuite"),
    policies.map((policy, index) =>
      h(
        "div",
        { class: "co-case-choice" },
        h("input", {
          type: "radio",
          id: `${id}-policy-${index}`,
          name: `${id}-policy`,
          value: policy.id,
          checked: index === 0,
          "aria-describedby": `${id}-told-${index}`,
        }),
        h("label", { for: `${id}-policy-${index}` }, capitalise(policy.name)),
        h("p", { class: "co-case-price", id: `${id}-told-${index}` }, policy.told),
      ),
    ),
  );
}

function isSame(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/* Ticks have no order; amounts come in that of their lines. */
function sorted(answer) {
  if (answer?.choices) return [...answer.choices].sort();
  if (!answer?.amounts) return answer;
  return answer.amounts.map(({ line, amount }) => `${line} ${amount}`).sort();
}

function otherForm(player, model, screen) {
  const id = `co-other-${player.id}`;
  const problem = h("div", { class: "co-case-problem" });
  const result = h("div", { class: "co-debrief-result" });
  const choices = h("fieldset", { class: "co-debrief-choices" });
  let field = null;
  const find = () => screen.steps.find(({ step }) => String(step) === steps.value);
  const steps = h(
    "select",
    { id, onchange: () => offer() },
    screen.steps.map((step) => h("option", { value: step.step }, step.label)),
  );
  const offer = () => {
    const step = find();
    const isSingle = step.field.kind === "single";
    const draft = isSingle ? { choice: step.field.choices[0].id } : step.given;
    field = buildField(step.field, { name: `${id}-${step.step}`, draft, changed() {}, say: player.say });
    choices.replaceChildren(
      h("legend", {}, isSingle ? "Vous auriez pu" : "Changez votre réponse"),
      h(
        "div",
        { class: "co-case-note" },
        isSingle ? `Vous avez choisi\u202f: ` : "Votre réponse\u202f:",
        isSingle ? words(step.taken.lines[0] ?? "") : answerView(step.taken),
      ),
      field.el,
    );
    problem.replaceChildren();
  };
  offer();
  const go = h("button", { type: "submit", class: "co-case-go" }, "Rejouer avec ce choix");
  const form = h(
    "form",
    { class: "co-debrief-other" },
    h("p", {}, h("label", { for: id, class: "co-debrief-asked" }, "La décision à reprendre"), steps),
    choices,
    policiesView(id, screen.policies),
    problem,
    h("p", { class: "co-case-actions" }, go),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { step, given } = find();
    const answer = field.read();
    const policy = new FormData(form).get(`${id}-policy`);
    const isIdle = policy === "kept" && isSame(answer, given); // the run itself
    const fault = field.fault() ?? (isIdle ? "Changez d’abord quelque chose à votre réponse." : null);
    if (fault) {
      showProblem(problem, fault);
      field.focus();
      return;
    }
    problem.replaceChildren();
    go.disabled = true;
    player.say("Le calcul est en cours…");
    try {
      await player.ask("other", { run: screen.run, step, answer, policy });
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
    other.answer.kind === "single" ? null : answerView(other.answer),
    prose(other.html),
    other.replaced.length
      ? [
          h("p", {}, "Plus loin, des décisions n’ont pas pu rester les mêmes\u202f:"),
          h("ul", { class: "co-debrief-replaced" }, other.replaced.map(replacedView)),
        ]
      : null,
    figures(other.figures),
    dataTable(other.differences),
    dataTable(other.endings),
  );
}
