/* Beside the text: the state of the service, the thread of time, the people, the runs. */

function sparkline(points) {
  const [width, height, edge] = [88, 24, 3];
  const at = (value, index) => [
    edge + (index * (width - 2 * edge)) / (points.length - 1),
    height - edge - value * (height - 2 * edge),
  ];
  const path = points.map(at);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "co-case-spark");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "polyline");
  line.setAttribute("points", path.map((point) => point.map((v) => v.toFixed(1)).join(",")).join(" "));
  const dot = document.createElementNS(SVG, "circle");
  const [x, y] = path.at(-1);
  for (const [key, value] of Object.entries({ cx: x, cy: y, r: 2.5 })) dot.setAttribute(key, value);
  svg.append(line, dot);
  return svg;
}

const VERDICTS = { better: "c’est mieux", worse: "c’est moins bien" };

function indicatorView(indicator) {
  const verdict =
    indicator.verdict &&
    h("span", { class: `co-case-${indicator.verdict}` }, `, ${VERDICTS[indicator.verdict]}`);
  return h(
    "div",
    { class: "co-case-indicator" },
    h("dt", {}, indicator.label),
    h("dd", { class: "co-case-value" }, indicator.value),
    indicator.trend && [
      h(
        "dd",
        { class: "co-case-drawn" },
        sparkline(indicator.points),
        h("span", { class: "co-sr" }, indicator.story),
      ),
      h("dd", { class: "co-case-trend" }, indicator.trend, verdict),
    ],
  );
}

function stateView(player, moment) {
  const helps = player.screen.helps.map((indicator) =>
    h("div", {}, h("dt", {}, indicator.label), h("dd", {}, indicator.help)),
  );
  return disclosure(
    player.memory,
    "state",
    `Où en sont les choses, ${moment.when}`,
    player.isWide,
    h("p", { class: "co-case-note" }, moment.since),
    h("dl", { class: "co-case-state" }, moment.indicators.map(indicatorView)),
    disclosure(
      player.memory,
      "helps",
      "Ce que disent ces chiffres",
      false,
      h("dl", { class: "co-case-people" }, helps),
    ),
  );
}

function timelineView(player) {
  const { moments, position } = player.screen;
  const items = moments.map((moment, index) => {
    const isShown = player.shown() === moment;
    const isLast = index === moments.length - 1;
    const said = moment.decision?.answer_text ?? (moment.decision ? "À décider" : "Fin");
    const opensChapter = moment.chapter && moment.chapter !== moments[index - 1]?.chapter;
    return h(
      "li",
      { class: moment.decision?.answer ? "" : "co-case-now" },
      opensChapter ? h("p", { class: "co-case-chapter" }, moment.chapter) : null,
      h(
        "button",
        {
          type: "button",
          "aria-current": isShown ? "step" : null,
          onclick: () => player.turnTo(isLast ? null : moment.step),
        },
        h("span", { class: "co-case-period" }, moment.period),
        h("span", {}, moment.decision ? moment.decision.title : moment.heading),
        h("span", { class: "co-case-said" }, said),
      ),
    );
  });
  return disclosure(
    player.memory,
    "timeline",
    player.screen.thread,
    player.isWide,
    h("p", { class: "co-case-note" }, position),
    h("ol", { class: "co-case-timeline" }, items),
  );
}

function peopleView(player) {
  return disclosure(
    player.memory,
    player.screen.run ? "people" : "people-before",
    "Qui est qui",
    !player.screen.run,
    h(
      "dl",
      { class: "co-case-people" },
      player.screen.people.map((person) =>
        h("div", {}, h("dt", {}, person.name), h("dd", {}, person.role)),
      ),
    ),
  );
}

function runsView(player) {
  const { runs } = player.screen;
  const problem = h("div", { class: "co-case-problem" });
  const restart = h(
    "button",
    {
      type: "button",
      class: "co-case-action",
      onclick: () => player.commit("start", {}, { problem, button: restart }),
    },
    "Recommencer depuis le début",
  );
  const items = runs.map((run) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          disabled: run.is_outdated,
          "aria-current": run.is_current ? "true" : null,
          onclick: () => player.commit("open", { run: run.id }, { problem }),
        },
        h("strong", {}, run.label),
        run.origin && h("span", {}, capitalise(run.origin)),
        h("span", {}, `Commencé le ${dayAndClock(new Date(run.started_at))}`),
        h("span", { class: "co-case-said" }, run.progress),
      ),
    ),
  );
  return disclosure(
    player.memory,
    "runs",
    runs.length > 1 ? `Vos ${runs.length} parcours` : "Votre parcours",
    runs.length > 1,
    h("ol", { class: "co-case-runs" }, items),
    h(
      "p",
      { class: "co-case-note" },
      "Rien ne s’efface\u202f: un parcours commencé reste dans cette liste. Un nouveau départ " +
        "rejoue aussi le hasard\u202f; les mêmes choix n’y donnent pas tout à fait la même histoire.",
    ),
    problem,
    restart,
  );
}
