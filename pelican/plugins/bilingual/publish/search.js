// The search page's script. What is typed is neither sent nor kept: it only filters the list of
// links that stands on the page. One file of words is fetched, when the field is first used.
(() => {
const box = document.querySelector("[role=search]"), field = box.querySelector("input");
const [status, note] = box.querySelectorAll("p[role=status], p[role=status] ~ p");
const lists = box.querySelectorAll("ul"), said = box.dataset, rules = JSON.parse(said.rules);
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

const words = (text) => (text.match(/[\p{L}\p{N}\u0300-\u036f]+/gu) || [])
  .filter((one) => [...one].length <= rules.longest).map(stem).filter((one) => [...one][1]);

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

// Points by place: words that begin so, else the longest that this one begins with, else alike.
const find = (word) => {
  const all = [...known.keys()], points = new Map();
  let near = all.filter((one) => one.startsWith(word));
  if (!near[0]) near = all.filter((one) => one.length > 3 && word.startsWith(one))
    .sort((a, b) => b.length - a.length).slice(0, 1);
  if (!near[0] && word.length > 3) near = all.filter((one) => alike(one, word));
  for (const one of near) {
    const levels = known.get(one), pages = new Set([].concat(...levels)).size;
    if (!pages && one == word) return;
    const rare = Math.log(1 + items.length / pages) * (one == word ? 1 : .7);
    levels.forEach((places, level) => places.forEach((place) =>
      points.set(place, Math.max(points.get(place) || 0, rare * (1 + level * level)))));
  }
  return points;
};

const show = (list, found) => {
  list.textContent = "";
  list.append(...found.map(([place]) => items[place].cloneNode(true)));
};

const search = () => {
  const found = words(field.value).map(find).filter((one) => one), sums = new Map();
  // A thousand for each word, and its points.
  for (const one of found) for (const [place, points] of one)
    sums.set(place, (sums.get(place) || 0) + 1e3 + points);
  const best = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const whole = best.filter((one) => one[1] > found.length * 1e3);
  const some = whole.length < most / 2 ? best.slice(whole.length, most / 2) : [];
  show(lists[0], whole.slice(0, most));
  show(lists[1], some);
  note.hidden = !some[0];
  status.textContent = !found[0] ? "" : counts[Math.min(whole.length, most + 1)];
  if (loading && found[0]) status.textContent += " " + said[loading];
};

const enter = () => { const first = box.querySelector("li a"); if (first) first.focus(); };

// The results anew; who has gone on to them stays there.
const again = () => { const there = box.querySelector("li :focus"); search(); if (there) enter(); };

// "loading" or "failed", and the data attribute that says so; empty when all is there.
let loading = "", asked, wait;
const load = () => {
  if (asked) return;
  const script = document.createElement("script");
  script.src = said.index;
  script.charset = "utf-8";
  // What answers in the server's place may send a page: that is no index.
  script.onload = () => {
    if (!window.searchIndex) return script.onerror();
    read(searchIndex);
    loading = "";
    again();
  };
  script.onerror = () => { loading = "failed"; asked = 0; again(); };
  loading = "loading";
  asked = 1;
  document.head.append(script);
};
field.onfocus = load;
field.oninput = () => {
  history.replaceState(field.value, "");
  load();
  clearTimeout(wait);
  wait = setTimeout(search, 150);
};
field.onkeydown = (key) => {
  if (key.key != "Enter") return;
  clearTimeout(wait);
  search();
  enter();
};
box.hidden = false;
// Who comes back finds what was typed; the address does not have it.
onpageshow = () => {
  if (!history.state) return;
  field.value = history.state;
  load();
  search();
};
})();
