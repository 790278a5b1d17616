// One question, any format: draws it, sends each answer to the kernel, and says « enregistrée »
// only when the kernel has answered that it is on the disk.
import { askCertainty, tellCertainty } from "./question_certainty.js";
import { FIELDS, formatPoints, h, mark } from "./question_fields.js";
import { listSources, tellVerdict } from "./question_said.js";

const ACK_DELAY = 6000; // ms without an answer from the kernel before we say so
const TYPING_DELAY = 900; // ms without a key before a text is sent

const KINDS = {
  qru: "Une seule réponse",
  qrm: "Une ou plusieurs réponses",
  qrp: "Nombre de réponses précisé",
  qroc: "Réponse courte",
  numeric: "Réponse chiffrée",
  qrpl: "Nombre de réponses précisé, longue liste",
  ordering: "À mettre en ordre",
  matching: "À associer",
  classification: "À classer",
  zone: "Zone à pointer",
  positioning: "Position sur deux axes",
  cloze: "Texte à trous",
  table: "Tableau à remplir",
  tcs: "Test de concordance de script",
  justified: "Vrai ou faux, et pourquoi",
  dossier: "Dossier progressif",
  kfp: "Questions clés",
  free_text: "Réponse rédigée",
};
const BLANK = {
  qroc: "Écrivez votre réponse avant de regarder ce qu’il en est.",
  numeric: "Écrivez un nombre avant de regarder ce qu’il en est.",
  zone: "Pointez au moins un endroit avant de regarder ce qu’il en est.",
  positioning: "Placez au moins un profil avant de regarder ce qu’il en est.",
  cloze: "Remplissez au moins un trou avant de regarder ce qu’il en est.",
  table: "Remplissez au moins une cellule avant de regarder ce qu’il en est.",
  classification: "Classez au moins un élément avant de regarder ce qu’il en est.",
  kfp: "Répondez à une question au moins avant de regarder ce qu’il en est.",
  dossier: "Répondez à une question au moins avant de regarder ce qu’il en est.",
  matching: "Associez au moins une ligne avant de regarder ce qu’il en est.",
  free_text: "Écrivez votre réponse avant de regarder ce qu’il en est.",
};
const NOT_SAVED = "Votre réponse n’est PAS enregistrée.";
const LOST =
  "Le serveur ne répond pas. Ce que vous avez saisi reste dans cette page\u202f: réessayez, ou rechargez la page.";
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function sayWhen(iso) {
  const at = new Date(iso);
  const clock = `${at.getHours()}\u00a0h\u00a0${String(at.getMinutes()).padStart(2, "0")}`;
  if (at.toDateString() === new Date().toDateString()) return `à ${clock}`;
  return `le ${at.toLocaleDateString("fr-FR", { day: "numeric", month: "long" })} à ${clock}`;
}

// What is typed and not yet on the disk outlives a reload of the page, in this tab only.
function openDraft(key) {
  const guard = (action) => {
    try {
      return action();
    } catch {
      return null; // storage refused: nothing to keep, nothing lost that was promised
    }
  };
  return {
    keep: (answer, certainty) =>
      guard(() => sessionStorage.setItem(key, JSON.stringify({ answer, certainty }))),
    drop: () => guard(() => sessionStorage.removeItem(key)),
    load: () => guard(() => JSON.parse(sessionStorage.getItem(key))),
  };
}

class Question {
  constructor(sheet, item) {
    this.sheet = sheet;
    this.item = item;
    this.isGraded = sheet.isGraded;
    this.seq = 0;
    this.state = { answer: null, at: null, count: 0, feedback: null };
    this.draft = openDraft(`coordo:${sheet.model.get("place")}:${item.id}`);
    this.build();
    this.restore(sheet.model.get("states")[item.id] ?? this.state);
  }

