"""Images in HTML: their sizes to choose from, and what browsers should load first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.content.escaping import esc_attr
from engine.content.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDEST_SOURCE: Final = 2048
_PIXELS_OF_PRIORITY: Final = 50_000
_FIRST_IMAGES: Final = 3
"""How many images of a page's main content are loaded at once."""

_ELEMENT: Final = re.compile(r"<(img|iframe)[ \t\n\r\f\v][^>]+>")
_ATTACHMENT: Final = re.compile(r"wp-image-([0-9]+)", re.IGNORECASE)
_SOURCE: Final = re.compile(r'src="([^"]+)"')
_NUMBER: Final = {name: re.compile(rf""" {name}=["']([0-9]+)["']""") for name in ("width", "height")}
_QUOTED_NUMBER: Final = {name: re.compile(rf' {name}="([0-9]+)"') for name in ("width", "height")}
_WORD: Final = {
    name: re.compile(rf""" {name}=["']([A-Za-z]+)["']""") for name in ("loading", "fetchpriority", "decoding")
}
_STYLE_WIDTH: Final = re.compile(r'style="width:\s*(\d+)px;"', re.ASCII)
_EDITED: Final = re.compile(r"-e[0-9]{13}")
_HIGHEST: Final = 10**7


@dataclass(frozen=True, slots=True)
class ImageSize:
    """One size of an image."""

    name: str
    url: str
    width: int
    height: int

    @property
    def file(self) -> str:
        """The file's name."""
        return self.url.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Picture:
    """An attachment; images with their smaller sizes, in the order of their metadata."""

    id: int
    url: str
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0
    sizes: tuple[ImageSize, ...] = ()
    is_animated: bool = False
    """Whether only the whole moves: a GIF, whose sizes are still pictures."""

    @property
    def whole(self) -> ImageSize:
        """The image as it was uploaded."""
        return ImageSize("full", self.url, self.width, self.height)

    def size(self, name: str) -> ImageSize:
        """The size of this name, the whole where there is none."""
        return next((size for size in self.sizes if size.name == name), self.whole)


def srcset(picture: Picture, width: int, height: int, *, source: str) -> str:
    """The sizes of the same shape, the shown one first; empty where there is no choice.

    `source` is the address of the size that is shown.
    """
    if not picture.sizes or width < 1 or (picture.is_animated and picture.whole.file in source):
        return ""
    edit = _EDITED.search(source.rpartition("/")[2])
    sizes = picture.sizes if picture.is_animated else (*picture.sizes, picture.whole)
    chosen: dict[int, str] = {}
    shown: dict[int, str] = {}
    for size in sizes:
        is_shown = not shown and _path(size.url) in source
        is_wanted = (edit is None or edit[0] in size.file) and (is_shown or size.width <= WIDEST_SOURCE)
        if is_wanted and is_same_shape((width, height), (size.width, size.height)):
            (shown if is_shown else chosen)[size.width] = size.url.replace(" ", "%20")
    if not shown:
        return ""
    joined = {
        **shown,
        **{key: url for key, url in chosen.items() if key not in shown},
        **_later(shown, chosen),
    }
    return ", ".join(f"{url} {key}w" for key, url in joined.items()) if len(joined) > 1 else ""


def _later(shown: dict[int, str], chosen: dict[int, str]) -> dict[int, str]:
    """A later size of the shown one's width takes its place, as in PHP's array."""
    return {key: url for key, url in chosen.items() if key in shown}


def _path(url: str) -> str:
    """The last folders and the file: what tells uploads apart on any host."""
    return "/".join(url.split("/")[-3:])


