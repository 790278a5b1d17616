/* The case player. One widget, one model: `screen` (what is read now), `debrief` and `other`
   (what is looked back on). The kernel decides; this file shows and asks.
   Served as one module with debrief.js, which case.py puts before it. */

const SVG = "http://www.w3.org/2000/svg";
const PATIENCE = 15000; // ms before a silent kernel is said to be silent
const SILENT =
  "Le cours ne répond plus. Ce que vous venez de faire n’est peut-être pas enregistré\u202f: " +
  "rechargez la page pour retrouver ce qui l’est.";

/* Build an element; strings become text nodes, never markup. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/* Only for HTML the kernel has rendered from the course's own Markdown (HTML disabled there). */
function prose(html, className = "co-case-prose") {
  const node = h("div", { class: className });
  node.innerHTML = html;
  return node;
}

/* 14 h 02, on the reader's own clock. */
function clock(at) {
  return `${at.getHours()}\u00a0h\u00a0${String(at.getMinutes()).padStart(2, "0")}`;
}

function dayAndClock(at) {
  const day = at.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  return `${day} à ${clock(at)}`;
}

function capitalise(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/* Ask the kernel; resolves with its reply, rejects with a message that can be shown. */
function connect(model) {
  const waiting = new Map();
  const prefix = Math.random().toString(36).slice(2, 8);
  let count = 0;
  const hear = (reply) => {
    const settle = waiting.get(reply?.request);
    if (!settle) return;
    waiting.delete(reply.request);
    settle(reply);
  };
  model.on("msg:custom", hear);
  const ask = (type, fields = {}) =>
    new Promise((resolve, reject) => {
      const request = `${prefix}-${(count += 1)}`;
      const timer = setTimeout(() => {
        waiting.delete(request);
        reject({ message: SILENT });
      }, PATIENCE);
      waiting.set(request, (reply) => {
        clearTimeout(timer);
        if (reply.ok) resolve(reply);
        else reject(reply);
      });
      model.send({ type, request, ...fields });
    });
  return { ask, close: () => model.off("msg:custom", hear) };
}

/* A disclosure that stays as the reader left it when the page is drawn anew. */
function disclosure(memory, key, title, open, ...children) {
  const node = h(
    "details",
    { class: "co-case-fold", open: memory.get(key) ?? open },
    h("summary", {}, title),
    ...children,
  );
  node.addEventListener("toggle", () => memory.set(key, node.open));
  return node;
}

function passageView(passage, reread) {
  const cause =
    passage.cause &&
    h(
      "p",
      { class: "co-case-cause" },
      h("span", {}, "D’où cela vient\u202f: "),
      passage.cause_step === null
        ? passage.cause
        : h(
            "button",
            { type: "button", class: "co-case-link", onclick: () => reread(passage.cause_step) },
            passage.cause,
          ),
    );
  const speaker =
    passage.speaker &&
    h(
      "p",
      { class: "co-case-speaker" },
      h("strong", {}, passage.speaker),
      passage.role && h("span", {}, `, ${passage.role}`),
    );
  return h(
    "div",
    { class: `co-case-passage co-case-${passage.kind}` },
    passage.label && h("p", { class: "co-case-kind" }, passage.label),
    speaker,
    prose(passage.html),
    cause,
  );
}

function sourceView(source) {
  const title = source.url
    ? h("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title)
    : source.title;
  return h(
    "li",
    {},
    h("span", { class: "co-case-fact" }, `${source.label}\u202f: `, h("strong", {}, source.value)),
    h("span", { class: "co-case-origin" }, title, `, ${source.checked}`),
  );
}

function whyView(memory, step, decision) {
  return disclosure(
    memory,
    `why-${step}`,
    "Pourquoi cette question compte",
    false,
    prose(decision.why_html),
    decision.sources.length
      ? h("ul", { class: "co-case-sources" }, decision.sources.map(sourceView))
      : null,
  );
}

/* The choices of a decision already taken: what was chosen, what was left. */
function pastChoices(decision) {
  return h(
    "ul",
    { class: "co-case-choices", "aria-label": "Les choix qui s’offraient" },
    decision.choices.map((choice) => {
      const chosen = choice.id === decision.chosen;
      return h(
        "li",
        { class: chosen ? "co-case-choice co-case-chosen" : "co-case-choice" },
        chosen ? h("p", { class: "co-case-kind" }, "Vous avez choisi") : null,
        prose(choice.html),
        choice.price && h("p", { class: "co-case-price" }, choice.price),
        choice.reason && h("p", { class: "co-case-price" }, choice.reason),
      );
    }),
  );
}

/* The decision to take: radio buttons, and one verb that commits. */
function decisionForm(player, moment) {
  const { decision } = moment;
  const name = `co-choice-${player.id}-${player.screen.run}-${moment.step}`;
  const problem = h("div", { class: "co-case-problem", id: `${name}-problem` });
  const commit = h("button", { type: "submit", class: "co-case-commit" }, "Je décide");
  const options = decision.choices.map((choice, index) => {
    const id = `${name}-${index}`;
    const details = [choice.price, choice.reason].filter(Boolean);
    return h(
      "div",
      { class: "co-case-choice" },
      h("input", {
        type: "radio",
        id,
        name,
        value: choice.id,
        disabled: !choice.is_available,
        checked: player.draft.get(name) === choice.id,
        "aria-describedby": details.length ? `${id}-price` : null,
        onchange: () => player.draft.set(name, choice.id),
      }),
      h("label", { for: id }, prose(choice.html, "co-case-label")),
      details.length
        ? h("p", { class: "co-case-price", id: `${id}-price` }, details.join(" "))
        : null,
    );
  });
  const form = h(
    "form",
    { class: "co-case-decision", "aria-describedby": `${name}-problem` },
    h(
      "fieldset",
      {},
      h("legend", {}, decision.title),
      prose(decision.html),
      whyView(player.memory, moment.step, decision),
      options,
    ),
    problem,
    h("p", { class: "co-case-actions" }, commit),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const choice = new FormData(form).get(name);
    if (!choice) {
      showProblem(problem, "Choisissez d’abord ce que vous faites.");
      form.querySelector("input:not(:disabled)")?.focus();
      return;
    }
    const fields = { run: player.screen.run, step: moment.step, decision: decision.id, choice };
    player.commit("decide", fields, { problem, button: commit });
  });
  return form;
}

function showProblem(place, message, retry = null) {
  const again =
    retry &&
    h("button", { type: "button", class: "co-case-action", onclick: retry }, "Réessayer");
  place.replaceChildren(h("div", { role: "alert" }, h("p", {}, message)), again ?? "");
}

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
    `Où en est le service, ${moment.month}`,
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
    const said = moment.decision?.chosen_text ?? (moment.decision ? "À décider" : "Fin");
    return h(
      "li",
      { class: moment.decision?.chosen ? "" : "co-case-now" },
      h(
        "button",
        {
          type: "button",
          "aria-current": isShown ? "step" : null,
          onclick: () => player.turnTo(isLast ? null : moment.step),
        },
        h("span", { class: "co-case-month" }, moment.month),
        h("span", {}, moment.decision ? moment.decision.title : moment.heading),
        h("span", { class: "co-case-said" }, said),
      ),
    );
  });
  return disclosure(
    player.memory,
    "timeline",
    "Le fil des mois",
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
    h("p", {}, `Vous relisez ${moment.month}. `, "Rien de ce que vous lisez ici ne change votre parcours."),
    h("p", { class: "co-case-actions" }, back, leave),
    h(
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
    h("p", { class: "co-case-actions" }, look),
    problem,
  ];
}

