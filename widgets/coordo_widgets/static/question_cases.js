// Several questions on one situation: a dossier, whose steps come one after the other and do not
// come back, and a KFP, whose three questions stand together.
import { FIELDS, h } from "./question_fields.js";
import { listSources, tellVerdict } from "./question_said.js";

const UNKNOWN = {
  el: "Cette question est d’un format que cette version du cours ne sait pas afficher.",
  read: () => null,
  write: () => {},
  lock: () => {},
  explain: () => {},
};

function buildParts(item, context) {
  return item.steps.map(({ information_html: information, question }, index) => {
    const field = FIELDS[question.type]?.(question, context) ?? UNKNOWN;
    const verdict = h("p", { class: "co-verdict" });
    const after = h("div", { class: "co-after" });
    verdict.hidden = true;
    const title = h("h4", { class: "co-step-title", tabindex: "-1" }, `Question ${index + 1} sur ${item.steps.length}`);
    const el = h(
      "section",
      { class: "co-step" },
      title,
      information ? h("div", { class: "co-information", html: information }) : null,
      h("div", { class: "co-stem", html: question.stem_html }),
      verdict,
      field.el,
      after,
    );
    return { question, field, verdict, after, title, el };
  });
}

function clear(part) {
  part.verdict.hidden = true;
  part.after.replaceChildren();
}

function explainPart(part, feedback, answer) {
  part.verdict.hidden = false;
  tellVerdict(part.verdict, feedback, part.question.type);
  part.field.explain(feedback, answer);
  part.after.replaceChildren(h("div", { class: "co-said", html: feedback.explanation_html }));
  if (feedback.sources.length) part.after.append(listSources(feedback.sources));
}

FIELDS.kfp = (item, context) => {
  const parts = buildParts(item, context);
  return {
    el: h("div", { class: "co-case-parts" }, ...parts.map((part) => part.el)),
    read() {
      const given = parts.map(({ field }) => field.read());
      return given.some((answer) => answer !== null) ? { parts: given } : null;
    },
    write: (answer) => parts.forEach(({ field }, index) => field.write(answer?.parts?.[index] ?? null)),
    lock: (isLocked) =>
      parts.forEach((part) => {
        part.field.lock(isLocked);
        clear(part);
      }),
    explain: (feedback, answer) =>
      parts.forEach((part, index) => explainPart(part, feedback.steps[index], answer?.parts?.[index] ?? null)),
  };
};

FIELDS.dossier = (item, context) => {
  const last = item.steps.length - 1;
  let reached = 0;
  let isLocked = false;
  let isWarned = false;
  const parts = buildParts(item, {
    ...context,
    keep: true,
    changed: (...how) => {
      isWarned = false;
      warning.textContent = "";
      context.changed(...how);
    },
  });
  const warning = h("p", { class: "co-left", role: "alert" });
  const onward = h(
    "button",
    { type: "button", class: "co-commit", onclick: goOn },
    "Valider et passer à la suite",
  );
  const rule = h("p", { class: "co-left" }, "Une fois à la suite, on ne revient pas sur cette réponse.");
  const gate = h("div", { class: "co-gate" }, warning, onward, rule);
  const el = h("div", { class: "co-case-parts" }, ...parts.map((part) => part.el), gate);

  function goOn() {
    if (parts[reached].field.read() === null && !isWarned) {
      isWarned = true;
      warning.textContent = "Vous n’avez pas répondu\u202f: la question vaudra 0. Validez de nouveau pour passer quand même.";
      return;
    }
    isWarned = false;
    warning.textContent = "";
    reached += 1;
    show();
    context.commit();
    parts[reached].title.focus();
  }
  function show() {
    parts.forEach((part, index) => {
      part.el.hidden = index > reached;
      part.el.classList.toggle("co-behind", index < reached && !isLocked);
      part.field.lock(isLocked || index < reached);
    });
    gate.hidden = isLocked || reached >= last;
  }
  show();
  return {
    el,
    read() {
      const steps = parts.map(({ field }, index) => (index > reached ? null : field.read()));
      return reached || steps.some((answer) => answer !== null) ? { steps, reached } : null;
    },
    write(answer) {
      reached = answer?.reached ?? 0;
      parts.forEach(({ field }, index) => field.write(answer?.steps?.[index] ?? null));
      show();
    },
    lock(locked) {
      isLocked = locked;
      parts.forEach(clear);
      show();
    },
    explain: (feedback, answer) =>
      parts.forEach((part, index) => explainPart(part, feedback.steps[index], answer?.steps?.[index] ?? null)),
    isComplete: () => reached >= last,
    finish() {
      reached = item.steps.length;
    },
    restart() {
      reached = 0;
      parts.forEach(({ field }) => field.write(null));
      show();
    },
  };
};
