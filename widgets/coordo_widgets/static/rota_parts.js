/* The parts of a rota board: cells, lists, tables. All text is set as text. */

const EVERYBODY = "";
const MARK = { breach: "◆", wish: "◇", "": "" };

/* A visit as a button; its mark says by its shape what its colour says. */
function drawVisit(visit, isWide) {
  const label = isWide ? visit.person : visit.name.split(", ").slice(0, 2).join(", ");
  return h(
    "button",
    {
      type: "button",
      class: `co-rota-visit co-rota-${visit.level || "well"}`,
      "data-visit": visit.id,
      "data-day": visit.day,
      "aria-label": [visit.name, ...visit.notes].join(". "),
      tabindex: "-1",
    },
    h("span", { class: "co-rota-hour" }, visit.hour),
    h("span", {}, label),
    visit.level ? h("span", { class: "co-rota-mark", "aria-hidden": "true" }, MARK[visit.level]) : null,
  );
}

/* What is broken in a cell, in words beside it. */
function drawNotes(notes) {
  const unique = [...new Set(notes)];
  return unique.length ? h("p", { class: "co-rota-notes" }, unique.join(", ")) : null;
}

function drawCell(screen, person, day) {
  const visits = screen.visits.filter((one) => one.caregiver === person.id && one.day === day);
  const broken = visits.flatMap((one) => one.broken);
  const isAbsent = person.absent.includes(day);
  return h(
    "td",
    { "data-caregiver": person.id, "data-day": day, class: isAbsent ? "co-rota-absent" : null },
    isAbsent ? h("p", { class: "co-rota-notes" }, "absence") : null,
    visits.map((visit) => drawVisit(visit, true)),
    drawNotes(broken),
  );
}

function drawHead(person) {
  return [
    h("span", { class: "co-rota-name" }, person.name),
    person.hours ? h("span", { class: "co-rota-hours" }, person.hours) : null,
    drawNotes(person.notes),
  ];
}

function listRows(screen) {
  const nobody = { id: EVERYBODY, name: "Sans personne", hours: "", absent: [], level: "", notes: [] };
  const isNeeded = screen.visits.some((visit) => visit.caregiver === EVERYBODY);
  return isNeeded ? [nobody, ...screen.people] : screen.people;
}

/* Days across, caregivers down. */
function drawBoard(definition, screen) {
  const head = h(
    "tr",
    {},
    h("th", { scope: "col" }, "Équipe"),
    definition.days.map((day) =>
      h("th", { scope: "col" }, day.name, h("span", { class: "co-rota-hours" }, day.date.split("\u00a0").slice(0, 2).join("\u00a0"))),
    ),
  );
  const rows = listRows(screen).map((person) =>
    h("tr", {}, h("th", { scope: "row" }, drawHead(person)), definition.days.map((_, day) => drawCell(screen, person, day))),
  );
  return h(
    "table",
    { class: "co-rota-table" },
    h("caption", {}, `${definition.label}, semaine du ${definition.days[0].date}`),
    h("thead", {}, head),
    h("tbody", {}, rows),
  );
}

/* One day as a list, for a phone. */
function drawDay(definition, screen, day, goTo) {
  const step = (delta, words) =>
    h(
      "button",
      {
        type: "button",
        class: "co-rota-button",
        "data-step": delta,
        "aria-disabled": String(!definition.days[day + delta]),
        onclick: () => definition.days[day + delta] && goTo(day + delta, delta),
      },
      words,
    );
  const people = listRows(screen).map((person) => {
    const visits = screen.visits.filter((one) => one.caregiver === person.id && one.day === day);
    return h(
      "li",
      {},
      h("div", { class: "co-rota-person" }, drawHead(person)),
      person.absent.includes(day) ? h("p", { class: "co-rota-notes" }, "absence") : null,
      visits.length
        ? h("ul", {}, visits.map((visit) => h("li", {}, drawVisit(visit, false), drawNotes(visit.broken))))
        : h("p", { class: "co-rota-hours" }, "aucune visite ce jour"),
    );
  });
  return h(
    "div",
    { class: "co-rota-day" },
    h("p", {}, `${definition.label}, semaine du ${definition.days[0].date}`),
    h("div", { class: "co-rota-days" }, step(-1, "Jour d’avant"), h("h4", {}, `${capitalise(definition.days[day].name)} ${definition.days[day].date}`), step(1, "Jour d’après")),
    h("ul", { class: "co-rota-people" }, people),
  );
}

function drawBreach(breach, goTo) {
  const place = breach.visit
    ? h("button", { type: "button", class: "co-rota-link", onclick: () => goTo(breach.visit) }, breach.place)
    : h("strong", {}, breach.place);
  return h(
    "li",
    {},
    h("p", {}, place, `\u202f: ${breach.label} (${breach.force}).`),
    h("p", {}, `${capitalise(breach.fact)}. Attendu\u202f: ${breach.limit}.`),
    h("p", { class: "co-rota-hours" }, `${breach.remedy} Source\u202f: ${breach.source}.`),
  );
}

/* On a narrow screen the rows are stacked: the roles keep them a table for who does not see them. */
function drawRows(table) {
  const head = table.columns.map((column) => h("th", { scope: "col", role: "columnheader" }, column));
  const rows = table.rows.map((row) =>
    h("tr", { role: "row" }, row.map((cell, index) =>
      index
        ? h("td", { role: "cell", "data-column": table.columns[index] }, cell)
        : h("th", { role: "rowheader", scope: "row" }, cell))),
  );
  return h(
    "table",
    { class: "co-rota-data", role: "table" },
    h("caption", {}, table.caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)),
    h("tbody", { role: "rowgroup" }, rows),
  );
}

function drawWords(answer) {
  return [
    answer.heading ? h("h4", {}, answer.heading) : null,
    ...answer.words.map((words) => h("p", {}, words)),
  ].filter(Boolean);
}

function drawChanges(answer) {
  return [
    answer.changes.length ? h("ul", { class: "co-rota-changes" }, answer.changes.map((change) => h("li", {}, change))) : null,
    answer.orphans.map((orphan) => [
      h("p", {}, h("strong", {}, orphan.heading), "."),
      h("ul", {}, orphan.reasons.map((reason) => h("li", {}, reason))),
    ]),
  ].flat(Infinity).filter(Boolean);
}

function drawSources(definition) {
  return [
    h("ul", {}, definition.sources.map((source) =>
      h("li", {}, source.url ? h("a", { href: source.url, rel: "noreferrer" }, source.label) : source.label, `\u202f: ${source.detail}`))),
    definition.limits.map((text) => h("p", {}, text)),
  ].flat();
}
