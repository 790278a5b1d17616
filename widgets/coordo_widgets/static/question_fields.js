// The fields of each question format. A field is { el, read, write, lock, explain }:
// read() gives the answer as the journal holds it (null when blank), write(answer) shows one,
// lock(isLocked) freezes the field, explain(feedback, answer) adds what the kernel had to say.
// A new format is one more entry of FIELDS; those of question_*.js enter it there.

import { buildOrder, ORDER_KEYS, ORDER_TITLE } from "./question_order.js";

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "html") node.innerHTML = value; // only what the kernel rendered
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

let serial = 0;
export const nextId = (name) => `co-${name}-${++serial}`;
export const plural = (n, word) => `${n} ${word}${n > 1 ? "s" : ""}`;
export const plain = (html) => h("div", { html }).textContent;

const SHAPES = {
  right: "M2.5 8.5l3.5 3.5 7.5-8",
  wrong: "M3.5 3.5l9 9m0-9l-9 9",
  missed: "M8 2.5v7m0 3v1.2",
  partial: "M3 8h10",
  blank: "M8 4.2a3.8 3.8 0 1 0 .01 0",
};

export function mark(shape) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "co-mark");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[shape]);
  svg.append(path);
  return svg;
}

export function note(kind, words, explanationHtml, weight) {
  const said = weight ? `${words} Proposition ${weight}.` : words;
  return h(
    "div",
    { class: `co-note co-note-${kind}` },
    h("p", { class: "co-note-verdict" }, mark(kind), h("strong", {}, said)),
    explanationHtml ? h("div", { class: "co-note-text", html: explanationHtml }) : null,
  );
}

export const clearNotes = (el) => el.querySelectorAll(".co-note").forEach((node) => node.remove());

function choice(item, { changed, say }) {
  const isSingle = item.type === "qru";
  const limit = item.expected_count ?? Infinity;
  const name = nextId("choice");
  const rows = new Map();
  const inputs = () => [...rows.values()].map((row) => row.input);
  const ticked = () => inputs().filter((input) => input.checked);
  const left = h("p", { class: "co-left", role: "status" });
  const showLeft = () => {
    if (limit === Infinity) return;
    const rest = limit - ticked().length;
    left.textContent = rest ? `Encore ${rest} à choisir.` : `Vos ${limit} choix sont faits.`;
  };
  const onChange = (event) => {
    if (ticked().length > limit) {
      event.target.checked = false;
      left.textContent = `Vous avez déjà fait vos ${limit} choix\u202f: décochez-en un pour en changer.`;
      return;
    }
    showLeft();
    changed(true);
  };
  const list = h("ul", { class: "co-options" });
  for (const option of item.options) {
    const input = h("input", {
      type: isSingle ? "radio" : "checkbox",
      name,
      value: option.id,
      onchange: onChange,
    });
    const row = h("li", {}, h("label", {}, input, h("span", { html: option.html })));
    rows.set(option.id, { row, input });
    list.append(row);
  }
  const legend = isSingle
    ? "Choisissez la proposition juste."
    : limit < Infinity
      ? `Choisissez ${plural(limit, "proposition")}.`
      : "Choisissez toutes les propositions justes.";
  const el = h("fieldset", { class: "co-field" }, h("legend", {}, legend), list, left);
  showLeft();
  return {
    el,
    read: () => (ticked().length ? { options: ticked().map((input) => input.value) } : null),
    write(answer) {
      const chosen = new Set(answer?.options ?? []);
      for (const input of inputs()) input.checked = chosen.has(input.value);
      showLeft();
    },
    lock(isLocked) {
      el.disabled = isLocked;
      left.hidden = isLocked || limit === Infinity;
      clearNotes(el);
    },
    explain(feedback) {
      for (const option of feedback.options) {
        const { is_chosen: chosen, is_expected: expected } = option;
        const [kind, words] = chosen
          ? expected
            ? ["right", "Choisie, et c’est juste."]
            : ["wrong", "Choisie, mais c’est faux."]
          : expected
            ? ["missed", "Non choisie, mais c’est juste."]
            : ["right", "Écartée, avec raison\u202f: c’est faux."];
        const entry = note(kind, words, option.explanation_html, option.weight);
        rows.get(option.id)?.row.append(entry);
      }
    },
  };
}

