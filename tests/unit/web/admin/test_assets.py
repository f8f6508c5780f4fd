"""The files of the admin's application."""

import json
from pathlib import Path

import pytest
from starlette.requests import Request

from engine.web.admin import assets


def ask(folder: Path, name: str, encodings: str = "gzip, br") -> object:
    scope = {"type": "http", "method": "GET", "path": assets.PREFIX + name, "query_string": b"",
             "headers": [(b"accept-encoding", encodings.encode())]}  # fmt: skip
    return assets.answer(Request(scope), folder)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    manifest = {
        "src/admin.tsx": {"file": "a.js", "imports": ["_shared.js"], "css": ["a.css"]},
        "_shared.js": {"file": "shared.js", "css": ["shared.css"]},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "scripts.json").write_text('["sha256-abc="]')
    for name in ("a.js", "a.js.br", "a.js.gz", "shared.js"):
        (folder / name).write_text(name)
    (tmp_path / "secret.js").write_text("secret")
    return folder


def test_entry_names_script_styles_and_what_it_imports(built: Path) -> None:
    entry = assets.entry.__wrapped__(built)
    assert (entry.script, entry.styles, entry.preloads) == ("a.js", ("a.css", "shared.css"), ("shared.js",))
    assert entry.inline == ("sha256-abc=",)


def test_entry_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(assets.NotBuilt, match="make"):
        assets.entry.__wrapped__(tmp_path)


@pytest.mark.parametrize(
    ("encodings", "encoding"), [("gzip, br", "br"), ("gzip;q=0.8", "gzip"), ("", None), ("identity", None)]
)
def test_file_goes_out_in_the_best_encoding_taken(built: Path, encodings: str, encoding: str | None) -> None:
    answer = ask(built, "a.js", encodings)
    assert answer.headers.get("content-encoding") == encoding  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "text/javascript; charset=UTF-8"  # type: ignore[attr-defined]
    assert "immutable" in answer.headers["cache-control"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["../secret.js", "%2e%2e/secret.js", "none.js", "", "a.js.br"])
def test_file_not_of_the_application_is_missing(built: Path, name: str) -> None:
    assert ask(built, name).status_code == 404  # type: ignore[attr-defined]
