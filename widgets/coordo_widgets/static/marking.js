/* The marking page: who marks, which question, which copy; the text beside its mark.
   marking_page.py joins case_dom.js, marking_form.js and this file into one module.
   Whatever a trainee wrote becomes a text node, never markup. */

function createPage(model, el) {
  const { ask, close } = connect(model);
  const title = h("p");
  const status = h("p", { class: "co-marking-status", role: "status" });
  const alert = h("p", { class: "co-alert", role: "alert" });
  const place = h("div", {});
  const open = new Map(); // disclosures stay as the reader left them
  const page = {
    close,
    open,
    alert,
    screen: model.get("screen"),
    isBusy: false,

    draw() {
      const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
      page.screen = model.get("screen");
      const { marker } = page.screen;
      title.textContent = marker ? `${page.screen.title} · lecture de ${marker}` : page.screen.title;
      place.replaceChildren(...(page.screen.marker ? marking(page) : [entrance(page)]));
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    },

    count() {
      const { tabs, question } = page.screen;
      const { done, total } = tabs.find((tab) => tab.id === question.id);
      return countCopies(done, total);
    },

    say(message) {
      status.textContent = message;
    },

    /* Ask the kernel, say what came of it; true once it is done, and on the disk. */
    async commit(type, fields, { refuse, said }) {
      if (page.isBusy) return false;
      page.isBusy = true;
      alert.textContent = "";
      page.say("Un instant…");
      try {
        const reply = await ask(type, fields);
        page.draw();
        page.say(reply.message || (said ? `${said} à ${clock(new Date())} · ${page.count()}` : ""));
        return true;
      } catch (failure) {
        page.say("");
        refuse(failure.message);
        return false;
      } finally {
        page.isBusy = false;
      }
    },

    /* A kernel may have drawn this page long before it was opened. Quietly: who types meanwhile
       is neither interrupted nor refused. */
    refresh() {
      return ask("refresh", {}).then(page.draw, (failure) => {
        alert.textContent = failure.message;
      });
    },

    change(type, fields = {}, said = "") {
      const refuse = (message) => {
        alert.textContent = message;
        alert.scrollIntoView({ block: "nearest" });
      };
      return page.commit(type, fields, { refuse, said: "" }).then((done) => {
        if (done && said) page.say(said);
        return done;
      });
    },

    async turn(item, name = "") {
      if (await page.change("turn", { item, name })) page.focusCopy();
    },

    focusCopy() {
      const heading = place.querySelector(".co-marking-heading");
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: "start" });
    },
  };
  el.classList.add("co-root", "co-marking");
  el.append(h("header", { class: "co-marking-running" }, title), status, alert, place);
  return page;
}

/* Who marks: asked at each opening, since a machine may be shared. */
function entrance(page) {
  const input = h("input", {
    class: "co-input",
    id: "co-marking-who",
    maxlength: "60",
    required: true,
    autocomplete: "off",
    list: "co-marking-known",
    oninput: () => {
      page.typedName = input.value;
    },
  });
  input.value = page.typedName ?? "";
  const enter = async (event) => {
    event.preventDefault();
    if (!input.value.trim()) {
      page.alert.textContent = "Écrivez votre nom ou vos initiales.";
      input.focus();
      return;
    }
    if (await page.change("enter", { marker: input.value.trim() })) page.focusCopy();
  };
  return h(
    "form",
    { class: "co-marking-entrance", onsubmit: enter, novalidate: true },
    h("label", { class: "co-label", for: "co-marking-who" }, "Votre nom ou vos initiales"),
    input,
    h(
      "datalist",
      { id: "co-marking-known" },
      page.screen.markers.map((name) => h("option", { value: name })),
    ),
    h(
      "p",
      { class: "co-quiet-text" },
      "Vos notes sont gardées sous ce nom. Ceux des stagiaires restent cachés jusqu’à la fin (sauf si l’un d’eux a signé son texte), et vous ne voyez pas les notes des autres correcteurs.",
    ),
    h("div", { class: "co-actions" }, h("button", { type: "submit", class: "co-primary" }, "Commencer à corriger")),
  );
}

