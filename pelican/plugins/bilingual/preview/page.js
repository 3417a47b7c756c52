// What the scripts of the editor share: elements, what the server says, what is kept, and words.
const {own, token} = document.querySelector("script[data-own]").dataset;

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const button = (label, act, attributes = {}) =>
  element("button", {type: "button", onclick: act, ...attributes}, label);

// An element of the editor's own in the page: its style is nobody else's.
export function shadow(attributes, ...children) {
  const host = element("div", {lang: language.tag, dir: language.dir, ...attributes});
  host.attachShadow({mode: "open"}).append(element("style", {}, STYLE), ...children);
  return host;
}

export async function ask(path, given = {}, writes = false) {
  const options = {
    method: "POST",
    headers: {"Content-Type": "application/json", "X-Preview-Token": token},
    body: JSON.stringify(given),
  };
  const query = writes ? "" : `?${new URLSearchParams(given)}`;
  try {
    const answer = await fetch(`${own}/${path}${query}`, writes ? options : {});
    const type = answer.headers.get("Content-Type") ?? "", {status} = answer;
    const found = type.startsWith("application/json") ? await answer.json()
      : {error: (await answer.text()).trim()};
    return {status, ...found, ...found.error ? {error: told(found.error)} : {}};
  } catch {
    return {status: 0, error: _("The preview does not answer. What you have typed is kept here.")};
  }
}

// What outlives the page: texts that are typed and not saved, and what a person has chosen.
export const kept = {
  read: (key) => JSON.parse(localStorage.getItem(`preview:${key}`) ?? "null"),
  write: (key, value) => localStorage.setItem(`preview:${key}`, JSON.stringify(value)),
  drop: (key) => localStorage.removeItem(`preview:${key}`),
};

export let language = {tag: "en", dir: "ltr", texts: {}, languages: ["en"]};

export async function learn() {
  const tags = [kept.read("words"), ...navigator.languages].filter(Boolean).join(",");
  const found = await ask("words", {tags});
  if (found.status === 200) language = found;
}

export const _ = (text, values = {}) =>
  (language.texts[text] ?? text).replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

// What the server says, a phrase or a text, marked as English where nobody has translated it.
export function told(said) {
  const {msgid: text, values = []} = typeof said === "string" ? {msgid: said} : said;
  const known = language.tag === "en" || text in language.texts;
  const worded = values.map(([name, value]) =>
    [name, value.msgid ? told(value).textContent : value]);
  return element("span", known ? {} : {lang: "en", dir: "ltr"}, _(text, Object.fromEntries(worded)));
}

// What the server names in a word: states of messages, and how grave a finding is.
export const named = (word) => ({
  translated: _("translated"), reviewed: _("reviewed"), fuzzy: _("fuzzy"),
  untranslated: _("untranslated"), refused: _("refused"), error: _("error"), warning: _("warning"),
})[word] ?? word;

const STYLE = `
  :host { all: initial; display: block; }
  section { margin: .5rem 0; padding: .75rem; border: 2px solid; background: Canvas;
    color: CanvasText; font: 1rem/1.4 system-ui, sans-serif; text-align: start;
    overflow-wrap: anywhere; }
  .halves { display: grid; gap: .75rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
  .halves > * { min-width: 0; }
  .text { white-space: pre-wrap; }
  textarea, input { box-sizing: border-box; width: 100%; font: inherit; color: inherit;
    background: Field; border: 1px solid; padding: .3rem; }
  textarea { field-sizing: content; min-height: 6rem; }
  input { max-width: 30rem; }
  button, select { font: inherit; min-height: 2rem; min-width: 2rem; max-width: 100%;
    margin: .15rem .25rem .15rem 0; overflow-wrap: anywhere; }
  .letters { position: sticky; bottom: var(--keyboard, 0); background: Canvas; }
  h2, h3, p, ul, dl, pre { margin: 0 0 .4rem; font-size: 1rem; }
  pre { max-height: 60vh; overflow: auto; white-space: pre-wrap; font-size: .9rem; }
  dt { font-weight: 700; }
  .error::before { content: "✗ "; } .warning::before { content: "! "; }
  .error { font-weight: 700; }
  del { text-decoration: line-through; } ins { font-weight: 700; }
  pre ins, pre del { text-decoration: none; }`;

// A phone's keyboard lies over the page: what stays above it has to know how high it is.
const viewport = window.visualViewport;
viewport?.addEventListener("resize", () => document.documentElement.style.setProperty(
  "--keyboard", `${Math.max(0, innerHeight - viewport.height - viewport.offsetTop)}px`));
