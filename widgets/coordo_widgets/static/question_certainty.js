// How sure one is of an answer: asked under it, told after it, without effect on the points.
import { h, nextId } from "./question_fields.js";

const BANDS = ["0 à 25", "25 à 50", "50 à 70", "70 à 85", "85 à 95", "95 à 100"];

export function askCertainty(changed) {
  const name = nextId("certainty");
  const inputs = BANDS.map((band, degree) =>
    h("input", { type: "radio", name, value: String(degree), onchange: changed }),
  );
  const labels = BANDS.map((band, degree) =>
    h("label", {}, inputs[degree], h("span", {}, `${band}\u00a0%`)),
  );
  const el = h(
    "fieldset",
    { class: "co-field co-certainty" },
    h("legend", {}, "Quelle chance donnez-vous à votre réponse d’être juste\u202f? (sans effet sur les points)"),
    h("div", { class: "co-chips" }, ...labels),
  );
  return {
    el,
    read: () => {
      const chosen = inputs.findIndex((input) => input.checked);
      return chosen < 0 ? null : chosen;
    },
    write: (degree) => inputs.forEach((input, index) => (input.checked = index === degree)),
    lock: (isLocked) => (el.disabled = isLocked),
  };
}

export function tellCertainty(note) {
  const tariff = note.tariff < 0 ? `−${-note.tariff}` : `${note.tariff}`;
  return h(
    "div",
    { class: `co-certainty-said${note.is_dangerous ? " co-dangerous" : ""}` },
    h("h4", {}, "Votre certitude"),
    h("p", {}, `Vous aviez dit ${note.band}. ${note.words}`),
    h("p", { class: "co-left" }, `Barème de Leclercq, pour information\u202f: ${tariff} sur 20. Il ne compte pas.`),
  );
}