function text(item, { changed, describe }, { label, control, after = [], onread = () => {} }) {
  const id = nextId("text");
  control.id = id;
  control.setAttribute("aria-describedby", describe);
  control.addEventListener("input", () => changed(false));
  control.addEventListener("blur", () => changed(true, true));
  control.addEventListener("input", onread);
  const line = h("div", { class: "co-entry" }, control, ...after);
  const el = h("div", { class: "co-field" }, h("label", { for: id, class: "co-label" }, label), line);
  return {
    el,
    control,
    read: () => (control.value.trim() ? { text: control.value } : null),
    write(answer) {
      control.value = answer?.text ?? "";
      onread();
    },
    lock(isLocked) {
      control.readOnly = isLocked;
      clearNotes(el);
    },
    explain(feedback) {
      if (feedback.mistake_html) {
        el.append(note("wrong", "D’où vient votre réponse.", feedback.mistake_html));
      }
      const title = item.type === "free_text" ? "Ce que contient une bonne réponse." : "Réponse attendue.";
      if (feedback.key_html) el.append(note("right", title, feedback.key_html));
    },
  };
}

const shortText = (item, context) =>
  text(item, context, {
    label: "Votre réponse, en quelques mots",
    control: h("input", { type: "text", class: "co-input", autocomplete: "off", maxlength: 300 }),
  });

function numeric(item, context) {
  const decimals = item.decimals ? `, avec ${plural(item.decimals, "décimale")}` : "";
  const unit = item.unit ? ` en ${item.unit}` : "";
  return text(item, context, {
    label: `Votre réponse${unit}${decimals}`,
    control: h("input", {
      type: "text",
      inputmode: "decimal",
      class: "co-input co-number",
      autocomplete: "off",
      maxlength: 60,
    }),
    after: item.unit ? [h("span", { class: "co-unit", "aria-hidden": "true" }, item.unit)] : [],
  });
}

function freeText(item, context) {
  const count = h("p", { class: "co-left" });
  const control = h("textarea", { class: "co-input", rows: 9, maxlength: 20000 });
  const recount = () => {
    const words = control.value.split(/[\s\u00a0\u202f]+/).filter(Boolean).length;
    const over = words - item.max_words;
    count.classList.toggle("co-over", over > 0);
    count.textContent =
      over > 0
        ? `${plural(words, "mot")}\u202f: ${over} de trop pour un maximum de ${item.max_words}.`
        : `${plural(words, "mot")} sur ${item.max_words} au plus.`;
  };
  const field = text(item, context, { label: "Votre réponse", control, onread: recount });
  field.el.append(count);
  recount();
  if (item.rubric.length) field.el.append(showRubric(item.rubric));
  return field;
}

export function showRubric(rubric) {
  const rows = rubric.map((entry) =>
    h("tr", {}, h("th", { scope: "row" }, entry.criterion), h("td", {}, formatPoints(entry.points))),
  );
  return h(
    "details",
    { class: "co-details" },
    h("summary", {}, "Ce qui sera évalué"),
    h("table", { class: "co-rubric" }, h("tbody", {}, ...rows)),
  );
}

export function formatPoints(points) {
  const value = Number(points);
  const shown = value.toLocaleString("fr-FR", { maximumFractionDigits: 2 });
  return `${shown}\u00a0point${value >= 2 ? "s" : ""}`;
}

