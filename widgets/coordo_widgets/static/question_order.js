// A list to put in order, by its arrows, by Alt + ↑ and Alt + ↓, or by dragging. Questions and
// cases have the same: whoever builds it passes its own h().
// elements: [{ id, name, label() }]; name is what a screen reader is told, label() a new node.

export function buildOrder(h, { elements, order, moved, say }) {
  const byId = new Map(elements.map((element) => [element.id, element]));
  let current = [...order];
  let isLocked = false;
  const el = h("ol", { class: "co-order" });
  const move = (id, target, focus) => {
    const from = current.indexOf(id);
    const to = Math.max(0, Math.min(current.length - 1, target));
    if (isLocked || from < 0 || from === to) return;
    current.splice(to, 0, ...current.splice(from, 1));
    draw();
    if (focus) el.querySelector(`[data-id="${CSS.escape(id)}"] [data-move="${focus}"]`)?.focus();
    say(`${byId.get(id).name}\u202f: position ${to + 1} sur ${current.length}.`);
    moved([...current]);
  };
  const arrow = (id, index, step) => {
    const up = step < 0;
    const isEdge = up ? index === 0 : index === current.length - 1;
    return h(
      "button",
      {
        type: "button",
        class: "co-move",
        "data-move": up ? "up" : "down",
        "aria-label": `${up ? "Monter" : "Descendre"}\u202f: ${byId.get(id).name}`,
        "aria-disabled": isEdge ? "true" : null,
        onclick: () => move(id, index + step, up ? "up" : "down"),
      },
      up ? "↑" : "↓",
    );
  };
  const row = (id, index) =>
    h(
      "li",
      {
        "data-id": id,
        draggable: isLocked ? null : "true",
        ondragstart: (event) => event.dataTransfer.setData("text/plain", id),
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          move(event.dataTransfer.getData("text/plain"), index);
        },
        onkeydown: (event) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (!event.altKey || !step) return;
          event.preventDefault();
          move(id, index + step, step < 0 ? "up" : "down");
        },
      },
      h(
        "div",
        { class: "co-order-row" },
        h("span", { class: "co-rank", "aria-hidden": "true" }, String(index + 1)),
        h("span", { class: "co-order-text" }, byId.get(id).label()),
        isLocked ? null : h("span", { class: "co-moves" }, arrow(id, index, -1), arrow(id, index, 1)),
      ),
    );
  const draw = (shown = current) => el.replaceChildren(...shown.map(row));
  draw();
  return {
    el,
    read: () => [...current],
    write(given) {
      current = [...given];
      draw();
    },
    show: draw, // another order, the one given left as it is
    lock(locked) {
      isLocked = locked;
      draw();
    },
  };
}

export const ORDER_TITLE = "Mettez dans l’ordre, du premier au dernier.";
export const ORDER_KEYS = "Avec les flèches, ou au clavier par Alt + ↑ et Alt + ↓.";
