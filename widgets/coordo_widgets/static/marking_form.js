/* The mark of one copy: levels as radio buttons, their sum, a comment and those used before. */

const NUMBER = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

const draftKey = (question, copy) => `coordo:marking:${question.id}:${copy.name}:${copy.digest}`;

function createForm(page, question, copy) {
  const key = draftKey(question, copy);
  const kept = tabDrafts.load(key);
  const form = {
    levels: { ...(kept?.levels ?? copy.levels) },
    comment: kept?.comment ?? copy.comment,
  };
  const total = h("p", { class: "co-marking-total", role: "status" });
  const problem = h("p", { class: "co-alert", role: "alert" });
  const comment = h("textarea", {
    class: "co-input",
    id: "co-marking-comment",
    rows: "5",
    maxlength: "5000",
    "aria-keyshortcuts": "Control+Enter",
  });
  comment.value = form.comment;

  const keep = () => tabDrafts.keep(key, form);
  const tally = () => {
    const chosen = Object.values(form.levels).map(Number);
    const sum = chosen.reduce((before, points) => before + points, 0);
    const missing = question.criteria.length - chosen.length;
    const rest = missing ? ` · ${missing} critère${missing > 1 ? "s" : ""} à choisir` : "";
    total.textContent = `Total\u202f: ${NUMBER.format(sum)} / ${NUMBER.format(question.points)}${rest}`;
  };
  comment.addEventListener("input", () => {
    form.comment = comment.value;
    keep();
  });

  const criteria = question.criteria.map((criterion, rank) =>
    criterionField(criterion, rank, form, () => {
      problem.textContent = "";
      keep();
      tally();
    }),
  );

  const insert = (text) => {
    const { value } = comment;
    if (!value.includes(text)) comment.value = value.trim() ? `${value.trimEnd()}\n${text}` : text;
    form.comment = comment.value;
    keep();
    comment.focus();
    comment.setSelectionRange(comment.value.length, comment.value.length);
  };

  const el = h(
    "form",
    { class: "co-marking-form", novalidate: true, "aria-label": `Note de la copie ${copy.name}` },
    criteria,
    total,
    h("label", { class: "co-label", for: "co-marking-comment" }, "Commentaire pour le stagiaire"),
    comment,
    commentsList(page, question, comment, insert),
    problem,
    h(
      "div",
      { class: "co-actions" },
      h("button", { type: "submit", class: "co-primary" }, "Enregistrer et passer à la suivante"),
    ),
    h(
      "p",
      { class: "co-quiet-text co-marking-keys" },
      "Au clavier\u202f: un chiffre choisit ce nombre de points, Alt + chiffre insère un commentaire, Ctrl + Entrée enregistre.",
    ),
  );

  const refuse = (message) => {
    problem.textContent = message;
  };
  const save = async () => {
    const missing = question.criteria.findIndex((one) => !(one.id in form.levels));
    if (missing >= 0) {
      refuse("Choisissez un niveau pour chaque critère.");
      criteria[missing].querySelector("input").focus();
      return;
    }
    const sent = { item: question.id, name: copy.name, text: copy.digest, ...form };
    const done = await page.commit("save", sent, { refuse, said: "Enregistré" });
    if (done) {
      tabDrafts.drop(key);
      page.focusCopy();
    }
  };
  el.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  el.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
    const digit = /^Digit([1-9])$/.exec(event.code);
    const chosen = event.altKey && !event.ctrlKey && digit && page.screen.comments[digit[1] - 1];
    if (chosen) {
      event.preventDefault();
      insert(chosen.text);
    }
  });
  tally();
  return el;
}

function criterionField(criterion, rank, form, changed) {
  const choose = (input) => {
    input.checked = true;
    form.levels[criterion.id] = input.value;
    changed();
  };
  const inputs = criterion.levels.map((level, place) =>
    h("input", {
      type: "radio",
      name: `co-marking-${criterion.id}`,
      id: `co-marking-${rank}-${place}`,
      value: level.points,
      checked: form.levels[criterion.id] === level.points,
      onchange: (event) => choose(event.target),
    }),
  );
  const rows = criterion.levels.map((level, place) =>
    h(
      "li",
      {},
      h(
        "label",
        { for: inputs[place].id },
        inputs[place],
        h("span", {}, h("b", {}, level.words), " ", words(level.html)),
      ),
    ),
  );
  const legend = h("legend", {});
  legend.append(words(criterion.html));
  const field = h(
    "fieldset",
    { class: "co-field co-marking-criterion" },
    legend,
    h("ul", { class: "co-options" }, rows),
  );
  field.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^\d$/.test(event.key)) return;
    const wanted = inputs.find((input) => Number(input.value) === Number(event.key));
    if (!wanted) return;
    event.preventDefault();
    choose(wanted);
    const next = field.nextElementSibling;
    const goal = next?.matches("fieldset")
      ? (next.querySelector("input:checked") ?? next.querySelector("input"))
      : document.getElementById("co-marking-comment");
    goal.focus();
  });
  return field;
}

function commentsList(page, question, comment, insert) {
  const rows = page.screen.comments.map((kept, rank) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "co-marking-insert",
          "aria-keyshortcuts": rank < 9 ? `Alt+${rank + 1}` : null,
          onclick: () => insert(kept.text),
        },
        rank < 9 ? h("span", { class: "co-marking-rank", "aria-hidden": "true" }, `${rank + 1}`) : null,
        h("span", {}, kept.text),
      ),
      h(
        "button",
        {
          type: "button",
          class: "co-marking-drop",
          "aria-label": `Ne plus proposer\u202f: ${kept.text}`,
          title: "Ne plus proposer",
          onclick: () => page.change("drop", { comment: kept.id }, "Commentaire retiré de la liste."),
        },
        "×",
      ),
    ),
  );
  const keepIt = () => {
    const chosen = comment.value.slice(comment.selectionStart, comment.selectionEnd).trim();
    const text = chosen || comment.value.trim();
    page.change("keep", { item: question.id, text }, "Commentaire gardé pour cette question.");
  };
  return h(
    "div",
    { class: "co-marking-comments" },
    h(
      "button",
      { type: "button", class: "co-quiet", id: "co-marking-keep", onclick: keepIt },
      "Garder ce commentaire pour d’autres copies",
    ),
    rows.length ? h("h4", {}, "Commentaires gardés") : null,
    rows.length ? h("ul", { class: "co-marking-kept" }, rows) : null,
  );
}