  build() {
    const { item } = this;
    const titleId = `q-${item.id}-title`;
    this.error = h("div", { class: "co-error", id: `q-${item.id}-error`, role: "alert" });
    this.status = h("p", { class: "co-saved", role: "status" });
    this.say = h("p", { class: "co-sr", role: "status" });
    this.field = this.buildField();
    this.certainty = item.certainty ? askCertainty(() => this.recertify()) : null;
    this.verdict = h("p", { class: "co-verdict", tabindex: "-1" });
    this.verdict.hidden = true;
    this.after = h("div", { class: "co-after" });
    this.actions = h("div", { class: "co-actions" });
    const form = h(
      "form",
      { novalidate: true, onsubmit: (event) => this.submit(event) },
      this.field.el,
      this.certainty?.el,
      this.error,
      this.after,
      this.actions,
      this.say,
    );
    const detail = [KINDS[item.type], this.isGraded ? formatPoints(item.points) : null];
    this.el = h(
      "section",
      { class: "co-question", id: `q-${item.id}`, "aria-labelledby": titleId, tabindex: "-1" },
      h("p", { class: "co-kind" }, detail.filter(Boolean).join(" · ")),
      h(
        "h3",
        { class: "co-title", id: titleId },
        item.number ? h("span", { class: "co-number" }, `${item.number}. `) : null,
        item.title,
      ),
      h("div", { class: "co-stem", html: item.stem_html }),
      this.verdict,
      form,
    );
    this.buildActions();
  }

  buildField() {
    const renderer = FIELDS[this.item.type];
    if (!renderer) {
      const words = "Cette question est d’un format que cette version du cours ne sait pas afficher.";
      const nothing = () => null;
      return { el: h("p", {}, words), read: nothing, write: nothing, lock: nothing, explain: nothing };
    }
    return renderer(this.item, {
      changed: (isFinal, isBlur) => this.changed(isFinal, isBlur),
      say: (words) => (this.say.textContent = words),
      describe: this.error.id,
      keep: this.isGraded,
      commit: () => this.send("answer"),
    });
  }

  buildActions() {
    const button = (kind, words, onclick) => h("button", { type: "button", class: kind, onclick }, words);
    if (this.isGraded) {
      this.erase = button("co-quiet", "Effacer ma réponse", () => this.eraseAnswer());
      this.undo = button("co-quiet", "Annuler l’effacement", () => this.undoErase());
      this.undo.hidden = true;
      this.actions.append(this.status, this.erase, this.undo);
    } else {
      this.check = h("button", { type: "submit", class: "co-primary" }, "Voir ce qu’il en est");
      this.again = button("co-secondary", "Réessayer", () => this.retry());
      this.actions.append(this.check, this.again, this.status);
    }
  }

  restore(state) {
    const draft = this.draft.load();
    this.state = state;
    this.field.write(draft ? draft.answer : state.answer);
    this.certainty?.write(draft ? draft.certainty : state.certainty);
    if (draft && !same(draft.answer, state.answer)) {
      this.show(this.isGraded ? "saving" : "open");
      if (this.isGraded) this.send("answer");
      return;
    }
    this.draft.drop();
    this.show(state.feedback ? "explained" : state.answer ? "saved" : "blank");
  }

  adopt(state) {
    const isBusy = this.phase === "saving" || this.phase === "failed" || this.phase === "typing";
    if (isBusy || same(state, this.state)) return;
    if (!this.isGraded && this.phase === "open") return;
    this.state = state;
    this.field.write(state.answer);
    this.certainty?.write(state.certainty);
    this.show(state.feedback ? "explained" : state.answer ? "saved" : "blank");
  }

  changed(isFinal, isBlur = false) {
    clearTimeout(this.typing);
    if (isBlur && this.phase !== "typing") return;
    this.draft.keep(this.field.read(), this.certainty?.read());
    if (!this.isGraded) {
      if (!isBlur) this.clearError();
      this.showReadiness();
      return;
    }
    this.undo.hidden = true;
    if (isFinal) return void this.send("answer");
    this.show("typing");
    this.typing = setTimeout(() => this.send("answer"), TYPING_DELAY);
  }