function marking(page) {
  const { screen } = page;
  const { question, copy_view: copy } = screen;
  if (!question) return [h("p", {}, "Cette évaluation n’a pas de texte à corriger.")];
  return [
    screen.notices.map((notice) => h("p", { class: "co-alert" }, notice)),
    tabs(page),
    copy ? copyView(page, question, copy) : doneView(page, question),
    copies(page),
    progress(page),
  ].flat();
}

function tabs(page) {
  const { screen } = page;
  const entries = screen.tabs.map((tab) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "co-marking-tab",
          id: `co-marking-tab-${tab.id}`,
          "aria-current": tab.id === screen.question.id ? "true" : null,
          onclick: () => page.turn(tab.id),
        },
        h("span", {}, tab.title),
        h("small", {}, countCopies(tab.done, tab.total)),
      ),
    ),
  );
  return h("nav", { "aria-label": "Questions à corriger" }, h("ol", { class: "co-marking-tabs" }, entries));
}

function countCopies(done, total) {
  if (!total) return "aucune copie";
  return `${done} copie${done > 1 ? "s" : ""} sur ${total}`;
}

function copyView(page, question, copy) {
  const over = copy.words > question.max_words;
  return h(
    "section",
    { class: "co-marking-desk", "aria-labelledby": "co-marking-heading" },
    h(
      "div",
      { class: "co-marking-reading" },
      h(
        "h2",
        { class: "co-marking-heading", id: "co-marking-heading", tabindex: "-1" },
        `Copie ${copy.name}`,
      ),
      h(
        "p",
        { class: "co-marking-facts" },
        h(
          "span",
          { class: over ? "co-over" : null },
          `${copy.words} mot${copy.words > 1 ? "s" : ""}, ${question.max_words} au plus`,
        ),
        copy.is_done ? h("span", {}, "déjà notée par vous") : null,
        undoButton(page),
      ),
      h(
        "div",
        { class: "co-marking-text", role: "region", "aria-label": "Texte de la copie", tabindex: "0" },
        copy.text,
      ),
      fold(page, "guidance", "Ce qu’une bonne réponse contient", prose(question.guidance_html, "co-stem")),
      fold(page, "stem", "La question", prose(question.stem_html, "co-stem")),
    ),
    createForm(page, question, copy),
  );
}

function doneView(page, question) {
  const next = page.screen.tabs.find((tab) => tab.id !== question.id && tab.done < tab.total);
  return h(
    "section",
    { class: "co-marking-done" },
    h(
      "h2",
      { class: "co-marking-heading", tabindex: "-1" },
      page.screen.rows.length ? "Vous avez tout lu pour cette question" : "Rien à lire pour cette question",
    ),
    h(
      "p",
      {},
      next
        ? "Passez à la question suivante, ou reprenez une de vos copies ci-dessous."
        : "Vous pouvez reprendre une de vos copies, ou porter les notes au carnet.",
    ),
    h(
      "div",
      { class: "co-actions" },
      next
        ? h(
            "button",
            { type: "button", class: "co-primary", onclick: () => page.turn(next.id) },
            `Corriger «\u202f${next.title}\u202f»`,
          )
        : pushButton(page, "co-primary"),
      undoButton(page),
    ),
  );
}

function undoButton(page) {
  if (!page.screen.can_undo) return null;
  const undo = async () => {
    if (await page.change("undo", {}, "Dernier enregistrement annulé.")) page.focusCopy();
  };
  return h(
    "button",
    { type: "button", class: "co-quiet", id: "co-marking-undo", onclick: undo },
    "Annuler le dernier enregistrement",
  );
}

function copies(page) {
  const { rows, question, copy_view: current } = page.screen;
  if (!rows.length) return [];
  const done = rows.filter((row) => row.is_done).length;
  const entries = rows.map((row) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          "aria-current": row.name === current?.name ? "true" : null,
          onclick: () => page.turn(question.id, row.name),
        },
        h("span", {}, row.name),
        h("small", {}, row.is_done ? "notée" : "à lire"),
      ),
    ),
  );
  const title = `Mes copies\u202f: ${countCopies(done, rows.length)}`;
  return [fold(page, "copies", title, h("ol", { class: "co-marking-copies" }, entries))];
}

