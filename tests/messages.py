"""Our own messages: found in templates and code, compared with the catalogues, compiled: python -m tests.messages."""

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast
from jinja2.lexer import TOKEN_DATA

from engine.content.date_format import ENGLISH
from engine.content.language import DATES_WITH_TIME, DISTANCES

ROOT: Final = Path(__file__).resolve().parents[1]
LANGUAGES: Final = ROOT / "engine/theme/languages"

# Rooms whose refusals are read on pages and in the admin, and what refuses.
_REFUSING: Final = (
    "engine/domain/", "engine/model/errors.py", "engine/transfer/", "engine/web/auth/", "engine/web/site/",
    "engine/web/admin/", "engine/web/rest/", "engine/store/charsets.py",
)  # fmt: skip
_FIRST, _SECOND = slice(0, 1), slice(1, 2)
# Which arguments of a call are said to somebody.
_ARGUMENTS: Final = {
    "NotFound": _FIRST, "Forbidden": _FIRST, "Unauthenticated": _FIRST, "Invalid": _FIRST, "Conflict": _FIRST,
    "TooMany": _FIRST, "Unavailable": _FIRST, "DomainError": _FIRST, "SignInFailed": _FIRST, "Refused": _FIRST,
    "NotAvailable": _FIRST, "NotBuilt": _FIRST, "Cancelled": _FIRST, "_refused": _FIRST, "RestError": _SECOND, "_wrong": _SECOND,
    "say": _SECOND, "forbidden": slice(2, 3),
    "_found": slice(3, 5),  # of the site's health
}  # fmt: skip
# Tables of sentences that are said.
_TABLES: Final = frozenset({"_NOTES", "_TROUBLES", "_PACES"})
_CALLS: Final = ("_", "text", "ngettext", "plural", "in_context")
_TAG: Final = re.compile(r"<[^>]*>", re.DOTALL)
_SPOKEN: Final = re.compile(r"""\s(?:aria-label|alt|placeholder|title|data-[a-z]+)="([^"]*)\"""")
# What is no word of a language: names, examples and what stands in attributes for programs.
_NO_WORDS: Final = frozenset({"mastodon.social"})
_SILENT: Final = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)

_HEADER: Final = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {}\\n"

"""

Message = str | tuple[str, str]


def templates() -> Iterator[Path]:
    """Every template of the engine's and the bundled themes'."""
    yield from sorted((ROOT / "engine/theme/templates").rglob("*.jinja"))
    yield from sorted((ROOT / "themes").rglob("*.jinja"))
    yield from sorted(one for one in (ROOT / "engine/web").glob("*/templates/*.html") if one.stem != "app")


def messages() -> dict[Message, list[str]]:
    """What may be asked of a catalogue, with the files that ask; a pair is one form for one and one for many."""
    found: dict[Message, list[str]] = {}
    for path in templates():
        for _, function, asked in extract_from_ast(_environment().parse(path.read_text("utf-8")), _CALLS):
            _note(found, function, asked, path)
    for path in sorted((ROOT / "engine").rglob("*.py")):
        if "node_modules" not in path.parts:
            _note_code(found, path)
    for words in (
        ENGLISH.weekdays,
        ENGLISH.weekdays_short,
        ENGLISH.months,
        ENGLISH.months_short,
        ENGLISH.am,
        ENGLISH.pm,
    ):
        for word in words:
            found.setdefault(word, []).append("engine/content/date_format.py")
    for told in (DISTANCES, DATES_WITH_TIME):
        for word in told.values():
            found.setdefault(word, []).append("engine/content/language.py")
    return found


def _note_code(found: dict[Message, list[str]], path: Path) -> None:
    text = path.read_text("utf-8")
    if path.relative_to(ROOT).as_posix().startswith(_REFUSING):
        for said in _said(ast.parse(text)):
            _note(found, "_", said, path)
    if re.search(r"language|_PAGES", text):
        for function, told in _called(ast.parse(text)):
            _note(found, function, told, path)


def _note(found: dict[Message, list[str]], function: str, asked: object, path: Path) -> None:
    texts = [one for one in (asked if isinstance(asked, tuple) else (asked,)) if isinstance(one, str) and one]
    if texts:
        is_counted = function in {"ngettext", "plural"} and len(texts) > 1
        message: Message = (texts[0], texts[1]) if is_counted else texts[0]
        found.setdefault(message, []).append(path.relative_to(ROOT).as_posix())


def _called(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Calls of the functions that translate, and the titles of pages, which the shell translates."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in {"_", "_x"} or (
            name.rpartition(".")[2] in _CALLS
            and name.rpartition(".")[0].endswith(("language", "language.wordpress"))
        ):
            yield name.rpartition(".")[2], tuple(_constants(node.args))
        if name == "_PAGES.answer":
            for keyword in node.keywords:
                if keyword.arg == "title":
                    yield from (("_", (one,)) for one in _constants([keyword.value]))


def _said(tree: ast.AST) -> Iterator[str]:
    """What refusals and pages say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            said = _ARGUMENTS.get(ast.unparse(node.func).rpartition(".")[2], slice(0))
            yield from _constants(node.args[said])
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in _TABLES:
            assert isinstance(node.value, ast.Dict)
            yield from _constants(node.value.values)


def joined() -> list[str]:
    """Refusals that hold their values already, so that no catalogue can know them."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in sorted((ROOT / "engine").rglob("*.py"))
        if path.relative_to(ROOT).as_posix().startswith(_REFUSING)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for said in node.args[_ARGUMENTS.get(ast.unparse(node.func).rpartition(".")[2], slice(0))]
        if any(isinstance(part, ast.JoinedStr) for part in ast.walk(said))
    ]


def _constants(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.IfExp):
            yield from _constants([node.body, node.orelse])
        elif isinstance(node, ast.BoolOp):
            yield from _constants(node.values)


def bare_words(path: Path) -> list[str]:
    """The words of a template that no function translates."""
    source = "".join(
        value if kind == TOKEN_DATA else "\x00"
        for _, kind, value in _environment().lex(path.read_text("utf-8"))
        if kind == TOKEN_DATA or kind in {"variable_begin", "block_begin"}
    )
    source = _SILENT.sub("", source)
    texts = [*_TAG.sub("\n", source).splitlines(), *_SPOKEN.findall(source)]
    return [one.strip("\x00 ") for one in texts if re.search(r"[A-Za-z]{2}", one) and one not in _NO_WORDS]


def _environment() -> Environment:
    return Environment(
        autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"]
    )


def catalogue(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=file.stem)


def compiled(file: Path) -> bytes:
    made, told = io.BytesIO(), catalogue(file)
    told.creation_date = told.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # the same whenever it is made
    write_mo(made, told)
    return made.getvalue()


def main() -> None:
    """Bring each catalogue up to date with the messages, and compile it."""
    for file in sorted(LANGUAGES.glob("*.po")):
        old, new = catalogue(file), Catalog(locale=file.stem)
        for message, files in messages().items():
            known = old.get(message[0] if isinstance(message, tuple) else message)
            string = known.string if known else ("", "") if isinstance(message, tuple) else ""
            places = [(place, 1) for place in dict.fromkeys(files)]
            new.add(message, string, locations=places)
            if not known or not known.string:
                print(f"{file.name}: {message}")
        with file.open("wb") as opened:
            opened.write(_HEADER.format(new.plural_forms).encode())
            write_po(opened, new, width=110, omit_header=True, sort_output=True, include_lineno=False)
        file.with_suffix(".mo").write_bytes(compiled(file))


if __name__ == "__main__":
    main()
