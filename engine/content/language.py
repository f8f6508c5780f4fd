"""A language of the site: messages by text domain, from gettext's catalogues; the way it is written; its words in dates."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from gettext import NullTranslations
from typing import Final

from engine.content.date_format import ENGLISH as ENGLISH_DATES
from engine.content.date_format import DateNames
from engine.content.texturize import ENGLISH as ENGLISH_TYPOGRAPHY
from engine.content.texturize import GERMAN, Typography

# Our own messages, and WordPress's.
OWN: Final = "tympan"
DEFAULT: Final = "default"

# How long ago or ahead something is, by the names that the scripts for dates have for it; and dates with their time.
DISTANCES: Final = {
    "future": "%s from now", "past": "%s ago", "s": "a second", "ss": "%d seconds", "m": "a minute", "mm": "%d minutes",
    "h": "an hour", "hh": "%d hours", "d": "a day", "dd": "%d days", "M": "a month", "MM": "%d months", "y": "a year",
    "yy": "%d years",
}  # fmt: skip
DATES_WITH_TIME: Final = {"datetime": "F j, Y g:i a", "datetimeAbbreviated": "M j, Y g:i a"}

_FROM_RIGHT: Final = frozenset(
    {"ar", "arq", "ary", "azb", "ckb", "dv", "fa", "haz", "he", "ps", "sd", "skr", "ug", "ur", "yi"}
)


def is_from_right(locale: str) -> bool:
    """Whether a language is written from right to left."""
    return locale.partition("_")[0] in _FROM_RIGHT


class Language:
    """What messages are in one language; those that no catalogue has stay as they were written.

    `theme` are the text domains of the theme in use, which stand before our own and WordPress's where a template asks
    without naming one.
    """

    def __init__(
        self,
        locale: str = "en_US",
        catalogues: Mapping[str, NullTranslations] | None = None,
        theme: Sequence[str] = (),
    ) -> None:
        self.locale = locale
        self._catalogues = catalogues or {}
        self._usual = self._found(*theme, OWN, DEFAULT)

    @property
    def tag(self) -> str:
        """The language as HTML names it (get_bloginfo('language'))."""
        return "-".join(self.locale.split("_")[:2])

    @cached_property
    def wordpress(self) -> "Language":
        """The same language for WordPress's own messages: its catalogue stands before ours, and a theme has no say."""
        made = Language(self.locale, self._catalogues)
        made._usual = self._found(DEFAULT, OWN)
        return made

    @cached_property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left (is_rtl): as its catalogue says, or as is known of it."""
        said = self.in_context("ltr", "text direction", DEFAULT)
        return said == "rtl" or is_from_right(self.locale)

    @property
    def direction(self) -> str:
        """The same as HTML says it."""
        return "rtl" if self.is_rtl else "ltr"

    def text(self, message: str, domain: str = "") -> str:
        """A message (__)."""
        for one in self._of(domain):
            found = one.gettext(message)
            if found != message:
                return found
        return message

    def in_context(self, message: str, context: str, domain: str = "") -> str:
        """A message that means something else elsewhere (_x)."""
        if not context:
            return self.text(message, domain)
        for one in self._of(domain):
            found = one.pgettext(context, message)
            if found != message:
                return found
        # Our own catalogues know of no contexts.
        own = self._catalogues.get(OWN)
        return own.gettext(message) if own and not domain else message

    def plural(self, one: str, many: str, number: int, domain: str = "") -> str:
        """The form of a message for a number (_n)."""
        usual = one if number == 1 else many
        for catalogue in self._of(domain):
            found = catalogue.ngettext(one, many, number)
            if found != usual:
                return found
        return usual

    def _of(self, domain: str) -> tuple[NullTranslations, ...]:
        return self._found(domain) if domain else self._usual

    def _found(self, *domains: str) -> tuple[NullTranslations, ...]:
        wanted = dict.fromkeys(domains)
        return tuple(self._catalogues[name] for name in wanted if name in self._catalogues)

    @cached_property
    def dates(self) -> DateNames:
        """The words of dates, as WordPress's catalogue or ours has them."""
        english = ENGLISH_DATES

        def each(words: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(self.text(word) for word in words)

        def abbreviated(short: str, full: str) -> str:
            found = self.in_context(short, f"{full} abbreviation")
            return found if found != short else self.text(short)

        return DateNames(
            weekdays=each(english.weekdays),
            weekdays_short=each(english.weekdays_short),
            months=each(english.months),
            months_short=tuple(map(abbreviated, english.months_short, english.months)),
            am=(self.text("am"), self.text("AM")),
            pm=(self.text("pm"), self.text("PM")),
        )

    @cached_property
    def typography(self) -> Typography:
        """The marks of the language in texts, as WordPress's catalogue has them; where there is none, as we know them."""
        if DEFAULT not in self._catalogues:
            return GERMAN if self.tag.partition("-")[0] == "de" else ENGLISH_TYPOGRAPHY
        usual = ENGLISH_TYPOGRAPHY

        def said(mark: str, name: str) -> str:
            found = self.in_context(mark, name, DEFAULT)
            return mark if "\\" in found else found  # which means something where marks are put in

        words = said(",".join(usual.elided), "Comma-separated list of words to texturize in your language")
        return Typography(
            opening_quote=said(usual.opening_quote, "opening curly double quote"),
            closing_quote=said(usual.closing_quote, "closing curly double quote"),
            opening_single_quote=said(usual.opening_single_quote, "opening curly single quote"),
            closing_single_quote=said(usual.closing_single_quote, "closing curly single quote"),
            apostrophe=said(usual.apostrophe, "apostrophe"),
            prime=said(usual.prime, "prime"),
            double_prime=said(usual.double_prime, "double prime"),
            en_dash=said(usual.en_dash, "en dash"),
            em_dash=said(usual.em_dash, "em dash"),
            elided=tuple(word for word in words.split(",") if word),
        )


ENGLISH: Final = Language()

_PLACE: Final = re.compile(r"%(?:(\d)\$)?[sd]")


def filled(message: str, *values: str) -> str:
    """A message with values in its places, `%s` or `%2$s`; a place that there is no value for stays empty."""
    following = iter(values)

    def value(found: re.Match[str]) -> str:
        return next(following, "") if found[1] is None else "".join(values[int(found[1]) - 1 :][:1])

    return _PLACE.sub(value, message)