  // How sure one is goes with an answer: without one, it waits.
  recertify() {
    if (this.field.read() !== null) this.changed(true);
  }

  flush() {
    if (this.phase === "typing") this.send("answer");
  }

  submit(event) {
    event.preventDefault();
    if (this.isGraded) return this.flush();
    this.field.finish?.();
    if (!this.field.read()) {
      return this.complain(BLANK[this.item.type] ?? "Choisissez avant de regarder ce qu’il en est.");
    }
    this.send("check");
  }

  send(kind, answer = this.field.read()) {
    clearTimeout(this.typing);
    clearTimeout(this.waiting);
    this.seq += 1;
    this.pending = { kind, answer };
    const certainty = this.certainty?.read() ?? null;
    this.draft.keep(answer, certainty);
    this.show("saving");
    this.waiting = setTimeout(() => this.fail(LOST), ACK_DELAY);
    try {
      this.sheet.model.send({ kind, item: this.item.id, seq: this.seq, answer, certainty });
    } catch {
      this.fail(LOST);
    }
  }

  receive(reply) {
    if (reply.seq !== this.seq) return; // an older one: the answer has changed since
    clearTimeout(this.waiting);
    if (reply.kind === "saved") this.accept(reply);
    else if (reply.kind === "rejected") {
      this.show(this.isGraded ? "failed" : "open");
      this.complain(reply.message);
    } else this.fail(reply.message);
  }

  accept(reply) {
    this.draft.drop();
    this.state = reply.state;
    this.show(reply.state.feedback ? "explained" : reply.state.answer ? "saved" : "blank");
    if (reply.notice) this.complain(reply.notice, false);
    if (reply.state.feedback) this.verdict.focus();
    this.sheet.progressed();
  }

  fail(reason) {
    this.show("failed");
    const { kind, answer } = this.pending;
    const retry = h(
      "button",
      { type: "button", class: "co-commit", onclick: () => this.send(kind, answer) },
      "Réessayer l’enregistrement",
    );
    this.error.replaceChildren(h("strong", {}, NOT_SAVED), ` ${reason}`, h("div", {}, retry));
    this.error.classList.add("co-grave");
  }

  complain(words, isFocused = true) {
    this.error.replaceChildren(words);
    this.error.classList.remove("co-grave");
    if (!this.field.control) return;
    this.field.control.setAttribute("aria-invalid", "true");
    if (isFocused) this.field.control.focus();
  }

  clearError() {
    this.error.replaceChildren();
    this.error.classList.remove("co-grave");
    this.field.control?.removeAttribute("aria-invalid");
  }

  eraseAnswer() {
    const before = this.field.read();
    this.field.write(null);
    this.send("answer", null);
    this.erased = before;
    this.undo.hidden = false;
    this.undo.focus();
  }

  undoErase() {
    this.field.write(this.erased);
    this.undo.hidden = true;
    this.send("answer");
    this.el.focus();
  }

  retry() {
    this.field.restart?.();
    this.show("open");
    this.field.el.querySelector("input, textarea, select, button")?.focus();
  }

  // Phases: blank, open (formative, being answered), typing, saving, saved, failed, explained.
  show(phase) {
    this.phase = phase;
    this.el.dataset.phase = phase;
    this.clearError();
    const isExplained = phase === "explained";
    this.field.lock(isExplained);
    this.certainty?.lock(isExplained);
    this.verdict.hidden = !isExplained;
    this.after.replaceChildren();
    if (isExplained) this.explain(this.state.feedback);
    if (this.isGraded) {
      const isOneWay = Boolean(this.field.isComplete);
      this.erase.hidden = isOneWay || this.field.read() === null || phase === "failed";
    } else {
      this.again.hidden = !isExplained;
      this.showReadiness();
    }
    this.showStatus();
  }

