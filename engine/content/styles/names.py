"""Names in CSS: slugs in kebab case and presets as custom properties."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.content.json_values import JsonValue

# The word grammar of lodash's kebabCase, which WordPress takes over so that editor and server agree.
_LOWER = "a-z\xdf-\xf6\xf8-\xff"
_UPPER = "A-Z\xc0-\xd6\xd8-\xde"
_BREAK = "\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\xbf\u2000-\u206f \t\x0b\f\xa0\ufeff\n\r\u2028\u2029\u1680\u180e\u3000"
_OTHER = f"[^{_BREAK}\\d+{_LOWER}{_UPPER}]"
_LOWER_OR_OTHER = f"(?:[{_LOWER}]|{_OTHER})"
_UPPER_OR_OTHER = f"(?:[{_UPPER}]|{_OTHER})"
_WORDS = re.compile(
    "|".join(
        (
            f"[{_UPPER}]?[{_LOWER}]+(?=[{_BREAK}]|[{_UPPER}]|$)",
            f"{_UPPER_OR_OTHER}+(?=[{_BREAK}]|[{_UPPER}]{_LOWER_OR_OTHER}|$)",
            f"[{_UPPER}]?{_LOWER_OR_OTHER}+",
            f"[{_UPPER}]+",
            r"\d*(?:1ST|2ND|3RD|(?![123])\dTH)(?=\b|[a-z_])",
            r"\d*(?:1st|2nd|3rd|(?![123])\dth)(?=\b|[A-Z_])",
            r"\d+",
        )
    ),
    re.ASCII,
)
_LONGEST_SLUG = 200
_UNSAFE_GAP = re.compile(r"[\\(&=}]|/\*")


@lru_cache(maxsize=4096)
def kebab_case(name: str) -> str:
    """`NoSuch Colour2` becomes `no-such-colour-2` (`_wp_to_kebab_case`); longer names than any slug are cut."""
    return "-".join(_WORDS.findall(name[:_LONGEST_SLUG].replace("'", ""))).lower()


def preset_slug(value: JsonValue, kind: str) -> str:
    """The slug in `var:preset|kind|slug`, empty where the value names no such preset."""
    if isinstance(value, str) and f"var:preset|{kind}|" in value:
        return kebab_case(value.rpartition("|")[2])
    return ""


def spacing_value(value: JsonValue) -> JsonValue:
    """The value of a gap: a preset as its custom property, anything else as it stands."""
    slug = preset_slug(value, "spacing")
    return f"var(--wp--preset--spacing--{slug})" if slug else value


def is_unsafe_gap(value: str) -> bool:
    """Whether a gap has a character that could leave its declaration."""
    return bool(value) and value != "0" and _UNSAFE_GAP.search(value) is not None
