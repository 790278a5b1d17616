/* A budget shared out between lines: one number each, steppers, and what is left, always said.
   Amounts are counted in steps, whole numbers, so that sums are exact. */

const DECIMAL = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/* From amounts to whole numbers of steps, and back. */
function scaleOf({ step, unit }) {
  const toAmount = (steps) => Number((steps * step).toFixed(4));
  const format = (steps) => DECIMAL.format(toAmount(steps));
  return {
    unit,
    toAmount,
    toSteps: (amount) => Math.floor(amount / step + 1e-9),
    format,
    tell: (steps) => `${format(steps)}\u00a0${unit}`,
  };
}

/* The amounts of a draft that still fits, else the least of each line. */
function beginWith(draft, { bounds, total, toSteps }) {
  const begun = new Map(draft?.amounts?.map(({ line, amount }) => [line, toSteps(amount)]));
  const lines = [...bounds];
  const sum = lines.reduce((before, [id]) => before + begun.get(id), 0);
  const fits = lines.every(([id, [least, most]]) => begun.get(id) >= least && begun.get(id) <= most);
  return new Map(lines.map(([id, [least]]) => [id, fits && sum <= total ? begun.get(id) : least]));
}

function budgetField(view, { name, draft, changed }) {
  const scale = scaleOf(view);
  const { toSteps, tell } = scale;
  const total = toSteps(view.total);
  const bounds = new Map(view.lines.map(({ id, least, most }) => [id, [toSteps(least), toSteps(most)]]));
  const given = beginWith(draft, { bounds, total, toSteps });
  const spent = () => [...given.values()].reduce((sum, steps) => sum + steps, 0);
  const rest = h("output", { class: "co-budget-rest", id: `${name}-rest` });
  const bar = h("span", { class: "co-budget-spent" });
  const rows = new Map();

  const show = () => {
    const left = total - spent();
    rest.textContent = left
      ? `Il reste ${tell(left)} sur ${scale.format(total)}.`
      : `Tout est réparti\u202f: ${tell(total)}.`;
    bar.style.inlineSize = `${(100 * spent()) / total}%`;
    for (const [id, row] of rows) row.show(left, given.get(id));
  };

  /* Never over the bounds of a line, nor over what is left; what was cut is said beside it. */
  const give = (line, amount) => {
    const [least, most] = bounds.get(line.id);
    const left = total - spent() + given.get(line.id);
    const wanted = toSteps(amount);
    for (const row of rows.values()) row.hush();
    const steps = Math.max(least, Math.min(wanted, most, left));
    given.set(line.id, steps);
    show();
    changed(read());
    if (wanted > steps) return left < most ? "Il ne reste pas davantage." : "C’est le plus pour cette ligne.";
    if (wanted < steps) return "C’est le moins pour cette ligne.";
    return scale.toAmount(steps) === amount ? "" : `Cette ligne se règle de ${tell(1)} en ${tell(1)}.`;
  };

  const read = () => ({
    amounts: [...given].map(([line, steps]) => ({
      line,
      amount: scale.toAmount(steps),
    })),
  });

  for (const [index, line] of view.lines.entries()) {
    const id = `${name}-${index}`;
    rows.set(line.id, budgetRow(line, { id, scale, bounds: bounds.get(line.id), give, given }));
  }
  const told = view.spend_all ? "Tout est à répartir." : "Ce que vous ne répartissez pas reste en réserve.";
  const el = h(
    "div",
    { class: "co-case-field co-budget" },
    h("p", { class: "co-case-left" }, `${tell(total)} à répartir. ${told}`),
    h("ul", { class: "co-budget-lines" }, [...rows.values()].map((row) => row.el)),
    h("div", { class: "co-budget-total" }, h("span", { class: "co-budget-bar", "aria-hidden": "true" }, bar), rest),
  );
  show();
  return {
    el,
    read,
    fault: () =>
      view.spend_all && spent() < total ? `Il reste ${tell(total - spent())} à répartir.` : null,
    focus: () => el.querySelector("input").focus(),
  };
}

/* One line: what it is, a number to write, a button to take off, one to add. */
function budgetRow(line, { id, scale, bounds: [least, most], give, given }) {
  const { toAmount, tell } = scale;
  const now = () => given.get(line.id);
  const note = h("p", { class: "co-budget-note", role: "status" });
  const input = h("input", {
    id,
    type: "text",
    inputmode: "decimal",
    role: "spinbutton",
    autocomplete: "off",
    maxlength: 8,
    class: "co-budget-amount",
    "aria-labelledby": `${id}-label`,
    "aria-describedby": line.told ? `${id}-told` : null,
    "aria-valuemin": toAmount(least),
  });
  const write = () => (input.value = scale.format(now()));
  const take = (amount) => {
    note.textContent = Number.isFinite(amount) ? give(line, amount) : "Écrivez un nombre.";
  };
  const move = (steps) => {
    take(toAmount(now() + steps));
    write();
  };
  const moves = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 };
  // the total follows what is typed; the number itself is set right once it is left
  input.addEventListener("input", () =>
    take(Number(input.value.replace(/\s/g, "").replace(",", ".") || 0)),
  );
  input.addEventListener("change", write);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && !moves[event.key]) return;
    event.preventDefault(); // Enter settles the number; it does not decide
    if (event.key === "Enter") write();
    else move(moves[event.key]);
  });
  const step = (sign, word) =>
    h(
      "button",
      {
        type: "button",
        class: "co-move",
        "aria-label": `${word} ${tell(1)}\u202f: ${line.name}`,
        onclick: () => move(sign),
      },
      sign < 0 ? "−" : "+",
    );
  const less = step(-1, "Retirer");
  const more = step(1, "Ajouter");
  const edge = (button, isEdge) =>
    isEdge ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
  const el = h(
    "li",
    { class: "co-budget-line" },
    h(
      "div",
      { class: "co-budget-what" },
      h("label", { for: id, id: `${id}-label` }, words(line.html)),
      line.told ? h("p", { class: "co-case-price", id: `${id}-told` }, line.told) : null,
    ),
    h(
      "div",
      { class: "co-budget-how" },
      less,
      h("span", { class: "co-budget-entry" }, input, h("span", { "aria-hidden": "true" }, scale.unit)),
      more,
    ),
    note,
  );
  write();
  return {
    el,
    hush: () => (note.textContent = ""),
    show(left, steps) {
      input.setAttribute("aria-valuenow", toAmount(steps));
      input.setAttribute("aria-valuetext", tell(steps));
      input.setAttribute("aria-valuemax", toAmount(Math.min(most, steps + left)));
      edge(less, steps <= least);
      edge(more, steps >= most || !left);
    },
  };
}
