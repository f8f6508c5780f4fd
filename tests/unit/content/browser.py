"""What a browser would make of HTML, as far as safety goes: its tags and attributes."""

import re
from html.parser import HTMLParser

SCRIPTING_TAGS = frozenset(
    {"script", "iframe", "embed", "object", "svg", "math", "base", "meta", "link", "form", "style"}
)
URL_ATTRIBUTES = frozenset(
    {"href", "src", "action", "formaction", "cite", "poster", "background", "data", "xlink:href"}
)
_UNSEEN = re.compile(r"[\x00-\x20]")


class Dangers(HTMLParser):
    """Collects what could run a script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SCRIPTING_TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(name)
            if name in URL_ATTRIBUTES and _runs(value or ""):
                self.found.append(f"{name}={value}")
            if name == "style" and "expression(" in _UNSEEN.sub("", value or "").lower():
                self.found.append(f"style={value}")


def dangers(html: str) -> list[str]:
    """Return what in this HTML could run a script."""
    parser = Dangers()
    parser.feed(html)
    parser.close()
    return parser.found


def _runs(url: str) -> bool:
    return _UNSEEN.sub("", url).lower().startswith(("javascript:", "vbscript:", "data:"))
