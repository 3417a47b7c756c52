// The search page's script. What is typed is neither sent nor kept: it only filters the list of
// links that stands on the page. One file of words is fetched, when the field is first used, and
// then the first of the pages that were found, whose text shows where the words stand.
(() => {
const box = document.querySelector("[role=search]"), field = box.querySelector("input");
const [status, note] = box.querySelectorAll("p[role=status], p[role=status] ~ p");
const lists = box.querySelectorAll("ul"), said = box.dataset, rules = JSON.parse(said.rules);
const further = box.querySelector("button") || document.createElement("button");
const partly = note.textContent;
// Pages first, as the index counts them; then what only has a name.
const items = [...document.querySelectorAll(".letters li:not([class])"),
  ...document.querySelectorAll(".letters li[class]")];
const table = rules.letters, counts = said.counts.split("|"), most = counts.length - 2;
const letter = new RegExp(Object.keys(table).sort((a, b) => b.length - a.length).join("|"), "g");
const ending = new RegExp(rules.endings, "u");

const fold = (word) => word.toLowerCase().normalize("NFC")
  .replace(letter, (one, at, all) =>
    (!at || rules.after.includes(all[at - 1])) && table["^" + one] || table[one])
  .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const stem = (word) => {
  let text = fold(word), shorter;
  while ((shorter = text.replace(ending, "$1")) != text) text = shorter;
  return [...text].slice(0, rules.length).map((one, at) => at && rules.soft[one] || one).join("");
};

// The words of a text, each as it is compared, and where it begins and ends; what a bar parts,
// as it does cells of a table, does not stand together.
const placed = (text) => {
  const found = [];
  text.replace(/[\p{L}\p{N}\u0300-\u036f]+|\|/gu, (one, at) => {
    const word = [...one].length > rules.longest ? "" : stem(one);
    if ([...word][1] || one == "|") found.push([word, at, at + one.length]);
  });
  return found;
};
const words = (text) => placed(text).map(([word]) => word).filter((one) => one != "|");

// By word: where it stands in texts, in headings, in titles; empty for one that is everywhere.
const known = new Map();
const learn = (word, level, places) => {
  if (!known.has(word)) known.set(word, [[], [], []]);
  known.get(word)[level].push(...places);
};
items.forEach((item, place) =>
  words(item.firstElementChild.textContent).forEach((word) => learn(word, 2, [place])));

const read = ([letters, data]) => {
  const bits = atob(data), total = items.filter((one) => !one.className).length;
  let at = 0, word = "";
  const bit = () => bits.charCodeAt(at >> 3) >> (7 - (at++ & 7)) & 1;
  const ones = () => { let n = 0; while (bit()) n++; return n; };
  const tail = (number, width) => { while (width--) number = 2 * number + bit(); return number; };
  const places = (total) => {
    const size = ones(), count = tail(1, size) - 1, found = [];
    let width = 0, place = -1;
    while (count && 3 * count * 2 ** width < 2 * total) width++;
    while (found.length < count) found.push(place += 1 + tail(ones(), width));
    return found;
  };
  letters.replace(/([A-Z])([^A-Z]*)/g, (_, shared, rest) => {
    word = [...word].slice(0, shared.charCodeAt() - 65).join("") + rest;
    const where = places(total);
    learn(word, 0, where);
    if (where.length) learn(word, 1, places(where.length).map((one) => where[one]));
  });
};

// One letter wrong, missing, too many, or two in the other order; a word that was cut has no end.
const alike = (one, other) => {
  const ends = (a, b) => a == b || a && b && [...one].length == rules.length
    && (a.startsWith(b) || b.startsWith(a));
  let at = 0;
  while (at < one.length && one[at] == other[at]) at++;
  const [a, b] = [one.slice(at), other.slice(at)];
  return a.slice(1) == b.slice(1) || ends(a.slice(1), b) || ends(a, b.slice(1))
    || a.slice(2) == b.slice(2) && a[0] == b[1] && a[1] == b[0];
};

// Words of the index that are meant: those that begin so, else the longest that this one begins
// with, else alike.
const meant = (word) => {
  const all = [...known.keys()];
  let near = all.filter((one) => one.startsWith(word));
  if (!near[0]) near = all.filter((one) => one.length > 3 && word.startsWith(one))
    .sort((a, b) => b.length - a.length).slice(0, 1);
  if (!near[0] && word.length > 3) near = all.filter((one) => alike(one, word));
  return new Set(near);
};

// Points by place, for a word and what it means.
const find = (word, near) => {
  const points = new Map();
  for (const one of near) {
    const levels = known.get(one), pages = new Set([].concat(...levels)).size;
    if (!pages && one == word) return;
    const rare = Math.log(1 + items.length / pages) * (one == word ? 1 : .7);
    levels.forEach((places, level) => places.forEach((place) =>
      points.set(place, Math.max(points.get(place) || 0, rare * (1 + level * level)))));
  }
  return points;
};

// Lines of results by place, as long as the same words are meant: who is on one stays there.
const lines = new Map();
let meaning;
const lineOf = (place, asked) => {
  const line = lines.get(place) || items[place].cloneNode(true);
  if (line && !lines.has(place)) {
    lines.set(place, line);
    const link = line.firstElementChild, title = link.textContent;
    line.page = !line.children[1] && link.href;
    line.words = placed(title);
    link.textContent = "";
    mark(link, title, asked);
  }
  return line;
};
const show = (list, found) => {
  const there = [...list.children];
  if (found.length == there.length && found.every((one, at) => one == there[at])) return;
  list.textContent = "";
  list.append(...found);
};

// What is typed: for each word those that it means, and the phrases. What is between quotation
// marks must stand together; without any, words that do so come first.
const understood = () => {
  const parts = field.value.split(/["“”„«»]/)
    .map((part) => words(part).map((word) => [word, meant(word)]));
  const typed = [].concat(...parts), asked = typed.map(([, near]) => near);
  const several = (some) => some.filter((phrase) => phrase[1]);
  const within = parts.filter((_, at) => at % 2);
  const quoted = several(within.map((part) => part.map(([, near]) => near)));
  const spelt = (some) => some.map((near) => [...near]).join("|");
  const meantNow = [asked, ...quoted].map(spelt).join();
  if (meantNow != meaning) { lines.clear(); meaning = meantNow; }
  return { typed, asked, strict: quoted[0], phrases: quoted[0] ? quoted : several([asked]) };
};

// Places with their points, best first: a thousand for each word, and its own.
const rank = (found) => {
  const sums = new Map();
  for (const one of found) for (const [place, points] of one)
    sums.set(place, (sums.get(place) || 0) + 1e3 + points);
  return [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
};

const search = () => {
  const there = box.querySelector("li :focus"), waits = document.activeElement == further;
  const { typed, asked, strict, phrases } = understood();
  const found = typed.map((one) => find(...one)).filter((one) => one), ranked = rank(found);
  const complete = ranked.filter((one) => one[1] > found.length * 1e3);
  const drawn = (some) => some.map(([place]) => lineOf(place, asked)).filter((one) => one);
  const chosen = drawn(complete.slice(0, Math.max(most, limit)));
  const others = complete.length < most / 2 ? drawn(ranked.slice(complete.length, most / 2)) : [];
  const links = [...chosen, ...(strict ? [] : others)].map((one) => one.page).filter((one) => one);
  const near = links.slice(0, limit);
  const busy = ready && online && !loading && !failed && near.some((one) => !pages.has(one));
  // Titles are known at once; an order that has been shown changes once, when all pages are read.
  const together = (line) => phrases[0] && phrases.every((phrase) => stands(line.words, phrase)
    || (strict || !busy) && (pages.get(line.page) || []).some((one) => stands(one.words, phrase)));
  const close = chosen.filter(together), loose = chosen.filter((one) => !together(one));
  const whole = (strict ? close : [...close, ...loose]).slice(0, most);
  const apart = strict && loose[0], some = apart ? loose.slice(0, most / 2) : others;
  show(lists[0], whole);
  show(lists[1], some);
  tellAll([...whole, ...some], busy ? near : [], asked, phrases);

  note.textContent = apart && said.apart || partly;
  const told = [counts[Math.min(strict ? close.length : complete.length, most + 1)]];
  // That nothing stands together is the result, once it is known; what does not is listed below it.
  const none = apart && !close[0];
  if (none) told[0] = busy ? "" : note.textContent;
  note.hidden = !some[0] || none && !busy;
  told.push(said[loading], busy && said.reading, failed && said.unread);
  const text = found[0] ? told.filter((one) => one).join(" ") : "";
  if (status.textContent != text) status.textContent = text;
  further.hidden = !ready || !online || !!loading || busy && !waits
    || !busy && !failed && links.length <= limit && !(strict && complete.length > chosen.length);
  if (there && document.activeElement != there)
    ([...box.querySelectorAll("li a")].find((one) => one.href == there.href)
      || box.querySelector("li a") || field).focus();
  if (waits && further.hidden) enter();
  if (busy) look(near);
};

const enter = () => { const first = box.querySelector("li a"); if (first) first.focus(); };

// "loading" or "failed", and the data attribute that says so; empty when all is there.
let loading = "", asked, wait;
let load = () => {
  if (asked) return;
  const script = document.createElement("script");
  script.src = said.index;
  script.charset = "utf-8";
  // What answers in the server's place may send a page: that is no index.
  script.onload = () => {
    if (!window.searchIndex) return script.onerror();
    read(searchIndex);
    loading = "";
    search();
  };
  script.onerror = () => { loading = "failed"; asked = 0; search(); };
  loading = "loading";
  asked = 1;
  document.head.append(script);
};
// Another query: its pages are read when it is complete, by Enter or after a while.
let turn = () => { load(); search(); };
const change = (complete) => {
  clearTimeout(wait);
  limit = first;
  failed = false;
  ready = complete;
};
field.onfocus = () => turn();
field.oninput = () => {
  history.replaceState(field.value, "");
  load();
  change(false);
  wait = setTimeout(() => {
    turn();
    wait = setTimeout(() => { ready = true; search(); }, 850);
  }, 150);
};
field.onkeydown = (key) => {
  if (key.key != "Enter") return;
  change(true);
  turn();
  enter();
};
further.onclick = () => {
  if (!failed) limit += step;
  failed = false;
  turn();
};
box.hidden = false;
// Who comes back finds what was typed; the address does not have it.
onpageshow = () => {
  if (!history.state) return;
  field.value = history.state;
  change(true);
  turn();
};
})();