function momentView(player, moment) {
  const isPast = player.reading !== null;
  const { decision } = moment;
  const reread = (step) => player.turnTo(step);
  return h(
    "article",
    { class: "co-case-text" },
    isPast ? rereadBanner(player, moment) : null,
    h(
      "header",
      {},
      h("h3", { tabindex: "-1", class: "co-case-heading" }, moment.heading),
      h("p", { class: "co-case-when" }, moment.position),
    ),
    moment.previous &&
      h("p", { class: "co-case-previous" }, h("span", {}, "Vous avez décidé\u202f: "), moment.previous),
    moment.passages.map((passage) => passageView(passage, reread)),
    decision && isPast
      ? [
          h("h4", {}, decision.title),
          prose(decision.html),
          whyView(player.memory, moment.step, decision),
          pastChoices(decision),
        ]
      : null,
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

function createPlayer(model, el) {
  const { ask, close } = connect(model);
  const status = h("p", { class: "co-case-status", role: "status" });
  const place = h("div", { class: "co-case-page" });
  const player = {
    id: Math.random().toString(36).slice(2, 8),
    ask,
    close,
    memory: new Map(),
    draft: new Map(),
    reading: null,
    isDebriefing: false,
    screen: model.get("screen"),

    shown() {
      const { moments } = player.screen;
      const past = moments.find((moment) => moment.step === player.reading);
      return past ?? moments.at(-1);
    },

    say(message) {
      status.textContent = message;
    },

    draw() {
      const { screen } = player;
      player.isWide = (place.clientWidth || window.innerWidth) >= 900;
      const body = player.isDebriefing
        ? [debriefView(player, model)]
        : [
            screen.moments.length ? momentView(player, player.shown()) : coverView(player),
            h(
              "aside",
              { class: "co-case-side", "aria-label": "Repères" },
              screen.moments.length
                ? [stateView(player, player.shown()), timelineView(player)]
                : null,
              peopleView(player),
              screen.runs.length ? runsView(player) : null,
            ),
          ];
      place.classList.toggle("co-case-wide", player.isDebriefing);
      place.replaceChildren(...body);
    },

    focusHeading() {
      const heading = place.querySelector(".co-case-heading");
      heading?.focus({ preventScroll: true });
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      heading?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    },

    turnTo(step) {
      player.reading = step;
      player.isDebriefing = false;
      player.draw();
      player.focusHeading();
    },

    /* Ask for something that is written to the journal; move on only once it is. */
    async commit(type, fields, { problem, button = null }) {
      problem.replaceChildren();
      if (button) button.disabled = true;
      player.say("Enregistrement…");
      try {
        const reply = await ask(type, fields);
        document.dispatchEvent(new CustomEvent("coordo:saved"));
        player.reading = null;
        player.isDebriefing = false;
        player.draw();
        player.focusHeading();
        player.say(reply.message ?? `Enregistré à ${clock(new Date())}.`);
      } catch (failure) {
        if (button) button.disabled = false;
        player.say("");
        showProblem(problem, failure.message, () => player.commit(type, fields, { problem, button }));
        problem.querySelector("button")?.focus();
      }
    },

    async openDebrief({ problem, button }) {
      problem.replaceChildren();
      button.disabled = true;
      player.say("Le débriefing se prépare…");
      try {
        const reply = await ask("debrief", { run: player.screen.run });
        player.isDebriefing = true;
        player.draw();
        player.focusHeading();
        player.say(reply.message ?? "");
      } catch (failure) {
        button.disabled = false;
        player.say("");
        showProblem(problem, failure.message, () => player.openDebrief({ problem, button }));
      }
    },
  };
  const title = `co-case-title-${player.id}`;
  el.append(
    h(
      "section",
      { class: "co-case", "aria-labelledby": title },
      h(
        "header",
        { class: "co-case-running" },
        h("h2", { class: "co-case-title", id: title }, player.screen.title),
        status,
      ),
      place,
    ),
  );
  return player;
}

export default {
  render({ model, el }) {
    const player = createPlayer(model, el);
    const refresh = () => {
      player.screen = model.get("screen");
      if (!player.isDebriefing) player.draw();
    };
    model.on("change:screen", refresh);
    player.draw();
    // a kernel may have drawn this page long before it was opened
    player.ask("refresh").catch((failure) => player.say(failure.message));
    return () => {
      model.off("change:screen", refresh);
      player.close();
    };
  },
};
