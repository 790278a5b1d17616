/* What is read at one time: the cover, a moment lived or present, the end. */

/* Shown above a past moment: where one is, how to come back, how to leave from here. */
function rereadBanner(player, moment) {
  const problem = h("div", { class: "co-case-problem" });
  const fields = { run: player.screen.run, step: moment.step };
  const leave = h(
    "button",
    {
      type: "button",
      class: "co-case-commit",
      onclick: () => player.commit("branch", fields, { problem, button: leave }),
    },
    "Reprendre à partir d’ici",
  );
  const back = h(
    "button",
    { type: "button", class: "co-case-action", onclick: () => player.turnTo(null) },
    "Revenir au présent",
  );
  return h(
    "aside",
    { class: "co-case-reread", "aria-label": "Relecture" },
    h("p", {}, `Vous relisez ${moment.when}. `, "Rien de ce que vous lisez ici ne change votre parcours."),
    h("p", { class: "co-case-actions" }, back, player.screen.is_graded ? null : leave),
    player.screen.is_graded
      ? null
      : h(
          "p",
          { class: "co-case-note" },
          "Reprendre d’ici ouvre un second parcours, qui partage ce qui précède. " +
            "Le premier est gardé tel quel\u202f: vous y reviendrez par «\u202fVos parcours\u202f».",
        ),
    problem,
  );
}

function endView(player) {
  const { outcome } = player.screen;
  const problem = h("div", { class: "co-case-problem" });
  const look = h(
    "button",
    {
      type: "button",
      class: "co-case-go",
      onclick: () => player.openDebrief({ problem, button: look }),
    },
    "Comprendre ce qui s’est passé",
  );
  return [
    h("div", { class: "co-case-outcome" }, h("h4", {}, outcome.title), prose(outcome.html)),
    player.screen.is_graded
      ? h(
          "p",
          { class: "co-case-note" },
          "Votre parcours est terminé et enregistré. Il vous est expliqué avec la correction.",
        )
      : h("p", { class: "co-case-actions" }, look),
    problem,
  ];
}

/* What became of a run made with an older version of the case: said once, before going on. */
function versionView(player) {
  const { version, outcome } = player.screen;
  if (!version) return null;
  return h(
    "aside",
    { class: "co-case-version", "aria-label": "Version du cas" },
    h("h4", {}, "Le cas a changé depuis ce parcours"),
    h("p", {}, version.text),
    version.replaced.length ? h("ul", {}, version.replaced.map(replacedView)) : null,
    outcome
      ? null
      : h(
          "p",
          { class: "co-case-note" },
          "La suite s’écrira dans un nouveau parcours\u202f; celui-ci reste dans «\u202fVos parcours\u202f».",
        ),
  );
}

/* Chapter, date, place: where the reader is in the book. */
function sceneHead(player, moment) {
  const told = `co-scene-${player.id}`;
  const { place } = moment;
  return h(
    "header",
    {},
    moment.chapter && h("p", { class: "co-case-chapter" }, moment.chapter),
    h("h3", { tabindex: "-1", class: "co-case-heading", "aria-describedby": told }, moment.heading),
    h("p", { class: "co-case-when", id: told }, [moment.position, place?.name].filter(Boolean).join(". ")),
    place?.text && h("p", { class: "co-case-place" }, place.text),
  );
}

function previousView({ having, answer }) {
  const isShort = answer.kind === "single";
  return isShort
    ? h("p", { class: "co-case-previous" }, h("span", {}, `${having}\u202f: `), words(answer.lines[0] ?? ""))
    : h("div", { class: "co-case-previous" }, h("p", {}, h("span", {}, `${having}\u202f:`)), answerView(answer));
}

function momentView(player, moment) {
  const isPast = player.reading !== null;
  const { decision } = moment;
  const reread = (step) => player.turnTo(step);
  return h(
    "article",
    { class: "co-case-text" },
    isPast ? rereadBanner(player, moment) : null,
    sceneHead(player, moment),
    isPast ? null : versionView(player),
    moment.previous && previousView(moment.previous),
    moment.passages.map((passage) => passageView(passage, reread)),
    decision && isPast
      ? [
          pastOpenings(player, moment),
          h("h4", {}, decision.title),
          prose(decision.html),
          whyView(player.memory, moment.step, decision),
          pastAnswer(decision),
        ]
      : null,
    decision && !isPast ? itemsView(player, moment) : null,
    isPast ? null : dossierView(player, moment),
    decision && !isPast ? decisionForm(player, moment) : null,
    !decision && !isPast ? endView(player) : null,
  );
}

/* The page before the first run: nothing is written until one begins. */
function coverView(player) {
  const { cover } = player.screen;
  const problem = h("div", { class: "co-case-problem" });
  const begin = h(
    "button",
    {
      type: "button",
      class: "co-case-go",
      onclick: () => player.commit("start", {}, { problem, button: begin }),
    },
    "Commencer",
  );
  return h(
    "article",
    { class: "co-case-text" },
    h("h3", { tabindex: "-1", class: "co-case-heading" }, cover.heading),
    prose(cover.html),
    h("p", { class: "co-case-note" }, cover.note),
    h("p", { class: "co-case-actions" }, begin),
    problem,
  );
}
