/* What a decision is answered in. A field is { el, read, fault, focus }: read() gives the answer as
   the kernel takes it, fault() says why it cannot be given yet, null when it can.
   context: { name, draft, changed(answer), say, save } ; draft is an answer to begin with. */

const FIELDS = {
  single: singleField,
  multiple: multipleField,
  allocation: budgetField,
  ordering: orderField,
  text: textField,
};

function buildField(view, context) {
  return FIELDS[view.kind](view, context);
}

function counted(count, word) {
  return `${count}\u00a0${word}${count > 1 ? "s" : ""}`;
}

function choiceRow(choice, id, input) {
  const details = [choice.price, choice.reason].filter(Boolean);
  return h(
    "div",
    { class: "co-case-choice" },
    h("input", {
      ...input,
      id,
      value: choice.id,
      disabled: !choice.is_available,
      "aria-describedby": details.length ? `${id}-price` : null,
    }),
    h("label", { for: id }, words(choice.html)),
    details.length ? h("p", { class: "co-case-price", id: `${id}-price` }, details.join(" ")) : null,
  );
}

function singleField({ choices }, { name, draft, changed }) {
  const rows = choices.map((choice, index) =>
    choiceRow(choice, `${name}-${index}`, {
      type: "radio",
      name,
      checked: draft?.choice === choice.id,
      onchange: () => changed(read()),
    }),
  );
  const el = h("div", { class: "co-case-field" }, rows);
  const read = () => {
    const input = el.querySelector("input:checked");
    return input ? { choice: input.value } : null;
  };
  return {
    el,
    read,
    fault: () => (read() ? null : "Choisissez d’abord ce que vous faites."),
    focus: () => el.querySelector("input:not(:disabled)")?.focus(),
  };
}

/* Boxes to tick: one too many is not ticked; two that cannot go together say so at once. */
function multipleField(view, { name, draft, changed }) {
  const { least, most } = view;
  const told = h("p", { class: "co-case-left", id: `${name}-told`, role: "status" });
  const clash = h("div", { class: "co-case-clash", role: "alert" });
  const inputs = () => [...el.querySelectorAll("input")];
  const ticked = () => inputs().filter((input) => input.checked).map((input) => input.value);
  const findClash = () =>
    view.forbidden.find(({ choices }) => choices.every((id) => ticked().includes(id)));
  const count = () => {
    const { length } = ticked();
    return length ? `${view.told} ${counted(length, "choisie")}.` : view.told;
  };
  const tell = () => {
    told.textContent = count();
    const reason = findClash()?.reason ?? "";
    if (clash.textContent !== reason) clash.textContent = reason;
  };
  const onchange = (event) => {
    if (ticked().length > most) {
      event.target.checked = false;
      told.textContent = `Vous en avez déjà ${most}\u202f: décochez-en une pour en changer.`;
      return;
    }
    tell();
    changed(read());
  };
  const rows = view.choices.map((choice, index) =>
    choiceRow(choice, `${name}-${index}`, {
      type: "checkbox",
      name,
      checked: Boolean(draft?.choices?.includes(choice.id)) && choice.is_available,
      onchange,
    }),
  );
  const el = h("div", { class: "co-case-field" }, told, rows, clash);
  const read = () => ({ choices: ticked() });
  tell();
  return {
    el,
    read,
    fault: () =>
      findClash()
        ? "Ces réponses ne vont pas ensemble\u202f: décochez-en une."
        : ticked().length < least
          ? `${view.told} Encore ${least - ticked().length}.`
          : null,
    focus: () => el.querySelector("input:not(:disabled)")?.focus(),
  };
}

function orderField(view, { name, draft, changed, say }) {
  const known = view.elements.map(({ id }) => id);
  const isWhole = draft?.order?.length === known.length && known.every((id) => draft.order.includes(id));
  const list = buildOrder(h, {
    elements: view.elements.map(({ id, name: told, html }) => ({
      id,
      name: told,
      label: () => words(html),
    })),
    order: isWhole ? draft.order : known,
    moved: (order) => changed({ order }),
    say,
  });
  const el = h(
    "div",
    { class: "co-case-field", role: "group", "aria-label": ORDER_TITLE, "aria-describedby": `${name}-keys` },
    h("p", { class: "co-case-left", id: `${name}-keys` }, `${ORDER_TITLE} ${ORDER_KEYS}`),
    list.el,
  );
  return {
    el,
    read: () => ({ order: list.read() }),
    fault: () => null,
    focus: () => el.querySelector("button").focus(),
  };
}
