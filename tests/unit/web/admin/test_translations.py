"""The words of WordPress's own language packs, as the admin's application gets them."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from engine.config.settings import Settings
from engine.web.admin import assets, translations

RULE = {"plural-forms": "nplurals=2; plural=n != 1;"}
EDITOR = {"": RULE, "Transform to variation": ["In Variante umwandeln"]}
SHARED = {
    "": RULE,
    "%d Item": ["%d Eintrag", "%d Einträge"],
    "verb\x04Filter": ["Filtern"],
    "Filter": ["Filter"],
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A site with a pack of two files and two that are none, whose screens say little."""
    for name, messages in (("de_DE-a.json", EDITOR), ("de_DE-b.json", SHARED), ("fr_FR-a.json", {"": RULE})):
        (tmp_path / name).write_text(json.dumps({"locale_data": {"messages": messages}}), encoding="utf-8")
    (tmp_path / "de_DE-broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "de_DE-other.json").write_text('{"messages": {"No": ["Nein"]}}', encoding="utf-8")
    monkeypatch.setattr(assets, "words_of_screens", lambda: frozenset({"%d Item", "Filter"}))
    return Settings(languages_dir=tmp_path)


def ask(settings: Settings, name: str, query: str = "", encodings: str = "gzip, br") -> Response:
    scope = {"type": "http", "method": "GET", "path": translations.PREFIX + name, "query_string": query.encode(),
             "headers": [(b"accept-encoding", encodings.encode())]}  # fmt: skip
    return translations.answer(Request(scope), settings)


def read(answer: Response) -> Any:
    content = bytes(answer.body)
    return json.loads(
        gzip.decompress(content) if answer.headers.get("content-encoding") == "gzip" else content
    )


def test_files_of_a_locale_are_one_catalogue(settings: Settings) -> None:
    assert read(ask(settings, "de_DE.json")) == EDITOR | SHARED


def test_screens_get_the_words_that_they_say_in_every_context(settings: Settings) -> None:
    assert read(ask(settings, "de_DE.json", "of=screens")) == SHARED


def test_catalogue_is_compressed_for_whoever_takes_it(settings: Settings) -> None:
    packed, plain = ask(settings, "de_DE.json"), ask(settings, "de_DE.json", encodings="identity")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert read(packed) == read(plain)


@pytest.mark.parametrize("name", ["../de_DE.json", "de_DE-a.json", "de_DE", "nonsense.json", ""])
def test_what_names_no_locale_is_missing(settings: Settings, name: str) -> None:
    assert ask(settings, name).status_code == 404


def test_site_without_packs_has_none(settings: Settings) -> None:
    assert read(ask(settings, "it_IT.json")) == {}
    assert ask(Settings(), "de_DE.json").status_code == 404
