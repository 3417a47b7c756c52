// In the preview's pages that have marks: a message is written where it stands.
// It needs nothing but the server that sent it; what is typed is kept in this browser until saved.
import {done} from "./done.js";
import {_, ask, button, element, kept, language, learn, named, shadow, told} from "./page.js";
import {segment} from "./segment.js";

const FINISHED = ["translated", "reviewed"];
const first = [...document.querySelectorAll(".message[id] a")]
  .map((one) => /^(.+\.po)(?::\d+)?$/.exec(one.title)?.[1]).find(Boolean);
const catalogs = new Map(), owners = new Map(), stands = new Map();
let editor = null, waiting = false, bar = null, line = null, panel = null;
let everywhere = null, themed = null;

async function learned(name) {
  const found = await ask("catalog", {name});
  if (found.status !== 200) return null;
  catalogs.set(name, found);
  for (const one of found.messages) owners.set(one.id, owners.get(one.id) ?? name);
  return found;
}

// Where a text is printed as it is: a title, the text of a picture, the theme's words.
function place({context, text}) {
  const plain = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = RegExp(`^${plain.replace(/%\\\(\w+\\\)\w/g, ".+?")}$`);
  if (context === "image_alt") {
    const picture = [...document.images].find((one) => pattern.test(one.alt));
    return picture && {picture};
  }
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const other = node.parentElement.closest(".message, script, style, svg, title, option");
    if (!other && pattern.test(node.data.trim())) found.push(node);
  }
  const node = found.find((one) => one.parentElement.closest("h1")) ?? found[0];
  return node && {node, whole: !text.includes("%(")};
}

function mark(catalog, message) {
  const there = place(message);
  if (!there) return null;
  const link = element("a", {href: `#${message.id}`, title: catalog.name}, named(message.state));
  const made = element("span", {class: `message ${message.state}`, id: message.id}, link, " ");
  if (there.picture) there.picture.after(made);
  else (there.node.parentElement.closest("a, button, label, summary") ?? there.node).before(made);
  stands.set(message.id, there);
  return made;
}

async function theme(event) {
  const pressed = event.currentTarget, name = catalogs.get(first).site;
  if (themed) {
    themed.forEach((one) => one.remove());
    themed = null;
  } else {
    const words = (await learned(name))?.messages ?? [];
    themed = words.map((one) => mark(catalogs.get(name), one)).filter(Boolean);
  }
  pressed.setAttribute("aria-pressed", String(themed !== null));
}

function count() {
  const here = catalogs.get(first).messages
    .filter((one) => !one.optional && !FINISHED.includes(one.state)).length;
  line.textContent = everywhere === null ? _("%(here)s left here", {here})
    : _("%(here)s left here, %(all)s in all", {here, all: everywhere});
}

// One thing at a time below the line; the same button puts it away.
async function unfold(which, make) {
  const shown = panel.dataset.which === which ? "" : which;
  panel.dataset.which = shown;
  const children = shown ? await make() : [];
  if (panel.dataset.which !== shown) return; // something else was asked for meanwhile
  panel.replaceChildren(...children);
  panel.querySelector("h2")?.focus();
}

const showKeys = () => unfold("keys", () => [
  element("h2", {tabindex: "-1"}, _("Keys")),
  element("dl", {}, ...[
    ["n", _("Next unfinished text, outside of the editor")],
    ["Enter, ✎", _("Open the text of a mark; so does a double tap")],
    ["Ctrl+Enter", _("Save, next")], ["Ctrl+Shift+Enter", _("Save, stay")],
    ["Alt+↓, Alt+↑", _("Next, previous")], ["Ctrl+Shift+C", _("Copy source")],
    ["Esc", _("Close; what is typed is kept")], ["?", _("These keys")],
  ].flatMap(([key, text]) => [element("dt", {}, key), element("dd", {}, text)]))]);