function ordering(item, { changed, say, keep }) {
  const asked = item.elements.map((element) => element.id);
  let isGiven = false;
  let isLocked = false;
  const show = () => (settle.hidden = isGiven || isLocked || !keep);
  const give = () => {
    isGiven = true;
    show();
    changed(true);
  };
  const elements = item.elements.map(({ id, html }) => ({
    id,
    name: plain(html),
    label: () => h("span", { html }),
  }));
  const settle = h("button", { type: "button", class: "co-quiet", onclick: give }, "Garder cet ordre");
  const list = buildOrder(h, { elements, order: asked, moved: give, say });
  const help = h("p", { class: "co-left" }, ORDER_KEYS);
  const legend = h("legend", {}, ORDER_TITLE);
  const el = h("fieldset", { class: "co-field" }, legend, list.el, help, settle);
  show();
  return {
    el,
    read: () => (isGiven || !keep ? { order: list.read() } : null),
    write(answer) {
      isGiven = Boolean(answer?.order?.length);
      list.write(isGiven ? answer.order : asked);
      show();
    },
    lock(locked) {
      isLocked = locked;
      help.hidden = locked;
      list.lock(locked);
      show();
    },
    explain(feedback, answer) {
      const given = answer?.order ?? [];
      list.show(feedback.options.map((option) => option.id)); // the right order, said as such
      for (const option of feedback.options) {
        const place = given.indexOf(option.id) + 1;
        const words = option.is_right
          ? "À sa place dans votre réponse."
          : `Dans votre réponse\u202f: position ${place}.`;
        list.el
          .querySelector(`[data-id="${CSS.escape(option.id)}"]`)
          ?.append(note(option.is_right ? "right" : "wrong", words, option.explanation_html));
      }
    },
  };
}

function matching(item, { changed }) {
  const isLong = item.right.some((entry) => plain(entry.html).length > 48);
  const letter = (index) => String.fromCharCode(65 + index);
  const selects = new Map();
  const rows = item.left.map((entry) => {
    const id = nextId("left");
    const blank = h("option", { value: "" }, "Choisir…");
    const options = item.right.map((right, index) =>
      h("option", { value: right.id }, isLong ? `${letter(index)}. ${plain(right.html)}` : plain(right.html)),
    );
    const select = h(
      "select",
      { class: "co-input", "aria-labelledby": id, onchange: () => changed(true) },
      blank,
      ...options,
    );
    const cell = h("td", {}, select);
    selects.set(entry.id, { select, cell });
    return h("tr", {}, h("th", { scope: "row", id, html: entry.html }), cell);
  });
  const table = h("table", { class: "co-pairs" }, h("tbody", {}, ...rows));
  const key = isLong
    ? h("ol", { class: "co-letters" }, ...item.right.map((entry) => h("li", { html: entry.html })))
    : null;
  const legend = h("legend", {}, "Associez chaque ligne à ce qui lui correspond.");
  const el = h("fieldset", { class: "co-field" }, legend, key, table);
  const read = () => {
    const pairs = {};
    for (const [id, { select }] of selects) if (select.value) pairs[id] = select.value;
    return Object.keys(pairs).length ? { pairs } : null;
  };
  return {
    el,
    read,
    write(answer) {
      for (const [id, { select }] of selects) select.value = answer?.pairs?.[id] ?? "";
    },
    lock(isLocked) {
      el.disabled = isLocked;
      clearNotes(el);
    },
    explain(feedback) {
      for (const option of feedback.options) {
        const words = option.is_right ? "C’est juste." : `Attendu\u202f: ${plain(option.expected_html ?? "")}.`;
        const kind = option.is_right ? "right" : option.is_chosen ? "wrong" : "missed";
        selects.get(option.id)?.cell.append(note(kind, words, option.explanation_html));
      }
    },
  };
}

export const FIELDS = {
  qru: choice,
  qrm: choice,
  qrp: choice,
  qrpl: choice,
  qroc: shortText,
  numeric,
  ordering,
  matching,
  free_text: freeText,
};
