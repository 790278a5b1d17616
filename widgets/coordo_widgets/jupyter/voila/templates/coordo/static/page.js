// What the page says while it opens and when it loses its kernel. Loaded before Voila's front end,
// which asks for two of these names: themeLoaded is set, and voila_finish called, when it is ready.
(() => {
  const status = () => document.getElementById("co-status");
  const say = (text) => {
    const place = status()?.querySelector(".co-status-text");
    if (place && place.textContent !== text) place.textContent = text;
  };
  const ready = () => {
    status()?.remove();
    document.getElementById("contenu")?.removeAttribute("aria-busy");
  };

  // A page that leaves frees its kernel. Voila does so on beforeunload, once its widgets are up: too
  // late for who leaves early, and too soon for who downloads a file and stays. This file is first.
  let isLeaving = false;
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation());
  window.addEventListener("pagehide", () => {
    isLeaving = true;
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const form = new FormData();
    form.append("_xsrf", document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "");
    navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // brought back from the browser's memory: no kernel
  });

  const lose = () => {
    if (isLeaving || document.getElementById("co-lost")) return;
    const notice = document.createElement("div");
    notice.id = "co-lost";
    notice.className = "co-notice co-lost";
    notice.setAttribute("role", "alert");
    notice.innerHTML =
      "<p><strong>La page a perdu le contact avec coordo.</strong> Ce qui est marqué « enregistré » " +
      "est conservé\u202f; copiez ce que vous venez d’écrire, puis rechargez la page.</p>" +
      '<p><button type="button">Recharger la page</button></p>';
    notice.querySelector("button").addEventListener("click", () => location.reload());
    document.body.prepend(notice);
  };
  const regain = () => document.getElementById("co-lost")?.remove();

  // Voila keeps its application here once started.
  const watch = () => {
    const kernel = window.jupyterapp?.widgetManager?.kernel;
    if (!kernel) return setTimeout(watch, 500);
    let timer;
    const follow = () => {
      clearTimeout(timer);
      if (kernel.connectionStatus === "connected") regain();
      else timer = setTimeout(lose, 3000); // a short loss mends itself
    };
    kernel.connectionStatusChanged.connect(follow);
    kernel.statusChanged.connect((_, state) => {
      if (["dead", "restarting", "autorestarting"].includes(state)) lose();
    });
    follow();
  };

  // The front end gives every link of a view a new tab; within the course, one stays in one's own.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[target='_blank']");
    if (link?.origin === location.origin) link.removeAttribute("target");
  }, true);

  window.coordoPage = {
    progress: (done, total) => say(`La page se prépare\u202f: ${done} sur ${total}…`),
    finish: () => { say("Les activités se mettent en place…"); window.display_cells(); },
    stop: () => { isLeaving = true; ready(); },
  };
  window.display_cells = () => {
    if (!window.themeLoaded) { window.cellLoaded = true; return; }
    ready();
    watch();
  };
  window.voila_finish = window.display_cells;
  window.voila_heartbeat = () => {};
})();
