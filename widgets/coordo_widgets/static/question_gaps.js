// Several small answers: a text with gaps, a table to fill, elements to put into categories.
import { FIELDS, clearNotes, h, mark, nextId, note, plain } from "./question_fields.js";

function buildGap(gap, { changed }) {
  const isChoice = gap.options.length > 0;
  const control = isChoice
    ? h(
        "select",
        { class: "co-input co-gap-input", "aria-label": gap.label, onchange: () => changed(true) },
        h("option", { value: "" }, "…"),
        ...gap.options.map((option) => h("option", { value: option.id }, plain(option.html))),
      )
    : h("input", {
        type: "text",
        class: `co-input co-gap-input co-gap-${gap.kind}`,
        inputmode: gap.kind === "numeric" ? "decimal" : null,
        "aria-label": gap.unit ? `${gap.label}, en ${gap.unit}` : gap.label,
        autocomplete: "off",
        maxlength: 300,
        oninput: () => changed(false),
        onblur: () => changed(true, true),
      });
  const unit = gap.unit ? h("span", { class: "co-unit", "aria-hidden": "true" }, `\u00a0${gap.unit}`) : null;
  return { control, el: h("span", { class: "co-gap-entry" }, control, unit) };
}

function gapped(item, context, lay) {
  const built = new Map(item.gaps.map((gap) => [gap.id, buildGap(gap, context)]));
  const controls = () => [...built.values()].map((entry) => entry.control);
  const told = h("div", { class: "co-gap-notes" });
  const el = h("fieldset", { class: "co-field" }, ...lay(built), told);
  return {
    el,
    read() {
      const gaps = {};
      for (const [id, { control }] of built) if (control.value.trim()) gaps[id] = control.value;
      return Object.keys(gaps).length ? { gaps } : null;
    },
    write(answer) {
      for (const [id, { control }] of built) control.value = answer?.gaps?.[id] ?? "";
    },
    lock(isLocked) {
      for (const control of controls()) {
        if (control.tagName === "SELECT") control.disabled = isLocked;
        else control.readOnly = isLocked;
      }
      told.replaceChildren();
      el.querySelectorAll(".co-gap-entry > .co-mark").forEach((node) => node.remove());
    },
    explain(feedback) {
      const notes = feedback.options.map((option) => {
        const shape = option.is_right ? "right" : option.credit ? "partial" : option.is_chosen ? "wrong" : "missed";
        built.get(option.id)?.el.append(mark(shape));
        const verdict = { right: "C’est juste", partial: "Presque", wrong: "À revoir", missed: "Sans réponse" }[shape];
        const words = h("span", {}, h("span", { html: option.html }), `. ${verdict}\u202f: `, h("span", { html: option.expected_html }), ".");
        return note(shape, words, option.explanation_html);
      });
      told.replaceChildren(...notes);
    },
  };
}

FIELDS.cloze = (item, context) =>
  gapped(item, context, (built) => {
    const text = h("div", { class: "co-cloze", html: item.text_html });
    for (const place of text.querySelectorAll(".co-gap")) {
      place.replaceWith(built.get(place.dataset.gap)?.el ?? "");
    }
    return [h("legend", {}, "Complétez le texte."), text];
  });

FIELDS.table = (item, context) =>
  gapped(item, context, (built) => {
    const { caption_html, corner_html, columns, rows } = item.table;
    const head = h(
      "tr",
      {},
      h(corner_html ? "th" : "td", { scope: corner_html ? "col" : null, html: corner_html }),
      ...columns.map((html) => h("th", { scope: "col", html })),
    );
    const lines = rows.map((row) => {
      const cells = row.cells.map((cell, index) => {
        const inside = cell.gap ? built.get(cell.gap).el : h("span", { html: cell.html });
        return h("td", { "data-label": plain(columns[index]) }, inside);
      });
      return h("tr", {}, h("th", { scope: "row", html: row.html }), ...cells);
    });
    const table = h(
      "table",
      { class: "co-fill" },
      h("caption", { html: caption_html }),
      h("thead", {}, head),
      h("tbody", {}, ...lines),
    );
    return [h("legend", {}, "Remplissez les cellules vides."), table];
  });

FIELDS.classification = (item, { changed }) => {
  const rows = new Map();
  for (const element of item.elements) {
    const name = nextId("category");
    const id = nextId("element");
    const inputs = item.right.map((category) =>
      h("input", { type: "radio", name, value: category.id, onchange: () => changed(true) }),
    );
    const chips = item.right.map((category, index) =>
      h("label", {}, inputs[index], h("span", { html: category.html })),
    );
    const el = h(
      "div",
      { class: "co-sorted", role: "radiogroup", "aria-labelledby": id },
      h("p", { id, html: element.html }),
      h("div", { class: "co-chips" }, ...chips),
    );
    rows.set(element.id, { el, inputs });
  }
  const legend = h("legend", {}, "Mettez chaque élément dans une catégorie.");
  const el = h("fieldset", { class: "co-field" }, legend, ...[...rows.values()].map((row) => row.el));
  return {
    el,
    read() {
      const pairs = {};
      for (const [id, { inputs }] of rows) {
        const chosen = inputs.find((input) => input.checked);
        if (chosen) pairs[id] = chosen.value;
      }
      return Object.keys(pairs).length ? { pairs } : null;
    },
    write(answer) {
      for (const [id, { inputs }] of rows) {
        for (const input of inputs) input.checked = answer?.pairs?.[id] === input.value;
      }
    },
    lock(isLocked) {
      el.disabled = isLocked;
      clearNotes(el);
    },
    explain(feedback) {
      for (const option of feedback.options) {
        const kind = option.is_right ? "right" : option.is_chosen ? "wrong" : "missed";
        const words = option.is_right ? "C’est juste." : `Attendu\u202f: ${plain(option.expected_html ?? "")}.`;
        rows.get(option.id)?.el.append(note(kind, words, option.explanation_html));
      }
    },
  };
};