def is_same_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the smaller is the larger scaled down, give or take a pixel."""
    (width, height), (small_width, small_height) = (one, other) if one[0] > other[0] else (other, one)
    if not width or not small_width:
        return False
    return abs(max(1, _round(height * small_width / width)) - small_height) <= 1


def _round(value: float) -> int:
    return int(value + 0.5)


def sizes_attribute(width: int) -> str:
    """How wide the image is shown at most."""
    return f"(max-width: {width}px) 100vw, {width}px"


class Loading:
    """Decides what a page loads at once; counts the media of the main content while it is rendered."""

    def __init__(self, *, in_loop: bool = False) -> None:
        self.in_loop = in_loop
        self._count = 0
        self._has_priority = False

    def attributes(
        self,
        tag: str,
        size: tuple[int | None, int | None],
        *,
        loading: str | None = None,
        fetchpriority: str | None = None,
    ) -> dict[str, str]:
        """`decoding`, `loading` and `fetchpriority` of an image or iframe (`wp_get_loading_optimization_attributes`)."""
        found = {"decoding": "async"} if tag == "img" else {}
        width, height = size
        if width is None or height is None:
            return found
        if fetchpriority in ("low", "auto", "high"):
            found["fetchpriority"] = fetchpriority
        is_in_view = self._is_in_view(loading, fetchpriority)
        if is_in_view:
            self._prioritise(found, tag, width * height, fetchpriority)
        elif fetchpriority != "low":
            found["loading"] = "lazy"
        return found

    def _is_in_view(self, loading: str | None, fetchpriority: str | None) -> bool:
        if fetchpriority == "high":
            return loading != "lazy"
        if fetchpriority == "low":
            return False
        if loading is not None:
            return loading != "lazy"
        if not self.in_loop:
            return False
        is_early = self._count < _FIRST_IMAGES
        self._count += fetchpriority != "auto"
        return is_early

    def _prioritise(self, found: dict[str, str], tag: str, pixels: int, fetchpriority: str | None) -> None:
        """The first large image is the one that readers wait for."""
        if tag != "img":
            return
        if fetchpriority == "high":
            self._has_priority = True
        elif not self._has_priority and pixels >= _PIXELS_OF_PRIORITY:
            self._has_priority = True
            if fetchpriority != "auto":
                found["fetchpriority"] = "high"


def attachment_ids(html: str) -> Iterator[int]:
    """The attachments that the images of a text name by their class."""
    # Behind the last `>` no element ends; looking for one there would cost quadratic time.
    for element in _ELEMENT.finditer(html, 0, html.rfind(">") + 1):
        number = _attachment(element[0]) if element[1] == "img" else 0
        if number:
            yield number


def filter_content_tags(html: str, picture: Callable[[int], Picture | None], loading: Loading) -> str:
    """Give images their dimensions, sources and loading, iframes their loading (`wp_filter_content_tags`)."""
    if "<img" not in html and "<iframe" not in html:
        return html
    done: dict[str, str] = {}

    def filtered(element: re.Match[str]) -> str:
        if element[0] not in done:
            done[element[0]] = (
                _image(element[0], picture, loading) if element[1] == "img" else _iframe(element[0], loading)
            )
        return done[element[0]]

    # Behind the last `>` no element ends; looking for one there would cost quadratic time.
    last = html.rfind(">") + 1
    return _ELEMENT.sub(filtered, html[:last]) + html[last:]


def _attachment(tag: str) -> int:
    found = _ATTACHMENT.search(tag)
    return int(found[1]) if found and len(found[1]) < 20 else 0


def _image(tag: str, picture: Callable[[int], Picture | None], loading: Loading) -> str:
    number = _attachment(tag)
    known = picture(number) if number else None
    if known is not None and " width=" not in tag and " height=" not in tag:
        tag = _with_dimensions(tag, known)
    if known is not None and " srcset=" not in tag:
        tag = _with_sources(tag, known)
    return _with_auto_sizes(_with_loading(tag, loading))


def _with_dimensions(tag: str, picture: Picture) -> str:
    size = _shown_size(tag, picture)
    if size is None:
        return tag
    width, height = size
    styled = _STYLE_WIDTH.search(tag)
    wanted = min(int(styled[1]), _HIGHEST) if styled else 0
    if wanted:
        width, height = wanted, _round(height * wanted / width)
    return tag.replace("<img", f'<img width="{width}" height="{height}"')


def _shown_size(tag: str, picture: Picture) -> tuple[int, int] | None:
    source = _source(tag)
    file = source.rpartition("/")[2]
    if not source:
        return None
    if picture.whole.file in source:
        return (picture.width, picture.height) if picture.width and picture.height else None
    return next(((size.width, size.height) for size in picture.sizes if size.file == file), None)


def _source(tag: str) -> str:
    found = _SOURCE.search(tag)
    return found[1].partition("?")[0] if found else ""


def _number(tag: str, name: str, patterns: dict[str, re.Pattern[str]]) -> int | None:
    found = patterns[name].search(tag)
    return min(int(found[1][:12]), _HIGHEST) if found else None


def _with_sources(tag: str, picture: Picture) -> str:
    source = _source(tag)
    edit = _EDITED.search(picture.whole.file)
    if not source or (edit and edit[0] not in source.rpartition("/")[2]):
        return tag
    width, height = (_number(tag, name, _QUOTED_NUMBER) for name in ("width", "height"))
    size = (width, height) if width and height else _shown_size(tag, picture)
    sources = srcset(picture, *size, source=source) if size else ""
    if not sources or size is None:
        return tag
    attributes = f' srcset="{esc_attr(sources)}"'
    if " sizes=" not in tag:
        attributes += f' sizes="{esc_attr(sizes_attribute(size[0]))}"'
    inner = tag.removeprefix("<img ").removesuffix(">")
    return f"<img {inner.rstrip('/ ') or inner[:1]}{attributes} />" if tag.startswith("<img ") else tag


def _with_loading(tag: str, loading: Loading) -> str:
    width, height = (_number(tag, name, _NUMBER) for name in ("width", "height"))
    given = {name: found[1] for name, pattern in _WORD.items() if (found := pattern.search(tag))}
    wanted = loading.attributes(
        "img", (width, height), loading=given.get("loading"), fetchpriority=given.get("fetchpriority")
    )
    if ' src="' not in tag:
        return tag
    names = (
        ["decoding", "loading", "fetchpriority"] if ' width="' in tag and ' height="' in tag else ["decoding"]
    )
    for name in names:
        if name in wanted and name not in given:
            tag = tag.replace("<img", f'<img {name}="{wanted[name]}"', 1)
    return tag


def _with_auto_sizes(tag: str) -> str:
    """Images that load late may take their width from the layout."""
    if "sizes=" not in tag or "lazy" not in tag:
        return tag
    markup = Markup(tag)
    image = markup.next("IMG")
    if image is None or image.text("loading").strip().lower() != "lazy" or not image.text("width"):
        return tag
    sizes = image.get("sizes")
    if not isinstance(sizes, str) or sizes.partition(",")[0].strip().lower() == "auto":
        return tag
    image.set("sizes", f"auto, {sizes}")
    return str(markup)


def _iframe(tag: str, loading: Loading) -> str:
    if " loading=" in tag:
        return tag
    width, height = (100 if f' {name}="' in tag else None for name in ("width", "height"))
    wanted = loading.attributes("iframe", (width, height))
    if ' src="' not in tag or width is None or height is None or "loading" not in wanted:
        return tag
    return tag.replace("<iframe", f'<iframe loading="{wanted["loading"]}"')
