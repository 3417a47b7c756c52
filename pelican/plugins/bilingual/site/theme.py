"""Theme templates in one language: a Jinja environment each, gettext and filters included."""

from __future__ import annotations

import gettext as stdlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    Template,
    TemplateNotFound,
    TemplatesNotFound,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from ..finish.markup import CLOSE, OPEN, marked
from ..language.cldr import strftime
from ..language.profile import THEME_LANGUAGE, filters
from ..project.cache import Cache
from ..project.config import Language
from ..project.theme import TEMPLATES

ANY = "*"
"""Stands for whatever a template may read."""
_READING = frozenset(
    {"attr", "groupby", "map", "max", "min", "rejectattr", "selectattr", "sort", "sum", "unique"}
)
"""Filters that get the name of an attribute."""

_NUMBERS = [nodes.Getattr(nodes.Name("loop", "load"), name, "load") for name in ("index", "index0")]
"""What is no attribute's name, though a template looks something up by it."""


class Untranslated(stdlib.NullTranslations):
    """The end of a look-up: the theme's English text, noted as missing and marked as English."""

    def __init__(self, missing: set[str]) -> None:
        super().__init__()
        self._missing = missing

    def gettext(self, message: str) -> str:
        """The message itself."""
        self._missing.add(message)
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The English singular or plural."""
        self._missing.add(msgid1)
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}"

    def pgettext(self, context: str, message: str) -> str:
        """The message itself."""
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The English singular or plural."""
        return self.ngettext(msgid1, msgid2, n)


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A template whose pages say which of their words are not in the page's language."""

    name: str
    """The template's path in its theme."""
    language: Language
    theme: ThemeTemplates
    text: str | None = None
    """Of a template that stands outside of the theme."""

    def render(self, *values: Any, **named: Any) -> str:
        """The page; in text that is no HTML, a word in English is just that."""
        text = self.theme.compiled(self).render(*values, **named)
        attributes = [("lang", THEME_LANGUAGE)]
        if self.language.direction != "ltr":
            attributes.append(("dir", "ltr"))
        return marked(text, attributes if self.name.endswith(".html") else ())

    def module(self) -> Any:
        """The template's macros."""
        return self.theme.compiled(self).make_module()


