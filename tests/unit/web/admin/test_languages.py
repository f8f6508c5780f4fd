"""The admin's own words: all of them in every language that it says it speaks."""

import json
import re
from pathlib import Path

import pytest

from engine.domain import languages

SOURCE = Path(__file__).parents[4] / "engine" / "web" / "admin" / "app" / "src"
_ONE = re.compile(r"\b__\(\s*'((?:[^'\\]|\\.)*)'")
_MANY = re.compile(r"\b_n\(\s*'((?:[^'\\]|\\.)*)',\s*'(?:[^'\\]|\\.)*'")
_PLACE = re.compile(r"%(?:\d\$)?[ds]")


def words() -> dict[str, int]:
    """What the screens say, and in how many forms."""
    texts = [file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.ts*")]
    found = {word: 1 for text in texts for word in _ONE.findall(text)}
    return found | {word: 2 for text in texts for word in _MANY.findall(text)}


def catalogue(locale: str) -> dict[str, list[str]]:
    read = json.loads((SOURCE / "languages" / f"{locale[:2]}.json").read_text(encoding="utf-8"))
    return {word: said for word, said in read.items() if word}


@pytest.mark.parametrize("locale", languages.OWN)
def test_every_word_is_there_in_all_its_forms(locale: str) -> None:
    known = catalogue(locale)
    assert [word for word, forms in words().items() if len(known.get(word, ())) != forms] == []


@pytest.mark.parametrize("locale", languages.OWN)
def test_translations_have_the_same_places_to_fill(locale: str) -> None:
    for word, said in catalogue(locale).items():
        for one in said:
            assert sorted(_PLACE.findall(one)) == sorted(_PLACE.findall(word)), word
