// What the kernel said of an answer: its verdict, its sources.
import { formatPoints, h, mark } from "./question_fields.js";

const VERDICTS = {
  juste: ["right", "Juste"],
  partiel: ["partial", "En partie juste"],
  faux: ["wrong", "Faux"],
  "sans réponse": ["blank", "Sans réponse"],
  "à corriger": ["partial", "À relire vous-même"],
};
const OWN_WORDS = {
  tcs: {
    juste: "Comme le plus grand nombre du panel",
    partiel: "Comme une partie du panel",
    faux: "Comme personne au panel",
  },
  justified: { juste: "Juste, et pour la bonne raison", faux: "À revoir" }, // « Faux » is an answer
};

export function tellVerdict(el, feedback, type) {
  const [shape, usual] = VERDICTS[feedback.verdict];
  const words = OWN_WORDS[type]?.[feedback.verdict] ?? usual;
  const isScored = feedback.verdict !== "à corriger";
  const max = Number(feedback.points_max).toLocaleString("fr-FR");
  const rest = isScored
    ? `\u202f: ${formatPoints(feedback.points)} sur ${max}`
    : "\u202f: comparez avec ce que contient une bonne réponse";
  el.className = `co-verdict co-verdict-${shape}`;
  el.replaceChildren(mark(shape), h("span", {}, h("strong", {}, words), rest));
}

export function listSources(sources) {
  const entries = sources.map((source) => {
    const isSafe = /^https?:\/\//.test(source.url ?? "");
    const title = isSafe
      ? h("a", { href: source.url, target: "_blank", rel: "noopener" }, source.source)
      : h("cite", {}, source.source);
    const what = source.value ? `${source.label}\u202f: ${source.value}. ` : "";
    const where = !source.value && source.label ? `, ${source.label}` : "";
    const when = source.checked_on ? `. Vérifié le ${source.checked_on}.` : ".";
    return h("li", {}, what, title, where, when, source.note ? ` ${source.note}` : "");
  });
  return h("div", { class: "co-sources" }, h("h4", {}, "Sources"), h("ul", {}, ...entries));
}