  // The main action of a screen is that of the question being answered.
  showReadiness() {
    const isReady = this.draft.load() !== null || this.phase === "open" || this.phase === "saved";
    this.check.hidden = this.phase === "explained" || this.field.isComplete?.() === false;
    this.check.className = isReady ? "co-primary" : "co-secondary";
  }

  showStatus() {
    const texts = {
      blank: this.isGraded ? ["blank", "Sans réponse"] : null,
      typing: ["blank", "En cours de saisie…"],
      saving: ["blank", "Enregistrement…"],
      saved: ["right", `Enregistrée ${sayWhen(this.state.at)}`],
      failed: ["wrong", "Non enregistrée"],
      explained: ["right", `Enregistrée ${sayWhen(this.state.at)}${this.sayAttempts()}`],
    };
    const entry = texts[this.phase];
    this.status.replaceChildren(...(entry ? [mark(entry[0]), entry[1]] : []));
  }

  sayAttempts() {
    return this.state.count > 1 ? `, ${this.state.count}\u00a0essais` : "";
  }

  explain(feedback) {
    tellVerdict(this.verdict, feedback, this.item.type);
    this.field.explain(feedback, this.state.answer);
    this.after.append(
      h("h4", { class: "co-after-title" }, "Ce qu’il faut en retenir"),
      h("div", { class: "co-said", html: feedback.explanation_html }),
    );
    if (feedback.certainty) this.after.append(tellCertainty(feedback.certainty));
    if (feedback.sources.length) this.after.append(listSources(feedback.sources));
  }
}

const keepKey = (event) => event.stopPropagation();

class Sheet {
  constructor(model, el) {
    this.model = model;
    this.isGraded = model.get("mode") === "summative";
    this.progress = h("p", { class: "co-progress" });
    this.questions = new Map();
    for (const item of model.get("items")) this.questions.set(item.id, new Question(this, item));
    const title = model.get("title");
    const head = title
      ? [h("header", { class: "co-theme" }, h("h2", {}, title), this.progress)]
      : [];
    const drawn = [...this.questions.values()].map((question) => question.el);
    // JupyterLab must not take the arrows and the letters typed here: neither its shortcuts (the
    // attribute) nor the listeners of its panels (the event goes no further up).
    const root = { class: "co-root", "data-lm-suppress-shortcuts": "true", onkeydown: keepKey };
    el.append(h("div", root, ...head, ...drawn));
    this.listen();
    this.progressed();
    this.sync();
  }

  listen() {
    this.onReply = (reply) => this.questions.get(reply?.item)?.receive(reply);
    this.onStates = () => {
      const states = this.model.get("states");
      for (const [id, question] of this.questions) if (states[id]) question.adopt(states[id]);
      this.progressed();
    };
    this.onVisibility = () => {
      if (document.visibilityState === "hidden") this.flush();
      else this.sync();
    };
    this.model.on("msg:custom", this.onReply);
    this.model.on("change:states", this.onStates);
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  sync() {
    try {
      this.model.send({ kind: "sync" });
    } catch {
      // the kernel is gone: the first answer will say so
    }
  }

  flush() {
    for (const question of this.questions.values()) question.flush();
  }

  progressed() {
    const all = [...this.questions.values()];
    const done = all.filter((question) => question.state.answer).length;
    const words = done > 1 ? "questions" : "question";
    this.progress.textContent = `${done} ${words} sur ${all.length} répondue${done > 1 ? "s" : ""}`;
    document.dispatchEvent(new CustomEvent("coordo:saved"));
  }

  close() {
    this.flush();
    this.model.off("msg:custom", this.onReply);
    this.model.off("change:states", this.onStates);
    document.removeEventListener("visibilitychange", this.onVisibility);
  }
}

export function render({ model, el }) {
  const sheet = new Sheet(model, el);
  return () => sheet.close();
}
