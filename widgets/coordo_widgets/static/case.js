/* The case player. One widget, one model: `screen` (what is read now), `debrief` and `other`
   (what is looked back on). The kernel decides; these files show and ask.
   case_player.py joins them into one module, this one last. */

function createPlayer(model, el) {
  const { ask, close } = connect(model);
  const status = h("p", { class: "co-case-status", role: "status" });
  const notice = h("div", { class: "co-case-problem co-case-notice" });
  const place = h("div", { class: "co-case-page" });
  const player = {
    id: Math.random().toString(36).slice(2, 8),
    ask,
    close,
    memory: new Map(),
    notes: [], // what saves each note that may be waiting
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
      player.notes = [];
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
              screen.runs.length && !screen.is_graded ? runsView(player) : null,
            ),
          ];
      place.classList.toggle("co-case-wide", player.isDebriefing);
      place.replaceChildren(...body);
    },

    focusHeading() {
      const heading = place.querySelector(".co-case-heading");
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: "start" });
    },

    turnTo(step) {
      player.reading = step;
      player.isDebriefing = false;
      player.draw();
      player.focusHeading();
    },

    /* Ask for something that is written to the journal; show it only once it is. */
    async record(type, fields, { problem, button = null }, show) {
      problem.replaceChildren();
      notice.replaceChildren();
      if (button) button.disabled = true;
      player.say("Enregistrement…");
      try {
        await ask(type, fields);
        document.dispatchEvent(new CustomEvent("coordo:saved"));
        show();
      } catch (failure) {
        if (button) button.disabled = false;
        player.say("");
        if (!problem.isConnected) {
          player.tellMoved(failure.message);
          return;
        }
        showProblem(problem, failure.message, () => player.record(type, fields, { problem, button }, show));
        problem.querySelector("button")?.focus();
      }
    },

    /* Refused because the run moved in another tab: the page shows it as it stands, and says so. */
    tellMoved(message) {
      if (player.reading !== null) {
        player.reading = null;
        player.draw();
      }
      player.focusHeading();
      showProblem(notice, message);
      notice.scrollIntoView({ block: "start" });
    },

    /* Move on to what the kernel then tells. */
    commit(type, fields, { problem, button = null }) {
      return player.record(type, fields, { problem, button }, () => {
        if (type === "decide") tabDrafts.drop(draftKey(fields.run, fields.step));
        player.reading = null;
        player.isDebriefing = false;
        player.draw();
        player.focusHeading();
        player.say(type === "open" ? "Parcours retrouvé." : `Enregistré à ${clock(new Date())}.`);
      });
    },

    /* Open something while the decision waits: the reader comes to it, the answer begun stays. */
    openItem(item, { problem, button }) {
      const { step } = player.shown();
      const { run } = player.screen;
      return player.record("open-item", { run, step, item: item.id }, { problem, button }, () => {
        if (player.screen.run !== run) {
          // a run of an older version goes on in a copy
          tabDrafts.keep(draftKey(player.screen.run, step), tabDrafts.load(draftKey(run, step)));
        }
        player.draw();
        const piece = place.querySelector(`[data-piece="${CSS.escape(item.id)}"] > summary`);
        piece?.focus({ preventScroll: true });
        piece?.scrollIntoView({ block: "start" });
        const { time } = player.shown().decision;
        player.say([`Enregistré à ${clock(new Date())}.`, time].filter(Boolean).join(" "));
      });
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
      notice,
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
    const onHide = () => {
      if (document.visibilityState === "hidden") for (const save of player.notes) save();
    };
    document.addEventListener("visibilitychange", onHide);
    // a kernel may have drawn this page long before it was opened
    player.ask("refresh").catch((failure) => player.say(failure.message));
    return () => {
      model.off("change:screen", refresh);
      document.removeEventListener("visibilitychange", onHide);
      player.close();
    };
  },
};
