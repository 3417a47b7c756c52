// What a large site has beside search.js, within it: words and lines come in parts, when they are
// asked for. What asks is search.js itself, which sees no difference: a word whose part is not
// there yet stands nowhere, a line whose part is not there shows nothing, and both are noted.
const parts = window.searchParts = {}, wanted = new Set(), partOf = new Map();
const asking = new Set(), get = known.get.bind(known);
known.get = (word) => { wanted.add(partOf.get(word)); return get(word); };

const line = ([title, url, kind, lang]) => {
  const item = document.createElement("li"), link = document.createElement("a");
  link.textContent = title;
  link.href = said.root + url;
  if (lang != document.documentElement.lang) link.lang = lang;
  item.append(link);
  if (kind) {
    const label = document.createElement("span");
    label.className = "quiet";
    label.textContent = said[kind];
    item.append(" ", label);
  }
  return item;
};

// All words by their parts, and how many lines there are, of which so many come together.
let each;
const open = ([letters, counts, total, size]) => {
  let part = -1, left = 0, word = "";
  each = size;
  for (let place = 0; place < total; place++)
    items[place] = { cloneNode: () => (wanted.add("l" + Math.floor(place / each)), "") };
  letters.replace(/([A-Z])([^A-Z]*)/g, (_, shared, rest) => {
    word = [...word].slice(0, shared.charCodeAt() - 65).join("") + rest;
    while (!left) left = counts[++part];
    left--;
    partOf.set(word, "p" + part);
    known.set(word, [[], [], []]);
  });
};

const take = (name, data) => {
  if (name == "words") return open(data);
  if (name[0] == "l") return data.forEach((one, at) => items[name.slice(1) * each + at] = line(one));
  const before = [...known];
  read(data[0]);
  known.clear();
  read(data[1]);
  const titles = [...known];
  known.clear();
  before.forEach(([word, levels]) => known.set(word, levels));
  titles.forEach(([word, [places]]) => learn(word, 2, places));
};

// A query has so many parts of words: one of two letters could begin half of them.
const enough = 8;
let room = enough;
const bring = (name) => {
  const script = document.createElement("script");
  script.src = said.index + name + ".js";
  script.charset = "utf-8";
  script.onload = () => {
    if (!parts[name]) return script.onerror();
    take(name, parts[name]);
    asking.delete(name);
    pass();
  };
  script.onerror = () => { asking.delete(name); loading = "failed"; search(); };
  asking.add(name);
  document.head.append(script);
};

// Search, and bring what was asked for, until nothing is: words first, then the lines of results,
// and only then a page: one without asking, as much has been loaded.
const pass = () => {
  const complete = ready;
  wanted.clear();
  ready = false;
  search();
  ready = complete;
  if (!each) wanted.add("words");
  const missing = [...wanted].filter((name) => name && !parts[name] && !asking.has(name));
  for (const name of missing) if (name == "words" || name[0] == "p" && room-- > 0) bring(name);
  if (![...asking].some((name) => name[0] != "l"))
    missing.filter((name) => name[0] == "l").forEach(bring);
  const now = asking.size ? "loading" : "";
  if (now != loading || !now) { loading = now; search(); }
};
load = () => { room = enough; };
turn = () => { load(); pass(); };
limit = first = Math.min(first, 1);
