// Judgements: a script that new information moves, a statement that is true or false, and why.
import { FIELDS, clearNotes, h, nextId, note, plain, showRubric } from "./question_fields.js";

const sign = (degree) => (degree > 0 ? `+${degree}` : degree < 0 ? `−${-degree}` : "0");

function radios(entries, changed) {
  const name = nextId("choice");
  const rows = entries.map(({ value, content }) => {
    const input = h("input", { type: "radio", name, value, onchange: () => changed(true) });
    return { value, input, el: h("li", {}, h("label", {}, input, content)) };
  });
  return {
    el: h("ul", { class: "co-options" }, ...rows.map((row) => row.el)),
    read: () => rows.find((row) => row.input.checked)?.value ?? null,
    write: (value) => rows.forEach((row) => (row.input.checked = row.value === value)),
    find: (value) => rows.find((row) => row.value === value)?.el,
  };
}

FIELDS.tcs = (item, { changed }) => {
  const { script } = item;
  const scale = radios(
    script.degrees.map(({ degree, label }) => ({
      value: String(degree),
      content: h("span", {}, h("strong", { class: "co-degree" }, sign(degree)), ` ${label}`),
    })),
    changed,
  );
  const line = (lead, html) => [h("dt", {}, `${lead}\u202f:`), h("dd", { html })];
  const told = h(
    "dl",
    { class: "co-script" },
    ...line(script.hypothesis_lead, script.hypothesis_html),
    ...line(script.information_lead, script.information_html),
  );
  const field = h("fieldset", { class: "co-field" }, h("legend", {}, `${script.question}…`), scale.el);
  const panel = h("div", { class: "co-panel" });
  return {
    el: h("div", {}, told, field, panel),
    read: () => (scale.read() === null ? null : { degree: Number(scale.read()) }),
    write: (answer) => scale.write(answer ? String(answer.degree) : null),
    lock(isLocked) {
      field.disabled = isLocked;
      panel.replaceChildren();
      clearNotes(field);
    },
    explain(feedback) {
      for (const option of feedback.options) {
        const degree = Number(option.id);
        const voices = feedback.panel.filter((voice) => voice.degree === degree);
        if (!voices.length && !option.is_chosen) continue;
        const credit = `${Math.round(100 * option.credit)}\u00a0% des points`;
        const mine = option.is_chosen ? "Votre réponse. " : "";
        const count = plain(option.explanation_html).replace(/\.$/, "");
        const kind = option.credit === 1 ? "right" : option.credit > 0 ? "partial" : "wrong";
        const entry = note(kind, `${mine}${count}, ${credit}.`);
        entry.append(
          h(
            "ul",
            { class: "co-voices" },
            ...voices.map((voice) =>
              h("li", {}, h("span", { html: voice.reason_html }), h("span", { class: "co-voice" }, voice.expert)),
            ),
          ),
        );
        scale.find(String(degree))?.append(entry);
      }
      panel.replaceChildren(h("p", { class: "co-left", html: feedback.panel_origin_html }));
    },
  };
};

function tellReason({ is_chosen: chosen, is_expected: expected }) {
  if (chosen) return expected ? ["right", "Choisie, et c’est juste."] : ["wrong", "Choisie, mais c’est faux."];
  return expected ? ["missed", "C’était la raison."] : ["right", "Écartée, avec raison."];
}

FIELDS.justified = (item, { changed, describe }) => {
  const truth = radios(
    [
      { value: "true", content: h("span", {}, "Vrai") },
      { value: "false", content: h("span", {}, "Faux") },
    ],
    changed,
  );
  const reasons = item.options.length
    ? radios(item.options.map(({ id, html }) => ({ value: id, content: h("span", { html }) })), changed)
    : null;
  const text = reasons
    ? null
    : h("textarea", {
        class: "co-input",
        rows: 4,
        maxlength: 20000,
        "aria-describedby": describe,
        oninput: () => changed(false),
        onblur: () => changed(true, true),
      });
  const first = h("fieldset", { class: "co-field co-truth" }, h("legend", {}, "Vrai ou faux\u202f?"), truth.el);
  const second = reasons
    ? h("fieldset", { class: "co-field" }, h("legend", {}, "Parce que…"), reasons.el)
    : h("label", { class: "co-label" }, `Parce que… (${item.max_words} mots au plus)`, text);
  const after = h("div", {}, item.rubric.length ? showRubric(item.rubric) : null);
  const el = h("div", {}, h("blockquote", { class: "co-statement", html: item.statement_html }), first, second, after);
  return {
    el,
    read() {
      const told = truth.read();
      const answer = {
        truth: told === null ? null : told === "true",
        reason: reasons?.read() ?? null,
        text: text?.value ?? "",
      };
      return told === null && answer.reason === null && !answer.text.trim() ? null : answer;
    },
    write(answer) {
      const given = answer?.truth ?? null;
      truth.write(given === null ? null : String(given));
      reasons?.write(answer?.reason ?? null);
      if (text) text.value = answer?.text ?? "";
    },
    lock(isLocked) {
      first.disabled = isLocked;
      if (reasons) second.disabled = isLocked;
      else text.readOnly = isLocked;
      clearNotes(el);
    },
    explain(feedback) {
      const [told, ...others] = feedback.options;
      const expected = plain(told.expected_html) === "Vrai" ? "vraie" : "fausse";
      first.append(note(told.is_right ? "right" : "wrong", `L’affirmation est ${expected}.`));
      for (const option of others) {
        const [kind, words] = tellReason(option);
        reasons?.find(option.id)?.append(note(kind, words, option.explanation_html));
      }
      if (feedback.key_html) after.append(note("right", "Ce que contient une bonne justification.", feedback.key_html));
    },
  };
};
