// In every page that the preview serves: shows what is wrong, and reloads when a build has changed it.
(() => {
  "use strict";
  const {own, tag} = document.currentScript.dataset;
  let {build} = document.currentScript.dataset, events = null, panel = null;

  const element = (name, text = "", attributes = {}) => {
    const made = Object.assign(document.createElement(name), {textContent: text});
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const STYLE = `
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh;
      overflow: auto; padding: 1rem; border-top: .3rem solid #c00; background: Canvas;
      color: CanvasText; font: 1rem/1.4 system-ui, sans-serif; text-align: start;
      overflow-wrap: anywhere; }
    h2, p { margin: 0 0 .5rem; font-size: 1rem; }
    a { color: LinkText; }`;

  function show(faults) {
    panel?.remove();
    panel = null;
    if (!faults.length) return;
    panel = element("div", "", {lang: "en", dir: "ltr"});
    const section = element("section", "", {role: "alert", "aria-label": "The build has failed"});
    section.append(element("h2", "The build has failed; this page is the last good one."));
    for (const {what, where, remedy} of faults) {
      const line = element("p");
      const [, path, number] = /^(.*?)(?::(\d+))?$/.exec(where);
      if (path && number) {
        const href = `${own}/source/${path.split("/").map(encodeURIComponent).join("/")}#L${number}`;
        line.append(element("a", where, {href, target: "_blank"}), ": ");
      } else if (where) {
        line.append(`${where}: `);
      }
      line.append(element("strong", what), ` ${remedy}`);
      section.append(line);
    }
    panel.attachShadow({mode: "open"}).append(element("style", STYLE), section);
    document.documentElement.append(panel);
  }

  async function take(state) {
    show(state.faults);
    if (state.build === build) return;
    const now = await fetch(location.href, {method: "HEAD"}).catch(() => null);
    if (!now) return;
    build = state.build;
    if (now.headers.get("ETag") === tag) return;
    // Somebody who is writing sees the new page when they have done.
    if (dispatchEvent(new CustomEvent("preview:build", {cancelable: true}))) location.reload();
  }

  if (document.querySelector(".message[id] a")) {
    const module = {src: `${own}/editor.js`, type: "module"};
    document.documentElement.append(element("script", "", module));
  }

  // A browser keeps six connections to a host: only the tab that is looked at holds one.
  function listen() {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource(`${own}/events`);
      events.onmessage = (message) => take(JSON.parse(message.data));
    }
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  listen();
})();
