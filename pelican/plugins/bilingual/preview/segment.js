// The editor of one message: source and translation side by side, what the check says, saving.
import {_, ask, button, element, kept, named, shadow, told} from "./page.js";

const PARTS = /`[^`]+`|\]\([^)\s]+[^)]*\)|\[\^[^\]]+\]|<https?:[^>]+>|%\(\w+\)\w|\{[^}]+\}/g;

// `message` is the server's answer. `page` is told what becomes of it: show(texts, html),
// saved(state, next), go(step, unfinished) and close().
export function segment(catalog, id, message, page) {
  const {name, source, target, letters, reviewer} = catalog, draft = `${name}:${id}`;
  let seen = {texts: message.texts ?? [""], fuzzy: message.fuzzy ?? false}, tries = 0, timer = 0;
  const opened = seen.texts, known = kept.read(draft) ?? opened;
  const areas = opened.map((text, form) => {
    const number = opened.length > 1 ? `, ${_("form %(number)s", {number: form + 1})}` : "";
    const made = element("textarea", {
      lang: target.tag, dir: target.dir, spellcheck: "true", oninput: typed,
      onfocus: () => { area = made; },
      "aria-label": `${_("Translation")}, ${target.name}${number}`,
    });
    made.value = known[form] ?? text;
    return made;
  });
  let area = areas[0];
  const texts = () => areas.map((one) => one.value);
  const same = (all) => texts().join("\0") === all.join("\0");
  const said = element("div", {role: "status", class: "said"});
  const findings = element("ul", {"aria-label": _("What the check says"), "aria-live": "polite"});
  const elsewhere = element("div", {class: "elsewhere"});
  const signed = element("input", {autocomplete: "name"});
  signed.value = kept.read("reviewer") ?? reviewer;

  function typed() {
    if (same(seen.texts)) kept.drop(draft);
    else kept.write(draft, texts());
    clearTimeout(timer);
    timer = setTimeout(tried, 150);
  }
  function put(text) {
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    typed();
  }
  function set(all) {
    areas.forEach((one, form) => { one.value = all[form] ?? all[0]; });
    area.focus();
    typed();
  }
  async function tried() {
    const number = ++tries, found = await ask("trial", {name, id, texts: texts()}, true);
    if (number !== tries) return;
    const list = found.error ? [{severity: "error", said: found.error}] : found.findings;
    findings.replaceChildren(...list.map(({severity, said: what}) => element("li", {class: severity},
      `${named(severity)}: `, found.error ?? told(what))));
    page.show(list.some((one) => one.severity === "error") ? [] : texts(), found.html ?? []);
  }
  async function save(kind, next) {
    const by = signed.value, sent = texts();
    if (kind === "reviewed") kept.write("reviewer", by);
    const done = await ask("save", {name, id, texts: sent, seen, kind, by}, true);
    if (done.status === 409) return differs(done.now);
    if (done.status !== 200) return said.replaceChildren(element("p", {class: "error"}, done.error));
    const now = await ask("message", {name, id});
    seen = now.status === 200 ? {texts: now.texts, fuzzy: now.fuzzy}
      : {texts: sent, fuzzy: kind === "fuzzy"};
    if (same(sent)) kept.drop(draft);
    said.replaceChildren(element("p", {}, _("Saved: %(state)s.", {state: named(done.state)})));
    page.saved(done.state, next);
  }
  function differs(now) {
    const mine = texts(), take = (all) => () => {
      seen = {texts: now.texts, fuzzy: now.fuzzy};
      said.replaceChildren();
      set(all);
    };
    said.replaceChildren(
      element("p", {class: "error"}, _("Somebody else has saved this message meanwhile:")),
      ...now.texts.map((text) =>
        element("p", {class: "text", lang: target.tag, dir: target.dir}, text)),
      button(_("Take theirs"), take(now.texts)), button(_("Keep mine"), take(mine)));
  }
  async function similar() {
    const {similar: found = []} = await ask("similar", {name, id});
    elsewhere.replaceChildren(...found.map((one) => element("p", {},
      one.same ? _("The same in %(page)s:", {page: one.domain})
        : _("Similar in %(page)s:", {page: one.domain}), " ",
      ...one.same ? [] : [element("q", {lang: source.tag, dir: source.dir}, one.msgid), " → "],
      element("q", {lang: target.tag, dir: target.dir}, one.texts[0]), " ",
      button(_("Take it"), () => set(one.texts)))));
  }

  const keys = (held) => ({"aria-keyshortcuts": held});
  // A press on these leaves the focus, and so a phone's keyboard, where it is.
  const still = {onpointerdown: (event) => event.preventDefault()};
  const parts = [...new Set(`${message.msgid ?? ""} ${message.plural ?? ""}`.match(PARTS) ?? [])];
  const changes = (message.changes ?? []).map(([kind, text]) =>
    ({removed: element("del", {}, text), added: element("ins", {}, text)})[kind] ?? text);
  const original = {class: "text source", lang: source.tag, dir: source.dir};
  const copy = () => set([message.msgid, message.plural || message.msgid]);

  const section = element("section", {role: "region", "aria-label": _("Edit this text")},
    element("div", {class: "halves"},
      element("div", {},
        element("h2", {}, `${source.name}${message.context ? ` · ${message.context}` : ""}`),
        element("div", original, ...changes.length ? changes : [message.msgid ?? message.error]),
        ...message.plural ? [element("div", original, message.plural)] : [],
        ...message.terms?.length ? [element("p", {class: "terms"},
          ...message.terms.map(([term, ...others]) => button(`${term} → ${others.join(" | ")}`,
            () => put(others[0]), still)))] : [],
        ...parts.length ? [element("p", {class: "parts"},
          ...parts.map((one) => button(one, () => put(one), still)))] : [],
        ...(message.notes ?? []).map((one) => element("p", {}, one))),
      element("div", {},
        element("h2", {}, target.name),
        ...areas,
        element("p", {class: "letters"},
          ...[...letters].map((one) => button(one, () => put(one), {...still, lang: target.tag})),
          button(_("Copy source"), copy, keys("Control+Shift+C")),
          button(_("Undo"), () => set(opened))))),
    findings, elsewhere, said,
    element("p", {},
      button(_("Save, next"), () => save("translated", true), keys("Control+Enter")),
      button(_("Save, stay"), () => save("translated", false), keys("Control+Shift+Enter")),
      button(_("Save and review"), () => save("reviewed", true)),
      button(_("As fuzzy"), () => save("fuzzy", true)),
      button(_("Previous"), () => page.go(-1, false), keys("Alt+ArrowUp")),
      button(_("Next"), () => page.go(1, false), keys("Alt+ArrowDown")),
      button(_("Close"), page.close, keys("Escape"))),
    element("p", {}, element("label", {}, `${_("Your name, for the review mark")} `, signed)));

  section.addEventListener("keydown", (event) => {
    const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift",
      event.key].filter(Boolean).join("+");
    const act = {
      "Ctrl+Enter": () => save("translated", true),
      "Ctrl+Shift+Enter": () => save("translated", false),
      "Alt+ArrowDown": () => page.go(1, false), "Alt+ArrowUp": () => page.go(-1, false),
      "Ctrl+Shift+C": copy, "Escape": page.close,
    }[held];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  return {
    id, name, host: shadow({class: "preview-editor"}, section),
    focus: () => area.focus({preventScroll: true}),
    begin: () => { tried(); similar(); },
  };
}
