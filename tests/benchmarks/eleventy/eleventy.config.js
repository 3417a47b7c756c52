// The benchmark's site for Eleventy: the same pages as Pelican's `simple` theme writes.
import footnotes from "markdown-it-footnote";

const newestFirst = (one, other) => other.date - one.date;
const inLanguage = (pages, lang) => pages.filter((one) => one.data.lang === lang).sort(newestFirst);

// An index of each language, and a page of each of its topics.
function listings(api) {
  const articles = api.getFilteredByGlob("content/**/*.md");
  return [["en", "/"], ["tk", "/tk/"]].flatMap(([lang, url]) => {
    const own = inLanguage(articles, lang);
    const topics = [...new Set(own.flatMap((one) => one.data.topics))];
    return [
      { lang, url, title: "All articles", articles: own },
      ...topics.map((topic) => ({
        lang,
        url: `${url}topics/${topic.replaceAll(" ", "-")}/`,
        title: `Articles tagged with ${topic}`,
        articles: own.filter((one) => one.data.topics.includes(topic)),
      })),
    ];
  });
}

export default function (config) {
  config.amendLibrary("md", (markdown) => markdown.use(footnotes));
  config.addCollection("listings", listings);
  config.addFilter("first", (list, count) => list.slice(0, count));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  return { dir: { input: "content", includes: "../_includes" }, markdownTemplateEngine: false };
}
