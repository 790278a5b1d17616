// What is pointed at or placed: zones on a drawing, profiles on two axes. All of it can be done
// with the mouse, a finger, or the keyboard alone, and without seeing the drawing.
import { FIELDS, clearNotes, h, nextId, note, plain, plural } from "./question_fields.js";

const SVG = "http://www.w3.org/2000/svg";

function draw(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const round = (value, step) => Math.round(value / step) * step;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const tidy = (value) => Number(value.toFixed(2));

function locate(event, el, width, height) {
  const box = el.getBoundingClientRect();
  return {
    x: clamp(((event.clientX - box.left) / box.width) * width, 0, width),
    y: clamp(((event.clientY - box.top) / box.height) * height, 0, height),
  };
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

FIELDS.zone = (item, { changed, say }) => {
  const [width, height] = item.size;
  const limit = item.expected_count;
  const unit = Math.max(width, height) / 40;
  let points = [];
  let aim = { x: width / 2, y: height / 2 };
  let isLocked = false;
  const name = nextId("zone");
  const checks = item.options.map((option) => ({
    id: option.id,
    input: h("input", { type: "checkbox", value: option.id, onchange: (event) => pick(event.target) }),
    html: option.html,
  }));
  const picked = () => checks.filter(({ input }) => input.checked);
  const count = () => points.length + picked().length;
  const left = h("p", { class: "co-left", role: "status" });
  const layer = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "co-marks", "aria-hidden": "true" });
  const picture = h("div", { class: "co-picture", html: item.drawing_html });
  picture.querySelector("svg")?.setAttribute("aria-hidden", "true");
  const stage = h(
    "div",
    {
      class: "co-stage",
      tabindex: "0",
      role: "application",
      "aria-label": `Image à pointer. Les flèches déplacent le viseur, Entrée pointe.`,
      "aria-describedby": name,
      onclick: (event) => point(locate(event, stage, width, height)),
      onkeydown: onKey,
    },
    picture,
    layer,
  );
  const chosen = h("ul", { class: "co-chosen" });
  const list = h(
    "details",
    { class: "co-details" },
    h("summary", {}, "Sans l’image\u202f: sa description et la liste des endroits"),
    h("div", { id: name, html: item.description_html }),
    h(
      "ul",
      { class: "co-options" },
      ...checks.map(({ input, html }) => h("li", {}, h("label", {}, input, h("span", { html })))),
    ),
  );
  const told = h("div", { class: "co-gap-notes" });
  const legend = h("legend", {}, `Pointez ${plural(limit, "endroit")} sur l’image, ou dans la liste.`);
  const el = h("fieldset", { class: "co-field" }, legend, stage, chosen, left, list, told);

  function full() {
    left.textContent = `Vous avez déjà fait vos ${limit} choix\u202f: retirez-en un pour en changer.`;
  }
  function showLeft() {
    const rest = limit - count();
    left.textContent = rest ? `Encore ${rest} à pointer.` : `Vos ${limit} choix sont faits.`;
  }
  function point({ x, y }) {
    if (isLocked) return;
    aim = { x, y };
    const near = points.findIndex((p) => Math.hypot(p.x - x, p.y - y) < 1.5 * unit);
    if (near >= 0) return remove(near);
    if (count() >= limit) return full();
    points.push({ x: Number(x.toFixed(1)), y: Number(y.toFixed(1)) });
    say(`Repère ${points.length} posé.`);
    redraw();
    changed(true);
  }
  function remove(index) {
    points.splice(index, 1);
    say("Repère retiré.");
    redraw();
    changed(true);
  }
  function pick(input) {
    if (count() > limit) {
      input.checked = false;
      return full();
    }
    showLeft();
    changed(true);
  }
  function onKey(event) {
    if (isLocked || event.target !== stage) return;
    const step = STEPS[event.key];
    if (step) {
      const far = event.shiftKey ? 4 : 1;
      aim = {
        x: clamp(aim.x + step[0] * unit * far, 0, width),
        y: clamp(aim.y + step[1] * unit * far, 0, height),
      };
      redraw();
    } else if (event.key === "Enter" || event.key === " ") point(aim);
    else return;
    event.preventDefault();
  }
  function redraw() {
    const marks = points.map(({ x, y }, index) => {
      const label = draw("text", { x, y, "text-anchor": "middle", "dominant-baseline": "central" });
      label.textContent = String(index + 1);
      label.setAttribute("font-size", String(1.3 * unit));
      return draw("g", {}, draw("circle", { cx: x, cy: y, r: 1.1 * unit }), label);
    });
    const { x, y } = aim;
    const cross = draw("path", {
      class: "co-aim",
      d: `M${x - unit} ${y}H${x + unit}M${x} ${y - unit}V${y + unit}`,
    });
    layer.replaceChildren(...marks, ...(isLocked ? [] : [cross]));
    chosen.replaceChildren(
      ...(isLocked
        ? []
        : points.map((_, index) =>
            h("li", {}, h("button", { type: "button", class: "co-quiet", onclick: () => remove(index) }, `Retirer le repère ${index + 1}`)),
          )),
    );
    showLeft();
  }
  redraw();
  return {
    el,
    read() {
      if (!count()) return null;
      return { points: points.map((p) => ({ ...p })), regions: picked().map(({ id }) => id) };
    },
    write(answer) {
      points = (answer?.points ?? []).map((p) => ({ ...p }));
      for (const { id, input } of checks) input.checked = Boolean(answer?.regions?.includes(id));
      if (answer?.regions?.length) list.open = true;
      redraw();
    },
    lock(locked) {
      isLocked = locked;
      for (const { input } of checks) input.disabled = locked;
      left.hidden = locked;
      picture.innerHTML = item.drawing_html;
      told.replaceChildren();
      redraw();
    },
    explain(feedback) {
      picture.innerHTML = feedback.drawing_html; // the kernel drew what was expected
      layer.replaceChildren();
      const notes = feedback.options.map((option) => {
        const { is_chosen: hit, is_expected: expected } = option;
        const [kind, words] = hit
          ? expected
            ? ["right", "Pointé, et c’est juste."]
            : ["wrong", "Pointé, mais ce n’est pas là."]
          : expected
            ? ["missed", "Il fallait le pointer."]
            : ["right", "Laissé de côté, avec raison."];
        return note(kind, h("span", {}, h("span", { html: option.html }), `. ${words}`), option.explanation_html);
      });
      told.replaceChildren(...notes);
    },
  };
};

