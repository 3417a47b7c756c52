// In the preview's pages that have marks: a message is written where it stands.
// It needs nothing but the server that sent it; what is typed is kept in this browser until saved.
(() => {
  "use strict";
  const {own, token} = document.currentScript.dataset;
  const name = [...document.querySelectorAll(".message[id] a")]
    .map((one) => /^(.+\.po)(?::\d+)?$/.exec(one.title)?.[1]).find(Boolean);
  if (!name) return;
  const FINISHED = ["translated", "reviewed"];
  let catalog = null, editor = null, waiting = false;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  async function ask(path, given, writes = false) {
    const options = {
      method: "POST",
      headers: {"Content-Type": "application/json", "X-Preview-Token": token},
      body: JSON.stringify(given),
    };
    const query = writes ? "" : `?${new URLSearchParams(given)}`;
    try {
      const answer = await fetch(`${own}/${path}${query}`, writes ? options : {});
      return {status: answer.status, ...await answer.json()};
    } catch {
      return {status: 0, error: "The preview does not answer. What you have typed is kept here."};
    }
  }

  // What is kept: texts that are typed and not saved, and the reviewer's name.
  const draft = {
    key: (id) => `preview:${name}:${id}`,
    read: (id) => JSON.parse(localStorage.getItem(draft.key(id)) ?? "null"),
    write: (id, text) => localStorage.setItem(draft.key(id), JSON.stringify(text)),
    drop: (id) => localStorage.removeItem(draft.key(id)),
  };

  const STYLE = `
    :host { all: initial; display: block; }
    section { margin: .5rem 0; padding: .75rem; border: 2px solid; background: Canvas;
      color: CanvasText; font: 1rem/1.4 system-ui, sans-serif; text-align: start; }
    .halves { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
    .text { white-space: pre-wrap; overflow-wrap: anywhere; }
    textarea, input { box-sizing: border-box; width: 100%; font: inherit; color: inherit;
      background: Field; border: 1px solid; padding: .3rem; }
    textarea { field-sizing: content; min-height: 6rem; }
    input { max-width: 20rem; }
    button { font: inherit; min-height: 2rem; min-width: 2rem; margin: .15rem .25rem .15rem 0; }
    h2, h3, p, ul { margin: 0 0 .4rem; font-size: 1rem; }
    .error::before { content: "✗ "; } .warning::before { content: "! "; }
    .error { font-weight: 700; }
    del { text-decoration: line-through; } ins { font-weight: 700; }`;

  const bar = element("div", {lang: "en", dir: "ltr"});
  bar.attachShadow({mode: "open"}).append(element("style", {}, STYLE), element("section", {
    role: "region", "aria-label": "Translation of this page",
  }));

  function count() {
    const all = catalog.messages.filter((one) => !one.optional);
    const left = all.filter((one) => !FINISHED.includes(one.state)).length;
    bar.shadowRoot.querySelector("section").replaceChildren(
      `${left} left here, ${all.length} in all · `,
      element("button", {type: "button", onclick: () => go(1, true)}, "Next (n)"),
    );
  }

  function go(step, unfinished) {
    const row = catalog.messages, at = row.findIndex((one) => one.id === editor?.id);
    const start = at < 0 && step < 0 ? 0 : at;
    for (let n = 1; n <= row.length; n++) {
      const one = row[(start + step * n + row.length * (n + 1)) % row.length];
      if (!unfinished || !FINISHED.includes(one.state)) return open(one.id);
    }
    close();
  }

  // The element that the message stands in, and the place below it.
  const holder = (id) => document.getElementById(id)?.parentElement;
  function below(id) {
    const from = holder(id);
    const block = from?.closest("table") ?? from?.closest(
      "p, li, dt, dd, h1, h2, h3, h4, h5, h6, figure, blockquote, summary, section, div");
    return block ?? bar;
  }

  function close() {
    editor?.host.remove();
    const id = editor?.id;
    editor = null;
    if (waiting) return location.reload();
    document.getElementById(id)?.querySelector("a")?.focus();
  }

  async function open(id) {
    await ready;
    if (!catalog) return;
    if (editor?.id === id) return editor.area.focus();
    const message = await ask("message", {name, id});
    const now = editor?.host;
    editor = build(id, message);
    now?.remove();
    below(id).after(editor.host);
    editor.area.focus({preventScroll: true});
    editor.host.scrollIntoView({block: "nearest"});
    editor.tried();
  }

  function build(id, message) {
    const host = element("div", {lang: "en", dir: "ltr", class: "preview-editor"});
    const {source, target, letters, reviewer} = catalog;
    let seen = {texts: message.texts ?? [""], fuzzy: message.fuzzy ?? false}, tries = 0, timer = 0;
    const opened = seen.texts[0];
    const area = element("textarea", {
      lang: target.tag, dir: target.dir, spellcheck: "true",
      "aria-label": `Translation, ${target.name}`,
    });
    area.value = draft.read(id) ?? opened;
    const said = element("div", {role: "status", class: "said"});
    const findings = element("ul", {"aria-label": "What the check says", "aria-live": "polite"});
    const signed = element("input", {"aria-label": "Your name, for the review mark"});
    signed.value = localStorage.getItem("preview:reviewer") ?? reviewer;

    function put(text) {
      area.focus();
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      typed();
    }
    function typed() {
      if (area.value === seen.texts[0]) draft.drop(id);
      else draft.write(id, area.value);
      clearTimeout(timer);
      timer = setTimeout(tried, 150);
    }
    async function tried() {
      const number = ++tries;
      const found = await ask("trial", {name, id, texts: [area.value]}, true);
      if (number !== tries) return;
      const list = found.error ? [{severity: "error", text: found.error}] : found.findings;
      findings.replaceChildren(...list.map(({severity, text}) =>
        element("li", {class: severity}, `${severity}: ${text}`)));
      show(id, found.html ?? []);
    }
    async function save(kind, next) {
      const by = signed.value;
      if (kind === "reviewed") localStorage.setItem("preview:reviewer", by);
      const text = area.value;
      const done = await ask("save", {name, id, texts: [text], seen, kind, by}, true);
      if (done.status === 409) return differs(done.now);
      if (done.status !== 200) return said.replaceChildren(element("p", {class: "error"}, done.error));
      seen = {texts: [text], fuzzy: kind === "fuzzy"};
      const now = await ask("message", {name, id});
      if (now.status === 200) seen = {texts: now.texts, fuzzy: now.fuzzy};
      if (area.value === text) draft.drop(id);
      waiting = true;
      catalog.messages.find((one) => one.id === id).state = done.state;
      count();
      said.replaceChildren(element("p", {}, `Saved: ${done.state}.`));
      if (next) go(1, true);
    }
    function differs(now) {
      const take = (text) => () => {
        seen = {texts: now.texts, fuzzy: now.fuzzy};
        area.value = text;
        said.replaceChildren();
        typed();
        area.focus();
      };
      said.replaceChildren(
        element("p", {class: "error"}, "Somebody else has saved this message meanwhile:"),
        element("p", {class: "text", lang: target.tag, dir: target.dir}, now.texts[0]),
        button("Take theirs", take(now.texts[0])), button("Keep mine", take(area.value)),
      );
    }
    const button = (label, act, keys = null) =>
      element("button", {type: "button", "aria-keyshortcuts": keys, onclick: act}, label);
    const parts = [...new Set((message.msgid ?? "").match(
      /`[^`]+`|\]\([^)\s]+[^)]*\)|\[\^[^\]]+\]|<https?:[^>]+>|\{[^}]+\}/g) ?? [])];
    const changes = (message.changes ?? []).map(([kind, text]) =>
      ({removed: element("del", {}, text), added: element("ins", {}, text)})[kind] ?? text);

    const section = element("section", {role: "region", "aria-label": "Edit this text"},
      element("div", {class: "halves"},
        element("div", {},
          element("h2", {}, `${source.name}${message.context ? ` · ${message.context}` : ""}`),
          element("div", {class: "text source", lang: source.tag, dir: source.dir},
            ...changes.length ? changes : [message.msgid ?? message.error]),
          ...message.terms?.length ? [element("p", {class: "terms"},
            ...message.terms.map(([term, ...others]) => button(`${term} → ${others.join(" | ")}`,
              () => put(others[0]))))] : [],
          ...parts.length ? [element("p", {class: "parts"},
            ...parts.map((one) => button(one, () => put(one))))] : [],
          ...(message.notes ?? []).map((one) => element("p", {}, one))),
        element("div", {},
          element("h2", {}, target.name),
          area,
          element("p", {class: "letters"},
            ...[...letters].map((one) => button(one, () => put(one))),
            button("Copy source", copy, "Control+Shift+C"), button("Undo", undo)))),
      findings, said,
      element("p", {},
        button("Save, next", () => save("translated", true), "Control+Enter"),
        button("Save, stay", () => save("translated", false), "Control+Shift+Enter"),
        button("Save and review", () => save("reviewed", true)),
        button("As fuzzy", () => save("fuzzy", true)),
        button("Previous", () => go(-1, false), "Alt+ArrowUp"),
        button("Next", () => go(1, false), "Alt+ArrowDown"),
        button("Close", close, "Escape")),
      element("p", {}, element("label", {}, "Your name ", signed)),
      element("details", {}, element("summary", {}, "Keys"), element("p", {},
        "Ctrl+Enter: save, next. Ctrl+Shift+Enter: save, stay. Alt+↓ and Alt+↑: next, previous. "
        + "Ctrl+Shift+C: copy the source. Esc: close, what is typed is kept. "
        + "n: next unfinished, outside of the text.")));
    function copy() {
      area.select();
      put(message.msgid);
    }
    function undo() {
      area.select();
      put(opened);
    }
    area.addEventListener("input", typed);
    section.addEventListener("keydown", (event) => {
      const keys = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift",
        event.key].filter(Boolean).join("+");
      const act = {
        "Ctrl+Enter": () => save("translated", true),
        "Ctrl+Shift+Enter": () => save("translated", false),
        "Alt+ArrowDown": () => go(1, false), "Alt+ArrowUp": () => go(-1, false),
        "Ctrl+Shift+C": copy, "Escape": close,
      }[keys];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
    host.attachShadow({mode: "open"}).append(element("style", {}, STYLE), section);
    return {id, host, area, tried};
  }

  // The text as readers would get it, in its place on the page; what the check refuses is not in it.
  function show(id, html) {
    const here = holder(id);
    for (const one of here ? html : []) {
      const made = new DOMParser().parseFromString(one, "text/html").getElementById(id);
      if (!made) continue;
      for (const link of made.parentElement.querySelectorAll("[href^='{'], [src^='{']")) {
        if (link.hasAttribute("href")) link.setAttribute("href", "#");
        link.removeAttribute("src");
      }
      const lang = made.parentElement.getAttribute("lang");
      if (lang) here.setAttribute("lang", lang);
      else if (here.tagName !== "HTML" && here.hasAttribute("lang")) here.removeAttribute("lang");
      here.replaceChildren(...[...made.parentElement.childNodes].map((node) => document.adoptNode(node)));
      return;
    }
  }

  addEventListener("preview:build", (event) => {
    if (!editor) return;
    waiting = true;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".message[id]");
    if (!mark || !event.target.closest("a") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(mark.id);
  });
  document.addEventListener("dblclick", (event) => {
    const mark = event.target.closest?.(":has(> .message[id])")?.querySelector(".message[id]");
    if (mark) open(mark.id);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, .preview-editor");
    if (event.key === "n" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) go(1, true);
  });
  const ready = ask("catalog", {name}).then((found) => {
    if (found.status !== 200) return;
    catalog = found;
    document.body.prepend(bar);
    count();
  });
})();
