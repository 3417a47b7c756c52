// What has been changed, as files and as diffs, and the commit of them.
import {_, ask, button, element, told} from "./page.js";

const line = (text) => {
  const tag = {"+": "ins", "-": "del"}[text[0]];
  return tag ? element(tag, {}, `${text}\n`) : `${text}\n`;
};

export async function done(target) {
  const found = await ask("changes"), files = found.files ?? [];
  const said = element("div", {role: "status"});
  const message = element("input");
  message.value = _("Translate into %(language)s", {language: target.name});
  async function commit() {
    const answer = await ask("commit", {message: message.value}, true);
    said.replaceChildren(answer.error ? element("p", {class: "error"}, answer.error)
      : _("Committed: %(files)s.", {files: answer.committed.join(", ")}));
  }
  const title = files.length ? _("What has been changed") : _("Nothing has been changed.");
  const why = found.why ? [element("p", {}, told(found.why))] : null;
  const committed = files.length && found.command ? why ?? [
    element("p", {}, element("label", {}, `${_("What you have done")} `, message), " ",
      button(_("Commit"), commit)),
    element("p", {}, _("Only these files are committed, in your name; nothing is sent anywhere.")),
    element("details", {}, element("summary", {}, _("The same in a terminal")),
      element("pre", {tabindex: "0"}, found.command))] : [];
  return [
    element("h2", {tabindex: "-1"}, title),
    ...found.error ? [element("p", {class: "error"}, found.error)] : [],
    ...files.map((one) => element("details", {}, element("summary", {}, one.path),
      element("pre", {tabindex: "0", "aria-label": one.path}, ...one.diff.split("\n").map(line)))),
    ...committed, said,
  ];
}