const SIDE = 400;

FIELDS.positioning = (item, { changed, say }) => {
  const { horizontal, vertical } = item.plane;
  const places = new Map();
  let current = item.elements[0].id;
  let isLocked = false;
  const group = nextId("profile");
  const layer = draw("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, class: "co-marks", "aria-hidden": "true" });
  const end = (side, words) => h("span", { class: `co-end co-end-${side}`, "aria-hidden": "true" }, words);
  const picture = h("div", { class: "co-picture" });
  const stage = h(
    "div",
    { class: "co-stage co-plane", onclick: (event) => place(locate(event, stage, 2, 2)) },
    picture,
    end("up", vertical.high),
    end("down", vertical.low),
    end("left", horizontal.low),
    end("right", horizontal.high),
    layer,
  );
  const rows = item.elements.map((profile, index) => {
    const select = h("input", {
      type: "radio",
      name: group,
      value: profile.id,
      onchange: () => (current = profile.id),
    });
    const state = h("span", { class: "co-left" });
    const sliders = [
      ["x", horizontal],
      ["y", vertical],
    ].map(([axis, names]) => buildSlider(profile, axis, names));
    const note_ = h("div", {});
    const el = h(
      "li",
      {},
      h("label", {}, select, h("span", {}, h("strong", {}, `${index + 1}. `), h("span", { html: profile.html }), " ", state)),
      h("div", { class: "co-sliders" }, ...sliders.map((slider) => slider.el)),
      note_,
    );
    return { profile, index, select, sliders, state, el, note: note_ };
  });
  const list = h("ol", { class: "co-options co-profiles" }, ...rows.map((row) => row.el));
  const legend = h("legend", {}, "Choisissez un profil, puis touchez le plan, ou réglez ses deux curseurs.");
  const convention = h("p", { class: "co-left", html: item.plane.convention_html });
  const el = h("fieldset", { class: "co-field" }, legend, stage, list, convention);

  function buildSlider(profile, axis, names) {
    const id = nextId("slider");
    const input = h("input", {
      type: "range",
      id,
      min: "-1",
      max: "1",
      step: "0.05",
      "aria-label": `${plain(profile.html)}\u202f: ${names.title}, de ${names.low} à ${names.high}`,
      oninput: () => {
        const before = places.get(profile.id) ?? { x: 0, y: 0 };
        put(profile.id, { ...before, [axis]: Number(input.value) });
        changed(false);
      },
      onchange: () => changed(true),
    });
    const row = h("div", { class: "co-slider" }, h("span", {}, names.low), input, h("span", {}, names.high));
    return { axis, names, input, el: row };
  }
  function place({ x, y }) {
    if (isLocked) return;
    const placed = current;
    put(placed, { x: round(x - 1, 0.05), y: round(1 - y, 0.05) });
    say(`${plain(item.elements.find((entry) => entry.id === placed).html)}\u202f: placé.`);
    const next = item.elements.find((entry) => !places.has(entry.id));
    if (next) current = next.id;
    redraw();
    changed(true);
  }
  function put(id, { x, y }) {
    places.set(id, { x: tidy(clamp(x, -1, 1)), y: tidy(clamp(y, -1, 1)) });
    redraw();
  }
  function redraw() {
    const marks = [];
    for (const { profile, index, select, sliders, state } of rows) {
      const spot = places.get(profile.id);
      select.checked = profile.id === current;
      state.textContent = spot ? "" : "à\u00a0placer";
      for (const { axis, names, input } of sliders) {
        const value = spot?.[axis] ?? 0;
        input.value = String(value);
        input.classList.toggle("co-unplaced", !spot);
        input.setAttribute("aria-valuetext", spot ? sayPlace(value, names) : "à\u00a0placer");
      }
      if (!spot) continue;
      const cx = ((spot.x + 1) * SIDE) / 2;
      const cy = ((1 - spot.y) * SIDE) / 2;
      const label = draw("text", { x: cx, y: cy, "text-anchor": "middle", "dominant-baseline": "central", "font-size": "14" });
      label.textContent = String(index + 1);
      marks.push(draw("g", {}, draw("circle", { cx, cy, r: 13 }), label));
    }
    layer.replaceChildren(...marks);
  }
  redraw();
  return {
    el,
    read: () => (places.size ? { positions: Object.fromEntries(places) } : null),
    write(answer) {
      places.clear();
      for (const { id } of item.elements) {
        const spot = answer?.positions?.[id];
        if (spot) places.set(id, { x: spot.x, y: spot.y });
      }
      redraw();
    },
    lock(locked) {
      isLocked = locked;
      el.disabled = locked;
      picture.replaceChildren();
      stage.classList.remove("co-said-plane");
      clearNotes(el);
      redraw();
    },
    explain(feedback) {
      picture.innerHTML = feedback.drawing_html; // axes, targets and marks, drawn by the kernel
      stage.classList.add("co-said-plane");
      layer.replaceChildren();
      feedback.options.forEach((option, index) => {
        const share = `${Math.round(100 * option.credit)}\u00a0% des points`;
        const kind = option.is_right ? "right" : option.credit > 0 ? "partial" : option.is_chosen ? "wrong" : "missed";
        const words = option.is_chosen ? `${share}.` : "Sans position.";
        rows[index].note.append(note(kind, words, option.explanation_html));
      });
    },
  };
};

function sayPlace(value, { low, high }) {
  if (Math.abs(value) < 0.05) return "au milieu";
  const how = Math.abs(value) < 0.35 ? "un peu vers" : Math.abs(value) < 0.75 ? "vers" : "tout à fait vers";
  return `${how} ${value < 0 ? low : high}`;
}
