// Refreshes a part of the page from the kernel, and sends the actions of its buttons.
const TYPING_PAUSE = 400; // ms
const READING_TIME = 4000; // ms

function replaceKeepingLinks(target, html) {
  // JupyterLab has wired the links it drew: keep those very nodes, renew what they say.
  const wired = new Map();
  for (const link of target.querySelectorAll("a[data-co-link]")) wired.set(link.dataset.coLink, link);
  const focused = target.contains(document.activeElement) ? document.activeElement.id : "";
  const open = new Set([...target.querySelectorAll("details[open]")].map((node) => node.id));
  target.innerHTML = html;
  for (const link of target.querySelectorAll("a[data-co-link]")) {
    const known = wired.get(link.dataset.coLink);
    if (!known) continue;
    known.innerHTML = link.innerHTML;
    known.className = link.className;
    link.replaceWith(known);
  }
  for (const node of target.querySelectorAll("details")) node.open ||= open.has(node.id);
  tellLocalTime(target);
  if (focused) document.getElementById(focused)?.focus();
}

// The kernel may live under another clock than the reader's.
function tellLocalTime(target) {
  for (const node of target.querySelectorAll("time[datetime]")) {
    const at = new Date(node.dateTime);
    const day = at.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
    const minutes = String(at.getMinutes()).padStart(2, "0");
    node.textContent = `le ${day} à ${at.getHours()}\u00a0h\u00a0${minutes}`;
  }
}

// Notes the section that has been under the eyes for a while, so that one can resume there.
function watchSections(target, send) {
  const page = target.closest(".jp-Notebook") ?? document;
  const isRead = (heading) => heading.getBoundingClientRect().top < innerHeight / 2;
  let last = "";
  const look = () => {
    const read = [...page.querySelectorAll("h2[id]")].filter(isRead).at(-1);
    if (!read || read.id === last || document.visibilityState !== "visible") return;
    last = read.id;
    send({ action: "section", value: last.slice(0, 120) });
  };
  const timer = setInterval(look, READING_TIME);
  return () => clearInterval(timer);
}

// The address may name a question that a widget has yet to draw.
function reachHash(tries = 20) {
  const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (goal) goal.scrollIntoView();
  else if (location.hash && tries) setTimeout(reachHash, 250, tries - 1);
}

function render({ model, el }) {
  el.hidden = true;
  const find = () => document.getElementById(model.get("target"));
  const send = (request) => {
    try {
      model.send(request);
    } catch {
      // the page is leaving, or its kernel is gone: the next opening reads the journal anew
    }
  };
  const refresh = () => send({});
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, TYPING_PAUSE);
  };
  const onVisible = () => document.visibilityState === "visible" && refresh();
  const onHtml = () => {
    const target = find();
    if (target) replaceKeepingLinks(target, model.get("html"));
  };
  const onClick = (event) => {
    // JupyterLab's renderer sends every link to a new tab: the course stays in this one.
    event.target.closest?.("a[data-co-link]")?.removeAttribute("target");
    const target = find();
    if (!target?.contains(event.target)) return;
    const button = event.target.closest("[data-co-action]");
    if (button) send({ action: button.dataset.coAction, value: button.dataset.coValue ?? "" });
    const link = event.target.closest('a[href^="#"]');
    const goal = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!goal) return;
    event.preventDefault();
    goal.scrollIntoView();
    goal.focus({ preventScroll: true });
  };
  const onMessage = (message) => {
    const box = find()?.querySelector("[data-co-alert]");
    if (box && message?.kind === "alert") box.textContent = message.message;
  };
  model.on("change:version", onHtml);
  model.on("msg:custom", onMessage);
  document.addEventListener("click", onClick);
  document.addEventListener("coordo:saved", later);
  document.addEventListener("visibilitychange", onVisible);
  // What the cell shows is version 0: to draw it again would only take links from under a finger.
  if (model.get("version") > 0) onHtml();
  else if (find()) tellLocalTime(find());
  refresh();
  const head = find()?.querySelector(".co-head");
  const isWatched = head?.hasAttribute("data-co-watch");
  const unwatch = isWatched ? watchSections(find(), send) : null;
  if (head) reachHash();
  return () => {
    clearTimeout(timer);
    unwatch?.();
    document.removeEventListener("click", onClick);
    document.removeEventListener("coordo:saved", later);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

export default { render };
