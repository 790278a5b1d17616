// The one view of all figures. It draws the settings once, then shows what the kernel answers:
// pictures, words and rows. Every text but the two SVG of our own making is set as text.

const WIDE = 560; // px, as in figure.css
const LATER = 800; // ms before a figure far below asks for its picture

let count = 0;

function make(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function drawChoice(setting, value, id, change) {
  const isSelect = setting.display === "select";
  if (isSelect) {
    const select = make(
      "select",
      { id, class: "co-figure-select", "data-setting": setting.id },
      setting.options.map((option) =>
        make("option", { value: option.value, text: option.label, selected: option.value === value }),
      ),
    );
    select.addEventListener("change", () => change(setting.id, select.value));
    return make("div", { class: "co-figure-field" }, [
      make("label", { for: id, text: setting.legend }),
      select,
    ]);
  }
  const labels = setting.options.map((option) => {
    const input = make("input", {
      type: "radio", name: id, value: option.value, checked: option.value === value,
      "data-setting": setting.id,
    });
    input.addEventListener("change", () => change(setting.id, input.value));
    return make("label", { class: "co-figure-option" }, [input, make("span", { text: option.label })]);
  });
  return make("fieldset", { class: "co-figure-field" }, [
    make("legend", { text: setting.legend }),
    make("div", { class: "co-figure-options" }, labels),
  ]);
}

function drawTicks(setting, value, id, change) {
  const inputs = setting.options.map((option) =>
    make("input", {
      type: "checkbox", value: option.value, checked: value.includes(option.value),
      "data-setting": setting.id,
    }),
  );
  const send = () => change(setting.id, inputs.filter((input) => input.checked).map((input) => input.value));
  inputs.forEach((input) => input.addEventListener("change", send));
  return make("fieldset", { class: "co-figure-field" }, [
    make("legend", { text: setting.legend }),
    make("div", { class: "co-figure-options" }, setting.options.map((option, index) =>
      make("label", { class: "co-figure-option" }, [inputs[index], make("span", { text: option.label })]),
    )),
  ]);
}

function drawSlider(setting, value, id, change) {
  const format = new Intl.NumberFormat("fr-FR", {
    minimumFractionDigits: setting.decimals,
    maximumFractionDigits: setting.decimals,
    useGrouping: setting.unit !== "", // a year has neither unit nor thousands
  });
  const write = (number) => format.format(number / 10 ** setting.decimals).replace("-", "\u2212");
  const say = (number) => `${write(number)}${setting.unit}`;
  const output = make("output", { for: id, text: say(value) });
  const input = make("input", {
    id, type: "range", min: setting.minimum, max: setting.maximum, step: setting.step, value,
    "aria-valuetext": say(value), "data-setting": setting.id,
  });
  input.addEventListener("input", () => {
    output.textContent = say(input.value);
    input.setAttribute("aria-valuetext", say(input.value));
    change(setting.id, Number(input.value));
  });
  return make("div", { class: "co-figure-field co-figure-slider" }, [
    make("label", { for: id, text: setting.legend }), output, input,
    make("span", { class: "co-figure-bound", "aria-hidden": "true", text: say(setting.minimum) }),
    make("span", { class: "co-figure-bound", "aria-hidden": "true", text: say(setting.maximum) }),
  ]);
}

function drawAction(setting, value, id, change) {
  const button = make("button", { type: "button", class: "co-figure-action", "data-setting": setting.id });
  let isDone = value;
  const show = () => {
    button.textContent = isDone && setting.undo ? setting.undo : setting.legend;
    button.classList.toggle("co-figure-action-done", isDone);
    // Still focusable: the reader stays where they were when the button has done its work.
    button.setAttribute("aria-disabled", String(isDone && !setting.undo));
  };
  button.addEventListener("click", () => {
    if (isDone && !setting.undo) return;
    isDone = !isDone;
    show();
    change(setting.id, isDone);
  });
  show();
  return make("div", { class: "co-figure-field" }, [button]);
}

const DRAW = { choice: drawChoice, ticks: drawTicks, slider: drawSlider, action: drawAction };

// Choices that share their options, one a row: arrows move within a row, as in any radio group.
function drawGrid(group, values, prefix, change) {
  const columns = group.settings[0].options;
  const rows = group.settings.map((setting) => {
    const cells = columns.map((option) => {
      const input = make("input", {
        type: "radio", name: `${prefix}-${setting.id}`, value: option.value,
        checked: option.value === values[setting.id], "data-setting": setting.id,
        "aria-label": `${setting.legend}\u202f: ${option.label}`,
      });
      input.addEventListener("change", () => change(setting.id, input.value));
      return make("td", {}, [
        make("label", { class: "co-figure-cell" }, [
          input, make("span", { "aria-hidden": "true", text: option.label }),
        ]),
      ]);
    });
    return make("tr", {}, [make("th", { scope: "row", text: setting.legend }), ...cells]);
  });
  return make("table", { class: "co-figure-choices" }, [
    make("caption", { text: group.heading ?? "" }),
    make("tbody", {}, rows),
  ]);
}

function drawGroup(group, values, prefix, change) {
  if (group.display === "grid") return drawGrid(group, values, prefix, change);
  const settings = group.settings.map((setting) =>
    DRAW[setting.kind](setting, values[setting.id], `${prefix}-${setting.id}`, change),
  );
  if (!group.heading) return make("div", { class: "co-figure-group" }, settings);
  const id = `${prefix}-${group.settings[0].id}-heading`;
  return make("div", { class: "co-figure-group co-figure-group-named", role: "group", "aria-labelledby": id }, [
    make("h4", { id, text: group.heading }), ...settings,
  ]);
}

// On a narrow screen the rows are stacked: the roles keep them a table for who does not see them.
function drawTable(table) {
  const head = make("tr", { role: "row" }, table.columns.map((column) =>
    make("th", { scope: "col", role: "columnheader", text: column }),
  ));
  const rows = table.rows.map((row) => make("tr", { role: "row" }, row.map((cell, index) =>
    make(index ? "td" : "th", {
      role: index ? "cell" : "rowheader", scope: index ? null : "row",
      "data-column": table.columns[index], text: cell,
    }),
  )));
  return make("table", { class: "co-figure-table", role: "table" }, [
    make("caption", { text: table.caption }),
    make("thead", { role: "rowgroup" }, [head]),
    make("tbody", { role: "rowgroup" }, rows),
  ]);
}

function drawSources(definition) {
  const sources = definition.sources.map((source) => {
    const label = source.url
      ? make("a", { href: source.url, rel: "noreferrer", text: source.label })
      : make("span", { text: source.label });
    return make("li", {}, source.detail ? [label, make("span", { text: ` — ${source.detail}` })] : [label]);
  });
  return make("details", { class: "co-figure-more" }, [
    make("summary", { text: "Sources et limites" }),
    make("ul", { class: "co-figure-sources" }, sources),
    ...definition.limits.map((text) => make("p", { text })),
  ]);
}

function render({ model, el }) {
  const definition = model.get("definition");
  const prefix = `co-figure-${definition.id}-${++count}`;
  let sequence = 0;
  let isWaiting = false;
  let changes = {};
  let layout = null;
  let isStale = false;

  const ask = () => {
    isWaiting = true;
    isStale = false;
    model.send({ sequence: ++sequence, changes, layout });
    changes = {};
  };
  // One question at a time: while one drags, only the latest position waits.
  const change = (id, value) => {
    changes[id] = value;
    if (!isWaiting) ask();
  };

  const title = make("h3", { class: "co-figure-title", id: `${prefix}-title` });
  const picture = make("div", { class: "co-figure-picture" });
  const answer = make("div", { class: "co-figure-answer", "aria-live": "polite" });
  const status = make("p", { class: "co-figure-status", role: "status" });
  const data = make("details", { class: "co-figure-more" }, [make("summary", { text: "Les données" })]);
  const table = make("div");
  data.append(table);
  const values = model.get("values");
  const hasGrid = definition.groups.some((group) => group.display === "grid");
  const settings = make("div");
  // Named groups that follow each other share a row where there is room.
  const layGroups = (state) => {
    const laid = [];
    for (const group of definition.groups) {
      const node = drawGroup(group, state, prefix, change);
      const isNamed = node.matches(".co-figure-group-named");
      if (isNamed && !laid.at(-1)?.matches(".co-figure-grid")) {
        laid.push(make("div", { class: "co-figure-grid" }));
      }
      if (isNamed) laid.at(-1).append(node);
      else laid.push(node);
    }
    settings.replaceChildren(...laid);
  };
  layGroups(values);
  const reset = make("button", { type: "button", class: "co-figure-reset", text: definition.reset });
  reset.addEventListener("click", () => {
    const start = Object.fromEntries(
      definition.groups.flatMap((group) => group.settings.map((each) => [each.id, each.value])),
    );
    layGroups(start);
    Object.assign(changes, start);
    if (!isWaiting) ask();
  });
  const stage = make("div", { class: "co-figure-stage" }, [picture, answer, status]);
  const root = make("section", { class: "co-figure", "aria-labelledby": title.id, "data-figure": definition.id }, [
    title,
    make("p", { class: "co-figure-lead", text: definition.lead }),
    ...(definition.notice ? [make("p", { class: "co-figure-notice", text: definition.notice })] : []),
    make("div", { class: hasGrid ? "co-figure-beside" : "" }, [
      make("div", {}, definition.reset ? [settings, reset] : [settings]),
      stage,
    ]),
    data, drawSources(definition),
  ]);
  el.append(root);

  const show = () => {
    const view = model.get("view");
    if (!view.title) return;
    isWaiting = false;
    title.textContent = view.title;
    picture.innerHTML = view.picture;
    picture.dataset.layout = layout;
    const words = view.answer.join("\n");
    if (answer.dataset.words !== words) {
      answer.dataset.words = words;
      answer.replaceChildren(...view.answer.map((text) => make("p", { text })));
    }
    status.textContent = view.status;
    table.replaceChildren(drawTable(view.table));
    root.dataset.sequence = view.sequence;
    if (isStale || Object.keys(changes).length) ask();
  };
  model.on("change:view", show);
  // The picture is asked for once its width is known, and again in other proportions when the
  // width passes the limit. Each view of the same figure draws for itself.
  const observer = new ResizeObserver(([entry]) => {
    const fitting = entry.contentRect.width >= WIDE ? "wide" : "narrow";
    if (fitting === layout || entry.contentRect.width === 0) return;
    const isFirst = layout === null;
    layout = fitting;
    isStale = true;
    // What is in sight is drawn first: one kernel draws all the figures of a page, in turn.
    const isFar = root.getBoundingClientRect().top > 2 * window.innerHeight;
    if (isFirst && isFar) setTimeout(() => isStale && !isWaiting && ask(), LATER);
    else if (!isWaiting) ask();
  });
  observer.observe(stage);
  return () => {
    observer.disconnect();
    model.off("change:view", show);
  };
}

export default { render };
