"""Messages: ours are complete in every language, a theme's and WordPress's are found where WordPress has them."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from engine.content.language import DEFAULT, Language, filled
from engine.content.texturize import texturize
from engine.theme.catalogues import language
from engine.theme.loader import Theme, find
from tests import messages

_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


@pytest.mark.parametrize("file", sorted(messages.LANGUAGES.glob("*.po")), ids=lambda file: file.stem)
def test_every_message_of_ours_is_in_the_catalogue_with_its_placeholders(file: Path) -> None:
    known = messages.catalogue(file)
    asked = messages.messages()
    assert len(asked) > 200
    for message in asked:
        entry = known.get(message[0] if isinstance(message, tuple) else message)
        assert entry is not None, f"{message}: run python -m tests.messages"
        forms = [entry.string] if isinstance(entry.string, str) else [*(entry.string or ())]
        told = message[-1] if isinstance(message, tuple) else message
        for form in forms:
            assert form, message
            assert sorted(_PLACEHOLDER.findall(form)) == sorted(_PLACEHOLDER.findall(told)), message


@pytest.mark.parametrize("file", sorted(messages.LANGUAGES.glob("*.po")), ids=lambda file: file.stem)
def test_catalogue_is_compiled(file: Path) -> None:
    assert file.with_suffix(".mo").read_bytes() == messages.compiled(file), "run python -m tests.messages"


def test_templates_have_no_words_that_cannot_be_translated() -> None:
    assert {path.name: found for path in messages.templates() if (found := messages.bare_words(path))} == {}


def test_refusals_get_their_values_once_they_are_translated() -> None:
    assert messages.joined() == []


def test_bare_words_are_seen(tmp_path: Path) -> None:
    template = tmp_path / "a.html"
    template.write_text(
        '<p class="no">{{ _("Known") }} bare</p><input placeholder="hint"><style>p { }</style>', "utf-8"
    )
    assert messages.bare_words(template) == ["bare", "hint"]


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    folder = tmp_path / "themes" / "slate"
    folder.mkdir(parents=True)
    (folder / "style.css").write_text("/*\nTheme Name: Slate\nText Domain: slate-words\n*/", "utf-8")
    return find([tmp_path / "themes"], "slate")


def _write(file: Path, **words: str) -> None:
    catalogue = Catalog(locale="de_DE")
    for message, string in words.items():
        catalogue.add(message, string)
    catalogue.add(("cat", "cats"), ("Katze", "Katzen"))
    catalogue.add("post", "Pfosten", context="wood")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_mo(opened, catalogue)


def test_pack_of_wordpress_stands_before_what_the_theme_brings(theme: Theme, tmp_path: Path) -> None:
    _write(theme.folder / "languages/de_DE.mo", Hello="Moin")
    assert language("de_DE", None, theme).text("Hello", "slate-words") == "Moin"
    _write(tmp_path / "languages/themes/slate-words-de_DE.mo", Hello="Hallo")
    assert language("de_DE", tmp_path / "languages", theme).text("Hello", "slate-words") == "Hallo"


def test_message_is_looked_for_in_theme_then_ours_then_wordpress(theme: Theme, tmp_path: Path) -> None:
    _write(tmp_path / "de_DE.mo", Reply="Antwort!", Howdy="Servus")
    spoken = language("de_DE", tmp_path, theme, ["shop"])
    assert (spoken.text("Reply"), spoken.text("Reply", DEFAULT)) == ("Antworten", "Antwort!")
    assert (spoken.text("Howdy"), spoken.text("Nowhere")) == ("Servus", "Nowhere")
    _write(tmp_path / "themes/slate-words-de_DE.mo", Reply="Zurück")
    _write(tmp_path / "plugins/shop-de_DE.mo", Cart="Korb")
    spoken = language("de_DE", tmp_path, theme, ["shop"])
    assert (spoken.text("Reply"), spoken.text("Cart"), spoken.text("Cart", "shop")) == (
        "Zurück",
        "Cart",
        "Korb",
    )


def test_contexts_and_plurals_are_told_apart(tmp_path: Path) -> None:
    _write(tmp_path / "de_DE.mo", post="Beitrag")
    spoken = language("de_DE", tmp_path)
    assert (spoken.text("post"), spoken.in_context("post", "wood")) == ("Beitrag", "Pfosten")
    assert [spoken.plural("cat", "cats", number) for number in (1, 2)] == ["Katze", "Katzen"]


def test_dates_are_told_in_the_language() -> None:
    names = language("de_DE", None).dates
    assert (names.months[2], names.months_short[2], names.weekdays[0]) == ("März", "März", "Sonntag")


def test_quotes_are_those_of_the_language_or_of_its_pack(tmp_path: Path) -> None:
    assert texturize("\"a\" 'b'", typography=language("de_AT", None).typography) == (
        "&#8222;a&#8220; &#8218;b&#8216;"
    )
    assert language("fr_FR", None).typography == language("en_US", None).typography
    catalogue = Catalog(locale="fr_FR")
    catalogue.add("&#8220;", "&laquo;&nbsp;", context="opening curly double quote")
    catalogue.add("&#8221;", "&nbsp;&raquo;", context="closing curly double quote")
    catalogue.add("&#8217;", "\\g<0>", context="apostrophe")
    with (tmp_path / "fr_FR.mo").open("wb") as opened:
        write_mo(opened, catalogue)
    french = language("fr_FR", tmp_path).typography
    assert texturize('"l\'an"', typography=french) == "&laquo;&nbsp;l&#8217;an&nbsp;&raquo;"


@pytest.mark.parametrize(
    ("locale", "is_rtl"), [("he_IL", True), ("ar", True), ("de_DE", False), ("ckb", True)]
)
def test_direction_is_known_without_a_pack(locale: str, is_rtl: bool) -> None:
    assert Language(locale).is_rtl == is_rtl


def test_pack_says_how_its_language_is_written(tmp_path: Path) -> None:
    catalogue = Catalog(locale="de_DE")
    catalogue.add("ltr", "rtl", context="text direction")
    with (tmp_path / "de_DE.mo").open("wb") as opened:
        write_mo(opened, catalogue)
    assert language("de_DE", tmp_path).direction == "rtl"


@pytest.mark.parametrize("locale", ["../../etc/x", "de_DE/../x", "de\0", "de_DE.mo", "DE"])
def test_locale_that_is_none_is_english(locale: str, tmp_path: Path) -> None:
    assert language(locale, tmp_path).locale == "en_US"


def test_broken_catalogue_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "de_DE.mo").write_bytes(b"\xde\x12\x04\x95" + b"\xff" * 40)
    assert language("de_DE", tmp_path).text("Reply") == "Antworten"


def test_wordpress_words_are_its_own_before_they_are_ours(theme: Theme, tmp_path: Path) -> None:
    _write(theme.folder / "languages/de_DE.mo", Search="Stöbern")
    own = language("de_DE", None, theme)
    assert own.text("Search") == "Stöbern"
    assert own.wordpress.text("Search") == "Suchen"
    _write(tmp_path / "packs/de_DE.mo", Search="Suche starten")
    assert language("de_DE", tmp_path / "packs", theme).wordpress.text("Search") == "Suche starten"


def test_words_of_a_context_are_ours_where_nobody_has_them_for_it(theme: Theme) -> None:
    assert language("de_DE", None, theme).wordpress.in_context("Enter", "post password form") == "Öffnen"


@pytest.mark.parametrize(
    ("message", "values", "expected"),
    [
        ("%s on %s", ("a", "b"), "a on b"),
        ("%2$s: %1$s", ("a", "%s"), "%s: a"),
        ("%d of %s", ("1",), "1 of "),
        ("100 % %9$s", ("a",), "100 % "),
    ],
)
def test_message_is_filled_by_place_or_by_number(
    message: str, values: tuple[str, ...], expected: str
) -> None:
    assert filled(message, *values) == expected
