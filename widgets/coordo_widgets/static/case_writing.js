/* Writing: a text area that saves itself, and says « enregistré » only once it is. */

const WAITING = "Pas encore enregistré";
const PAUSE = 1200; // ms without a keystroke before a text is saved

/* send(text) resolves with { at } once the text is in the journal. */
function selfSaving({ id, rows, text, saved, send }) {
  const state = h("p", { class: "co-case-saved", id: `${id}-state`, role: "status" }, saved);
  const problem = h("div", { class: "co-case-problem" });
  const area = h("textarea", {
    id,
    rows,
    class: "co-case-area",
    "aria-describedby": `${id}-state`,
    lang: "fr",
  });
  area.value = text;
  let kept = text;
  let sent = null; // on its way to the journal
  let timer = null;
  const leave = () => clearTimeout(timer);
  const save = async () => {
    leave();
    const written = area.value;
    if (written === sent) return;
    if (written === kept) {
      if (state.textContent === WAITING) state.textContent = "Enregistré";
      return;
    }
    sent = written;
    state.textContent = "Enregistrement…";
    try {
      const reply = await send(written);
      kept = written;
      problem.replaceChildren();
      state.textContent =
        area.value === written ? `Enregistré à ${clock(new Date(reply.at))}` : WAITING;
    } catch (failure) {
      state.textContent = "Pas enregistré";
      showProblem(problem, failure.message, save);
    }
    if (sent === written) sent = null;
  };
  area.addEventListener("input", () => {
    state.textContent = WAITING;
    leave();
    timer = setTimeout(save, PAUSE);
  });
  area.addEventListener("blur", save);
  return { area, state, problem, save, leave };
}

/* The answer in words: a person counts words, the kernel characters. */
const A_WORD = 6; // characters, its space included

function countWords(text) {
  return text.split(/[\s\u00a0\u202f]+/).filter(Boolean).length;
}

function tellLength({ least, most }, text) {
  const words = counted(countWords(text), "mot");
  const missing = least - text.trim().length;
  const over = text.length - most;
  if (!text.trim()) return "";
  if (missing > 0) return `${words}\u202f: il en manque ${about(missing)}.`;
  if (over > 0) return `${words}\u202f: ${about(over)} de trop.`;
  return `${words}\u202f; il reste de la place pour ${about(-over)}.`;
}

function about(characters) {
  return characters < A_WORD
    ? counted(characters, "lettre")
    : `environ ${counted(Math.ceil(characters / A_WORD), "mot")}`;
}

function textField(view, { name, draft, changed, save }) {
  const writing = selfSaving({
    id: name,
    rows: "10",
    text: draft?.text ?? view.draft,
    saved: view.draft ? "Votre brouillon est enregistré." : "",
    send: save,
  });
  const { area } = writing;
  const length = h("p", { class: "co-case-left", id: `${name}-length` });
  const recount = () => {
    length.textContent = tellLength(view, area.value);
    length.classList.toggle("co-case-over", area.value.length > view.most);
  };
  const read = () => ({ text: area.value });
  area.setAttribute("aria-describedby", `${name}-told ${name}-length ${name}-state`);
  area.addEventListener("input", () => {
    recount();
    changed(read());
  });
  recount();
  const el = h(
    "div",
    { class: "co-case-field" },
    h("label", { for: name, class: "co-case-label" }, "Votre texte"),
    h("p", { class: "co-case-left", id: `${name}-told` }, view.told),
    area,
    h("div", { class: "co-case-under" }, length, writing.state),
    writing.problem,
  );
  const fault = () => {
    if (!area.value.trim()) return "Écrivez d’abord votre texte.";
    const { length: given } = area.value;
    return area.value.trim().length < view.least || given > view.most
      ? tellLength(view, area.value)
      : null;
  };
  return { el, read, fault, focus: () => area.focus(), save: writing.save, leave: writing.leave };
}
