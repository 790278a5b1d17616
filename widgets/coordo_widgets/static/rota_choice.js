/* The panel of a chosen visit: who could take it, what stops the others, one list and one button. */

function drawChoice(visit, takers, give, close) {
  const list = h("select", { id: `co-rota-to-${visit.id}`, class: "co-rota-select" });
  const group = (label, some) =>
    some.length
      ? h("optgroup", { label }, some.map((one) =>
          h("option", { value: one.id, selected: one.has_it }, one.has_it ? `${one.name} (l’a déjà)` : one.name)))
      : null;
  const [free, held] = [true, false].map((is) => takers.filter((one) => !one.reasons.length === is));
  for (const part of [group("Sans manquement", free), group("Avec un manquement", held)]) if (part) list.append(part);
  list.append(h("option", { value: EVERYBODY, selected: !visit.caregiver }, "Personne"));
  const why = h("p", { class: "co-rota-why", role: "status" });
  const tell = () => {
    const one = takers.find((taker) => taker.id === list.value);
    if (!one) why.textContent = "La visite resterait sans personne.";
    else if (one.reasons.length) why.textContent = `${one.reasons.join("\u202f; ")}.`;
    else why.textContent = `Rien ne l’interdit, à ${one.hour}.`;
  };
  list.addEventListener("change", tell);
  tell();
  const confirm = () => give(visit.id, list.value);
  const panel = h(
    "section",
    { class: "co-rota-choice", "aria-label": "Visite choisie" },
    h("h4", {}, visit.name),
    h(
      "div",
      { class: "co-rota-form" },
      h("label", { for: list.id }, "Confier à…"),
      list,
      h("button", { type: "button", class: "co-rota-button co-rota-main", onclick: confirm }, "Confier"),
      h("button", { type: "button", class: "co-rota-button", onclick: close }, "Fermer"),
    ),
    why,
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === list) confirm();
    else return;
    event.preventDefault();
  });
  return { panel, list };
}

/* Days on which someone is absent; ticking none takes the absence back. */
function drawAbsence(definition, screen, declare) {
  const list = h("select", { id: `co-rota-absent-${definition.id}`, class: "co-rota-select" },
    definition.caregivers.map((person) => h("option", { value: person.id }, person.name)));
  const boxes = definition.days.map((day, index) => h("input", { type: "checkbox", value: index, "aria-label": `absence le ${day.name}` }));
  const fill = () => {
    const days = screen().people.find((person) => person.id === list.value)?.absent ?? [];
    boxes.forEach((box, index) => { box.checked = days.includes(index); });
  };
  list.addEventListener("change", fill);
  const said = h("p", { class: "co-rota-hours" });
  const node = h(
    "details",
    { class: "co-rota-fold" },
    h("summary", {}, "Déclarer une absence"),
    h("label", { for: list.id }, "Qui est absent"),
    list,
    h("fieldset", {}, h("legend", {}, "Quels jours"),
      definition.days.map((day, index) => h("label", { class: "co-rota-tick" }, boxes[index], h("span", {}, day.name)))),
    h("button", {
      type: "button", class: "co-rota-button",
      onclick: () => declare(list.value, boxes.filter((box) => box.checked).map((box) => Number(box.value))),
    }, "Enregistrer l’absence"),
  );
  return { node, said, fill };
}
