"""What the admin's application weighs on its way to the browser, by the files that its build wrote."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.web.admin import assets

LIST_SCREEN = 400_000
EDITOR = 1_700_000
PAGE = ("src/admin.tsx", "src/frame/packages-{side}.ts")
SCREENS = (*PAGE, "src/frame/styles.ts", "src/frame/night.ts", "src/frame/index.tsx")
LANGUAGES = {"english": (), "german": ("src/languages/de.json",)}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    assets.entry()  # says what to do where nothing was built
    read: dict[str, Any] = json.loads((assets.FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return read


def loaded(manifest: dict[str, Any], names: Iterable[str]) -> set[str]:
    """The files that modules bring along: their own, those of all that they import, and style sheets."""

    def follow(name: str, seen: set[str]) -> Iterator[str]:
        if name not in seen:
            seen.add(name)
            part = manifest[name]
            yield from (part["file"], *part.get("css", ()), *part.get("assets", ()))
            for imported in part.get("imports", ()):
                yield from follow(imported, seen)

    seen: set[str] = set()
    return {file for name in names for file in follow(name, seen)}


def weight(files: Iterable[str], ending: str) -> int:
    """Bytes of the files, compressed where they are large enough to be."""
    packed = [assets.FOLDER / f"{file}{ending}" for file in files]
    return sum(
        one.stat().st_size if one.exists() else Path(one).with_suffix("").stat().st_size for one in packed
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".br", ".gz"])
@pytest.mark.parametrize("side", ["ltr", "rtl"])
def test_no_screen_is_heavy(manifest: dict[str, Any], side: str, ending: str, language: str) -> None:
    """The screens with lists, for which this is promised, and all others too."""
    screens = [name for name in manifest if name.startswith("src/screens/")]
    assert len(screens) > 8
    common = [name.format(side=side) for name in (*SCREENS, *LANGUAGES[language])]
    weights = {screen: weight(loaded(manifest, [*common, screen]), ending) for screen in screens}
    assert {screen: bytes_ for screen, bytes_ in weights.items() if bytes_ >= LIST_SCREEN} == {}


@pytest.mark.parametrize("ending", [".br", ".gz"])
@pytest.mark.parametrize("side", ["ltr", "rtl"])
def test_editor_is_not_heavy(manifest: dict[str, Any], side: str, ending: str) -> None:
    names = [name.format(side=side) for name in (*PAGE, "src/editor/styles-{side}.ts", "src/editor/index.ts")]
    assert weight(loaded(manifest, names), ending) <= EDITOR
