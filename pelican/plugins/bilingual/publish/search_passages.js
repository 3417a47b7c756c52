// The passages of the search page, within search.js: of the first of the pages that were found the
// text is read, which shows where the words stand, and whether they stand together.

// Whether words of a text from here on are those of a phrase, one after the other.
const runs = (text, at, phrase) =>
  phrase.every((near, step) => text[at + step] && near.has(text[at + step][0]));
const stands = (text, phrase) => text.some((_, at) => runs(text, at, phrase));

// The text of a page by blocks, each with the heading above it, which a footnote has none of. What
// a page says of itself and of others is no text of it. Nothing of a page that was only parsed runs
// or is loaded; its style, which this page's policy would report, goes before.
const blocks = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,tr,caption,figcaption,pre,summary,blockquote";
const besides = "nav,aside,header,footer,script,style,svg,sup,.toc,.byline,.end,.message,"
  + ".footnote-backref";
const readPage = (html) => {
  const bare = html.replace(/<style[^]*?<\/style>/gi, ""), found = [];
  const page = new DOMParser().parseFromString(bare, "text/html");
  const main = page.querySelector("main") || page.body, texts = page.createTreeWalker(main, 4);
  main.querySelectorAll(besides).forEach((one) => one.remove());
  main.querySelectorAll("br").forEach((one) => one.replaceWith(" "));
  let last = {}, head;
  while (texts.nextNode()) {
    const { data, parentNode } = texts.currentNode, owner = parentNode.closest(blocks);
    if (!owner || !data.trim() && owner != last.owner) continue;
    if (owner != last.owner) {
      const { lang } = owner.closest("[lang]") || {};
      last = { owner, id: owner.id, text: "", lang };
      if (/^H\d/.test(owner.tagName) || owner.matches("dt[id]")) head = last;
      last.head = owner.closest(".footnote") ? null : head;
      found.push(last);
    }
    const cell = parentNode.closest("td,th");
    if (last.text && cell != last.cell) last.text += " | ";
    last.cell = cell;
    last.text += data;
  }
  for (const one of found) {
    one.text = one.text.replace(/\s+/g, " ").trim();
    one.words = placed(one.text);
  }
  return found;
};

// Where a page has most of the words, together if it can be: its block, and which word of it.
const best = (page, asked, phrases) => {
  let found, most = 0;
  for (const one of page) if (one.owner.tagName != "H1") one.words.forEach(([word], at) => {
    if (!asked.some((near) => near.has(word))) return;
    const within = (text) => (near) => text.some(([other]) => near.has(other));
    const here = within(one.words.slice(at, at + after));
    const above = within(one.head ? one.head.words : []);
    const points = asked.reduce((sum, near) => sum + (here(near) ? 1 : above(near) ? .5 : 0), 0)
      + phrases.filter((phrase) => runs(one.words, at, phrase)).length * 2;
    if (points > most) { most = points; found = [one, at]; }
  });
  return found;
};

// Into an element, a text with the words marked; as text, whatever it is.
const mark = (element, text, asked) => {
  let done = 0;
  for (const [word, from, to] of placed(text)) if (asked.some((near) => near.has(word))) {
    const one = document.createElement("mark");
    one.textContent = text.slice(from, to);
    element.append(text.slice(done, from), one);
    done = to;
  }
  element.append(text.slice(done));
};

// So many words are shown before the first one and from there on.
const before = 6, after = 18;
const speak = (element, lang) => {
  if (lang && lang != document.documentElement.lang) Object.assign(element, { lang, dir: "auto" });
};

// The passage of a page in a paragraph: a link to its heading, and the words around.
const tell = (paragraph, href, page, asked, phrases) => {
  let [one, at] = best(page, asked, phrases) || [];
  paragraph.textContent = "";
  if (!one) return paragraph.remove();
  const head = one.head;
  if (head && head.id) {
    const link = document.createElement("a");
    link.href = href.split("#")[0] + "#" + encodeURIComponent(head.id);
    speak(link, head.lang);
    mark(link, head.text, asked);
    paragraph.append(link, " ");
    const next = page[page.indexOf(one) + 1];
    if (one == head) [one, at] = next && next.head == head ? [next, 0] : [];
  }
  if (!one) return;
  const { text, words } = one, cut = at + after < words.length;
  let from = at > before ? words[at - before][1] : 0;
  let to = cut ? words[at + after - 1][2] : text.length;
  // What stands at a word without a space belongs to it.
  from -= /[^ ]{0,20}$/.exec(text.slice(0, from))[0].length;
  to += /^[^ ]{0,20}/.exec(text.slice(to))[0].length;
  const shown = document.createElement("span");
  speak(shown, one.lang);
  mark(shown, (from ? "… " : "") + text.slice(from, to) + (text[to] ? " …" : ""), asked);
  paragraph.append(shown);
};

// The passages of these lines, as far as their pages are read; of some they are on their way.
const tellAll = (some, coming, asked, phrases) => some.forEach((line) => {
  const page = pages.get(line.page), waits = !page && coming.includes(line.page);
  let paragraph = line.querySelector("p");
  if (!paragraph && (waits || page && !line.told))
    line.append(paragraph = document.createElement("p"));
  if (page && !line.told) {
    line.told = 1;
    tell(paragraph, line.page, page, asked, phrases);
  } else if (paragraph && !page) {
    if (waits) paragraph.textContent = "…"; else paragraph.remove();
  }
});

// Pages that were read, by address; how many may be for this query, and whether one could not be.
// From a disk none can; who saves data asks for each. Of one that is too heavy no passage is shown.
const pages = new Map(), step = 3, heavy = 2e4, online = /^http/.test(location.protocol);
let first = (navigator.connection || {}).saveData ? 0 : step;
let reading = "", limit = first, failed = false, ready = false;
const look = (near) => {
  if (reading) return;
  reading = near.find((one) => !pages.has(one));
  fetch(reading).then((answer) => {
    if (!answer.ok) throw answer;
    if (answer.headers.get("content-length") <= heavy) return answer.text();
    answer.body.cancel();
    return "";
  }).then((html) => { pages.set(reading, readPage(html)); }).catch(() => { failed = true; })
    .then(() => { reading = ""; search(); });
};
