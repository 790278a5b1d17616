/* The panel of a chosen visit: who could take it and when, what stops the others, two lists. */

/* Fill a list in two groups, what nothing forbids first; an option is [value, label, is chosen]. */
function fillList(list, free, held) {
  const group = (label, options) =>
    options.length
      ? h("optgroup", { label }, options.map(([value, text, selected]) => h("option", { value, selected }, text)))
      : null;
  const groups = [group("Sans manquement", free), group("Avec un manquement", held)];
  list.replaceChildren(...groups.filter(Boolean));
}

function drawChoice(visit, takers, give, close) {
  const list = h("select", { id: `co-rota-to-${visit.id}`, class: "co-rota-select" });
  const hours = h("select", { id: `co-rota-at-${visit.id}`, class: "co-rota-select" });
  const when = h("div", { class: "co-rota-field" }, h("label", { for: hours.id }, "À quelle heure"), hours);
  const why = h("p", { class: "co-rota-why", role: "status" });
  const part = (some, isFree, draw) => some.filter((one) => isFree(one)).map(draw);
  const name = (one) => [one.id, one.has_it ? `${one.name} (l’a déjà)` : one.name, one.has_it];
  fillList(list, part(takers, (one) => one.is_free, name), part(takers, (one) => !one.is_free, name));
  list.append(h("option", { value: EVERYBODY, selected: !visit.caregiver }, "Personne"));

  const find = () => takers.find((one) => one.id === list.value);
  const tell = () => {
    const at = find()?.hours.find((one) => one.start === Number(hours.value));
    if (!at) why.textContent = "La visite resterait sans personne.";
    else if (at.reasons.length) why.textContent = `À ${at.hour}\u202f: ${at.reasons.join("\u202f; ")}.`;
    else why.textContent = `Rien ne l’interdit, à ${at.hour}.`;
  };
  const offer = () => {
    const one = find();
    when.hidden = !one;
    const hour = (at) => [at.start, at.is_agreed ? `${at.hour} (convenue)` : at.hour, at.start === one.start];
    const own = one?.hours ?? [];
    fillList(hours, part(own, (at) => !at.reasons.length, hour), part(own, (at) => at.reasons.length, hour));
    tell();
  };
  list.addEventListener("change", offer);
  hours.addEventListener("change", tell);
  offer();
  const confirm = () => give(visit.id, list.value, find() ? Number(hours.value) : null);
  const panel = h(
    "section",
    { class: "co-rota-choice", "aria-label": "Visite choisie" },
    h("h4", {}, visit.name),
    h(
      "div",
      { class: "co-rota-form" },
      h("div", { class: "co-rota-field" }, h("label", { for: list.id }, "Confier à…"), list),
      when,
      h("button", { type: "button", class: "co-rota-button co-rota-main", onclick: confirm }, "Confier"),
      h("button", { type: "button", class: "co-rota-button", onclick: close }, "Fermer"),
    ),
    why,
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && [list, hours].includes(event.target)) confirm();
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