function makeBar() {
  const catalog = catalogs.get(first);
  const names = {
    title: _("Title"), slug: _("Address"), summary: _("Summary"), keypoints: _("Key point"),
    image_alt: _("Text of the picture"), sources: _("Source"), corrections: _("Correction"),
  };
  line = element("span");
  panel = element("div");
  const nowhere = catalog.messages
    .filter((one) => !document.getElementById(one.id) && !mark(catalog, one));
  const choice = element("select", {
    "aria-label": _("Language of these words"),
    onchange: () => {
      kept.write("words", choice.value);
      location.reload();
    },
  }, ...language.languages.map((tag) => element("option", {value: tag, lang: tag},
    new Intl.DisplayNames([tag], {type: "language"}).of(tag))));
  choice.value = language.tag;
  bar = shadow({class: "preview-bar"}, element("section", {
    role: "region", "aria-label": _("Translation of this page"),
  },
  line, " ", button(_("Next (n)"), () => go(1, true)),
  ...nowhere.map((one) => button(names[one.context] ?? one.text.slice(0, 20),
    () => open(one.id), {title: one.text})),
  ...catalog.site ? [button(_("Theme's words"), theme, {"aria-pressed": "false"})] : [],
  button(_("Done"), () => unfold("done", () => done(catalog.target))),
  button(_("Keys (?)"), showKeys), choice, panel));
  document.body.prepend(bar);
  count();
  ask("similar", {name: first, id: catalog.messages[0]?.id ?? ""}).then(({left}) => {
    everywhere = left ?? null;
    count();
  });
}

// The element that the message stands in, and the block that its editor stands below.
const holder = (id) => document.getElementById(id)?.parentElement;
function below(id) {
  const from = holder(id);
  return from?.closest("table") ?? from?.closest(
    "p, li, dt, dd, h1, h2, h3, h4, h5, h6, figure, blockquote, summary, nav, section, div") ?? bar;
}

// What a person looks at stays where it is, whatever comes or goes above it.
function steady(one, act) {
  const before = one.getBoundingClientRect().top;
  act();
  scrollBy(0, one.getBoundingClientRect().top - before);
}

function go(step, unfinished) {
  const row = catalogs.get(editor?.name ?? first).messages;
  const at = row.findIndex((one) => one.id === editor?.id);
  const start = at < 0 && step < 0 ? 0 : at;
  for (let n = 1; n <= row.length; n++) {
    const one = row[(start + step * n + row.length * (n + 1)) % row.length];
    if (!unfinished || !FINISHED.includes(one.state)) return open(one.id, editor?.name ?? first);
  }
  close();
}

function close() {
  const {id, host} = editor ?? {};
  editor = null;
  if (host) steady(below(id), () => host.remove());
  if (waiting) return location.reload();
  document.getElementById(id)?.querySelector("a")?.focus({preventScroll: true});
}

async function open(id, given) {
  await ready;
  if (!bar) return;
  if (editor?.id === id) return editor.focus();
  const name = given ?? owners.get(id) ?? first;
  const message = await ask("message", {name, id}), before = editor?.host;
  const made = editor = segment(catalogs.get(name), id, message, {
    go, close, show: (texts, html) => show(id, texts, html),
    saved(state, next) {
      const row = catalogs.get(name).messages.find((one) => one.id === id);
      const left = (one) => Number(name === first && !row.optional && !FINISHED.includes(one));
      if (everywhere !== null) everywhere += left(state) - left(row.state);
      row.state = state;
      count();
      if (next) go(1, true);
    },
  });
  steady(below(id), () => {
    below(id).after(made.host);
    before?.remove();
  });
  made.focus();
  made.host.scrollIntoView({block: "nearest"});
  made.begin();
}

// What marks say of their texts, which pages have in English.
function speak(part) {
  for (const one of part.querySelectorAll("[data-said]")) {
    one.replaceWith(element("span", {class: "said", lang: language.tag, dir: language.dir},
      " ", told(JSON.parse(one.dataset.said)), " "));
  }
}

// The text as readers would get it, in its place; what the check refuses is not in it.
function show(id, texts, html) {
  const there = stands.get(id), here = holder(id);
  if (there?.picture && texts[0]) there.picture.alt = texts[0];
  if (there?.whole && texts[0]) there.node.data = texts[0];
  for (const one of here && !there ? html : []) {
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
    speak(here);
    return;
  }
}

addEventListener("preview:build", (event) => {
  if (!editor) return;
  waiting = true;
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const pressed = event.target.closest?.(".message[id]");
  if (!pressed || !event.target.closest("a") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open(pressed.id);
});
document.addEventListener("dblclick", (event) => {
  const held = event.target.closest?.(":has(> .message[id])")?.querySelector(".message[id]");
  if (held) open(held.id);
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, .preview-editor");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !bar) return;
  if (event.key === "n") go(1, true);
  else if (event.key === "?") showKeys();
});

async function begin() {
  await learn();
  speak(document);
  if (await learned(first)) makeBar();
}
const ready = first && begin();