class Compiled(FileSystemBytecodeCache):
    """Compiled templates of earlier runs, in a folder of the user's."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


class ThemeTemplates:
    """The theme as one language sees it."""

    def __init__(
        self,
        base: Environment,
        options: dict[str, Any],
        language: Language,
        translations: stdlib.NullTranslations,
        functions: dict[str, Callable[..., Any]],
        cache: Cache | None = None,
    ) -> None:
        """`base` is Pelican's environment and `options` its `JINJA_ENVIRONMENT`.

        `functions` are added to the templates' globals; `cache` says where compiled templates are
        kept. A language needs an environment of its own: overlays share globals, and imported
        macros see no context.
        """
        self.missing: set[str] = set()
        """Theme strings that were printed in English for want of a translation."""
        self._language = language
        self._texts: dict[str, str | None] = {}
        """By name; None for a template that is not there."""
        self._read: dict[str, tuple[set[str], set[str]]] = {}
        if language.locale.language != THEME_LANGUAGE:
            translations.add_fallback(Untranslated(self.missing))
        loader = ChoiceLoader([base.loader or FileSystemLoader([]), FileSystemLoader(TEMPLATES)])
        self._environment = env = Environment(loader=loader, **options)  # noqa: S701 # as Pelican's own: titles are escaped in templates, content is HTML
        env.auto_reload = False  # it lives for one build: no need to ask the disk for each include
        env.filters.update(base.filters)
        env.tests.update(base.tests)
        env.globals.update(base.globals)
        env.filters.update(filters(language.locale))
        env.filters["strftime"] = lambda value, form: strftime(value, form, language.locale)
        for name in ("jinja2.ext.i18n", *base.extensions):
            if name not in env.extensions:
                env.add_extension(name)
        for name, value in vars(base).items():  # what other plugins have put there
            if vars(env).get(name) is None:
                setattr(env, name, value)
        env.policies["ext.i18n.trimmed"] = True
        env.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        env.globals["N_"] = str
        made_by = [language.tag, options, *map(sorted, (env.filters, env.tests, env.extensions))]
        folder = cache.code(*made_by) if cache and _is_known(env) else None
        env.bytecode_cache = Compiled(str(folder)) if folder else None
        env.globals.update(functions)

    def get(self, *names: str) -> InLanguage:
        """The first of these templates that the theme or the plugin has; compiled when it prints.

        Raises `TemplateNotFound` without one.
        """
        name = next((one for one in names if self.has(one)), names[0])
        if not self.has(name):
            raise TemplatesNotFound(names)
        return InLanguage(name, self._language, self)

    def compiled(self, template: InLanguage) -> Template:
        """Jinja's template, compiled once. Raises Jinja's errors."""
        if template.text is not None:
            return self._environment.from_string(template.text)
        return self._environment.get_template(template.name)

    def like(self, template: Template) -> InLanguage:
        """The same template in this language; it may stand outside of the theme."""
        name = str(template.name)
        try:
            return self.get(*(("topic.html", name) if name == "tag.html" else (name,)))
        except TemplateNotFound:
            text = Path(str(template.filename)).read_text("utf-8")
            return InLanguage(name, self._language, self, text)

    def values_in(self, name: str) -> frozenset[str]:
        """The values that a template reads, and those that it takes in; `ANY` for all.

        With a `.` before it, an attribute that it reads of one of them; `.` alone for any.
        """
        seen, left = dict[str, set[str]](), {name}
        while left:
            one = left.pop()
            seen[one], others = self._values_of(one)
            left |= others - seen.keys()
        return frozenset().union(*seen.values())

    def _values_of(self, name: str) -> tuple[set[str], set[str]]:
        """What a template reads itself, and the templates that it takes in; read once."""
        if name not in self._read:
            if not self.has(name):
                raise TemplateNotFound(name)
            tree = self._environment.parse(self._texts[name] or "")
            found = find_undeclared_variables(tree) | attributes_in(tree)
            others = {*find_referenced_templates(tree)}
            if None in others:  # named by a value
                found.add(ANY)
            self._read[name] = found, {one for one in others if one is not None}
        return self._read[name]

    def has(self, name: str, prints: str = "") -> bool:
        """Whether there is such a template, and it prints a value of this name."""
        env = self._environment
        if name not in self._texts:
            try:
                self._texts[name], *_ = env.loader.get_source(env, name)  # type: ignore[union-attr] # it has one
            except TemplateNotFound:
                self._texts[name] = None
        text = self._texts[name]
        if text is None:
            return False
        return not prints or prints in find_undeclared_variables(env.parse(text))


def _is_known(env: Environment) -> bool:
    """Whether nothing can take part in compiling that changes without a new version of it."""
    takes_part = (*env.filters.values(), *env.tests.values(), *map(type, env.extensions.values()))
    functions = (getattr(one, "func", one) for one in takes_part)  # of a partial one
    modules = {str(getattr(one, "__module__", "")).partition(".")[0] for one in functions}
    return modules <= {"jinja2", "pelican", "markupsafe", "builtins", "_operator", "operator"}


def attributes_in(tree: nodes.Template) -> set[str]:
    """The attributes that a template reads by name, each with a `.` before it; `.` for any."""
    found = {f".{one.attr}" for one in tree.find_all(nodes.Getattr)}
    for item in tree.find_all(nodes.Getitem):
        if not isinstance(item.arg, nodes.Const | nodes.Slice | nodes.Neg | nodes.Getattr):
            found.add(".")
        elif isinstance(item.arg, nodes.Getattr):
            found |= set() if item.arg in _NUMBERS else {"."}
        elif isinstance(item.arg, nodes.Const):
            found.add(f".{item.arg.value}")
    for one in tree.find_all(nodes.Filter):
        named = [*one.args[:1], *(pair.value for pair in one.kwargs if pair.key == "attribute")]
        if one.name in _READING:
            found |= {_read_by(each) for each in named}
    return found


def _read_by(argument: nodes.Node) -> str:
    """What a filter reads that gets the name of an attribute."""
    is_known = isinstance(argument, nodes.Const) and "." not in str(argument.value)
    return f".{argument.value}" if is_known else "."  # type: ignore[attr-defined] # a constant
