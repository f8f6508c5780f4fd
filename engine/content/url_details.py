"""What a page says of itself in its head: title, icon, description and picture."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

# How much of a page is read for its head.
MOST = 150 * 1024
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class UrlDetails:
    """What a link to a page may show; '' for what the page does not say."""

    title: str = ""
    icon: str = ""
    description: str = ""
    image: str = ""


def details(html: str, url: str) -> UrlDetails:
    """The details of a page that lies at this address; linear in what is read."""
    head = _Head()
    head.feed(html[:MOST])
    said = head.said

    def address(name: str) -> str:
        found = said.get(name, "").strip()
        whole = urljoin(url, found) if found else ""
        return whole if whole.startswith(("http://", "https://", "data:image/")) else ""

    description = said.get("description") or said.get("og:description") or ""
    return UrlDetails(
        title=" ".join(head.title.split())[:_LONGEST],
        icon=address("icon"),
        description=" ".join(description.split())[:_LONGEST],
        image=address("og:image") or address("og:image:url"),
    )


class _Head(HTMLParser):
    """Collects title, meta and links until the body begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.said: dict[str, str] = {}
        self._in_title = False
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag of the head says; the first of a kind counts."""
        found = {name: value or "" for name, value in attrs}
        self._done = self._done or tag == "body"
        if self._done:
            return
        if tag == "title":
            self._in_title = not self.title
        elif tag == "meta":
            name = (found.get("name") or found.get("property") or "").lower()
            self.said.setdefault(name, found.get("content", "")[: _LONGEST * 4])
        elif tag == "link" and "icon" in found.get("rel", "").lower().split():
            self.said.setdefault("icon", found.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """The title ends, or the head."""
        if tag == "title":
            self._in_title = False
        self._done = self._done or tag == "head"

    def handle_data(self, data: str) -> None:
        """The title's text."""
        if self._in_title and len(self.title) < _LONGEST:
            self.title += data
