// Draws a sheet of questions with the code and the style that all sheets of a page share.
const scripts = (globalThis.coordoScripts ??= new Map());

async function loadShared(model) {
  const shared = await model.widget_manager.get_model(model.get("script"));
  const style = document.getElementById("co-question-style") ?? document.createElement("style");
  style.id = "co-question-style";
  style.textContent = shared.get("style");
  document.head.append(style);
  const url = URL.createObjectURL(new Blob([shared.get("source")], { type: "text/javascript" }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

export default {
  async render(context) {
    const id = context.model.get("script");
    if (!scripts.has(id)) scripts.set(id, loadShared(context.model));
    const { render } = await scripts.get(id);
    return render(context);
  },
};
