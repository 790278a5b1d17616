/* What every part of the player is built with: elements, the reader's clock, the kernel. */

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

/* The same for one line, where only words may stand: a label, a list of choices. */
function words(html) {
  const node = h("span");
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

/* What is begun and not yet saved outlives a reload of the page, in this tab only. */
const tabDrafts = {
  guard(action) {
    try {
      return action();
    } catch {
      return null; // storage refused: nothing was promised
    }
  },
  load: (key) => tabDrafts.guard(() => JSON.parse(sessionStorage.getItem(key))),
  keep: (key, draft) => tabDrafts.guard(() => sessionStorage.setItem(key, JSON.stringify(draft))),
  drop: (key) => tabDrafts.guard(() => sessionStorage.removeItem(key)),
};

/* A data table that scrolls by itself where the screen is narrow; its first cells are headings. */
function dataTable({ caption, columns, rows }) {
  const heads = columns.map((column) => h("th", { scope: "col" }, column));
  const lines = rows.map(([first, ...rest]) =>
    h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, cell))),
  );
  return h(
    "div",
    { class: "co-case-scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      { class: "co-case-table" },
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, heads)),
      h("tbody", {}, lines),
    ),
  );
}

/* Ask the kernel; resolves with its reply, rejects with a message that can be shown.
   What takes the kernel long is asked with more patience, in ms. */
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
  const ask = (type, fields = {}, patience = PATIENCE) =>
    new Promise((resolve, reject) => {
      const request = `${prefix}-${(count += 1)}`;
      const timer = setTimeout(() => {
        waiting.delete(request);
        reject({ message: SILENT });
      }, patience);
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