function progress(page) {
  const { screen } = page;
  const heads = ["Question", "Notes arrêtées", "À lire", "Deuxième avis", "Troisième avis"];
  const rows = screen.stages.map((stage) => [stage.title, ...stage.counts]);
  const agreements = screen.stages.filter((stage) => stage.agreement);
  return fold(
    page,
    "progress",
    "Où en est la correction, tous correcteurs réunis",
    table(heads, rows),
    h("p", { class: "co-quiet-text" }, "Les notes des autres restent cachées tant que vous corrigez."),
    agreements.length
      ? h(
          "dl",
          { class: "co-marking-agreement" },
          agreements.flatMap((stage) => [
            h("dt", {}, `Accord des correcteurs, ${stage.title}`),
            h("dd", {}, stage.agreement),
          ]),
        )
      : null,
    planForm(page),
    h(
      "div",
      { class: "co-actions" },
      pushButton(page, "co-secondary"),
      screen.is_settled && !screen.names.length
        ? h(
            "button",
            { type: "button", class: "co-quiet", onclick: () => page.change("reveal") },
            "Découvrir les noms",
          )
        : null,
    ),
    screen.names.length ? namesTable(screen) : null,
  );
}

function pushButton(page, kind) {
  return h(
    "button",
    { type: "button", class: kind, onclick: () => page.change("push") },
    "Porter les notes arrêtées au carnet",
  );
}

function namesTable(screen) {
  const heads = ["Stagiaire", "Copie", ...screen.tabs.map((tab) => tab.title)];
  return table(
    heads,
    screen.names.map((row) => [row.trainee, row.copy_name, ...row.points]),
  );
}

function planForm(page) {
  const { screen } = page;
  const field = (id, label, value) => [
    h("label", { for: id }, label),
    h("span", {}, h("input", { class: "co-input", id, type: "number", min: "0", max: "100", value }), "\u00a0%"),
  ];
  const decide = (event) => {
    event.preventDefault();
    const read = (id) => document.getElementById(id).value || "0";
    page.change(
      "plan",
      { share: read("co-marking-share"), tolerance: read("co-marking-tolerance") },
      "Double correction réglée.",
    );
  };
  return h(
    "form",
    { class: "co-marking-plan", onsubmit: decide, novalidate: true },
    h("h3", {}, "Double correction"),
    h("p", {}, screen.plan_words),
    h(
      "div",
      { class: "co-marking-plan-fields" },
      field("co-marking-share", "Copies lues deux fois", screen.share),
      field("co-marking-tolerance", "Écart toléré, en part des points", screen.tolerance),
    ),
    h("button", { type: "submit", class: "co-secondary" }, "Régler la double correction"),
  );
}

function table(heads, rows) {
  return h(
    "table",
    { class: "co-marking-table" },
    h("thead", {}, h("tr", {}, heads.map((title) => h("th", { scope: "col" }, title)))),
    h(
      "tbody",
      {},
      rows.map((row) =>
        h(
          "tr",
          {},
          row.map((cell, rank) =>
            rank
              ? h("td", { "data-label": heads[rank] }, `${cell}`)
              : h("th", { scope: "row" }, `${cell}`),
          ),
        ),
      ),
    ),
  );
}

function fold(page, key, title, ...children) {
  const node = h(
    "details",
    { class: "co-details co-marking-fold", open: page.open.get(key) ?? key === "guidance" },
    h("summary", { id: `co-marking-fold-${key}` }, title),
    ...children,
  );
  node.addEventListener("toggle", () => page.open.set(key, node.open));
  return node;
}

export default {
  render({ model, el }) {
    const page = createPage(model, el);
    page.draw();
    page.refresh();
    return () => page.close();
  },
};
