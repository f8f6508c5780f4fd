"""Themes on disk: found by folder, described by the header of style.css, a child standing before its parent."""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from pathlib import Path

from engine.content.headers import beginning, headers
from engine.content.json_values import JsonObject, mapping
from engine.content.styles.documents import raw_merged
from engine.model.extensions import InstalledTheme
from engine.theme.errors import MissingTheme

EXTENSION = ".jinja"

_NAMES = (
    "Theme Name", "Theme URI", "Template", "Version", "Description", "Author", "Author URI", "Tags", "Text Domain",
    "Requires at least", "Requires PHP",
)  # fmt: skip
_SCREENSHOTS = tuple(f"screenshot.{kind}" for kind in ("png", "gif", "jpg", "jpeg", "webp", "avif"))
_BLOCK_INDEXES = ("templates/index.html", "block-templates/index.html")
_LARGEST_JSON = 1024 * 1024
_LARGEST_CSS = 512 * 1024
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's folder and what its header says; `parent` is the theme it is a child of."""

    slug: str
    name: str
    version: str
    folder: Path
    parent: "Theme | None" = None

    @property
    def line(self) -> Iterator["Theme"]:
        """The theme itself, then its ancestors."""
        one: Theme | None = self
        while one is not None:
            yield one
            one = one.parent

    def template(self, names: Iterable[str]) -> str:
        """The file of the first of these templates that the theme or its parent has; '' if there is none."""
        for name in names:
            for one in self.line:
                if _is_within(one.folder, name + EXTENSION):
                    return name + EXTENSION
        return ""

    @property
    def has_rules(self) -> bool:
        """Whether the style sheet has more than the header that names the theme."""
        text = (self.folder / "style.css").read_text(encoding="utf-8", errors="replace")
        return bool(_COMMENT.sub("", text).strip())

    @property
    def is_block_theme(self) -> bool:
        """Whether it is made of blocks (wp_is_block_theme)."""
        return any(_is_within(one.folder, name) for one in self.line for name in _BLOCK_INDEXES)

    def json(self) -> str:
        """The text of theme.json, the child's laid over the parent's; '' where there is none that is a JSON object."""
        found = [one for theme in reversed([*self.line]) if (one := _document(theme.folder))]
        if not found:
            return ""
        return json.dumps(reduce(raw_merged, found), ensure_ascii=False)

    def editor_css(self) -> str:
        """How the editor's canvas looks: the style sheet, then `editor-style.css`, of the parent and then the child."""
        return self.css("style.css", "editor-style.css")

    def css(self, *names: str) -> str:
        """The text of these style sheets, of the parent and then of the child."""
        files = [
            one.folder / name
            for one in reversed([*self.line])
            for name in names
            if _is_within(one.folder, name)
        ]
        return "\n".join(
            file.read_text(encoding="utf-8", errors="replace")
            for file in files
            if file.stat().st_size <= _LARGEST_CSS
        )

    def asset(self, path: str) -> Path | None:
        """A file that readers may fetch, by its path in the theme; nothing that is code or a template."""
        if Path(path).suffix in {EXTENSION, ".py", ".pyc", ""} or any(
            p.startswith(".") for p in path.split("/")
        ):
            return None
        return next((one.folder / path for one in self.line if _is_within(one.folder, path)), None)


def _document(folder: Path) -> JsonObject:
    """The theme.json of a folder, empty where there is none."""
    file = folder / "theme.json"
    if not file.is_file() or file.stat().st_size > _LARGEST_JSON:
        return {}
    try:
        return mapping(json.loads(file.read_text(encoding="utf-8", errors="replace")))
    except (ValueError, RecursionError):
        return {}


def _is_within(folder: Path, path: str) -> bool:
    """Whether a path names a file in a folder, and does not lead out of it by dots or links."""
    if "\0" in path or path.startswith("/"):
        return False
    try:
        state = os.stat(f"{folder}/{path}")  # noqa: PTH116 - asked for every page, and a Path takes its time
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and _leads_within(folder, path, state.st_dev, state.st_ino)


@lru_cache(maxsize=512)
def _leads_within(folder: Path, path: str, device: int, number: int) -> bool:  # noqa: ARG001 - they tell one file from another
    return (folder / path).resolve().is_relative_to(folder.resolve())


def find(folders: Iterable[Path], slug: str) -> Theme:
    """The theme of a slug, from the first folder that has it; raises MissingTheme."""
    return _find(tuple(folders), slug, ())


def _find(folders: tuple[Path, ...], slug: str, children: tuple[str, ...]) -> Theme:
    folder = next((one / slug for one in folders if _is_theme(one, slug)), None)
    if folder is None:
        raise MissingTheme(slug)
    header = _header(folder / "style.css")
    above = header.get("template", "")
    parent = None
    if above and above != slug and above not in children:
        parent = _find(folders, above, (*children, slug))
    return Theme(slug, header.get("theme name", slug), header.get("version", ""), folder, parent)


def _is_theme(folder: Path, slug: str) -> bool:
    if not _SLUG.fullmatch(slug) or not (folder / slug / "style.css").is_file():
        return False
    return (folder / slug).resolve().is_relative_to(folder.resolve())


def _header(file: Path) -> dict[str, str]:
    return headers(beginning(file), _NAMES)


def installed(folders: Iterable[Path]) -> dict[str, InstalledTheme]:
    """All themes in these folders by slug, the first of a slug counts; those whose parent is missing are left out."""
    found: dict[str, InstalledTheme] = {}
    known = tuple(folders)
    for slug in {one.name for folder in known if folder.is_dir() for one in folder.iterdir()}:
        if not any(_is_theme(folder, slug) for folder in known):
            continue
        try:
            found[slug] = _described(find(known, slug))
        except MissingTheme:
            continue
    return found


def _described(theme: Theme) -> InstalledTheme:
    header = _header(theme.folder / "style.css")
    said = {name: header.get(name.lower(), "") for name in _NAMES}
    return InstalledTheme(
        theme.slug,
        template=theme.parent.slug if theme.parent else theme.slug,
        name=theme.name,
        folder=theme.folder,
        description=said["Description"],
        version=theme.version,
        uri=said["Theme URI"],
        author=said["Author"],
        author_uri=said["Author URI"],
        textdomain=said["Text Domain"] or theme.slug,
        requires=said["Requires at least"],
        requires_php=said["Requires PHP"],
        tags=tuple(tag.strip() for tag in said["Tags"].split(",") if tag.strip()),
        screenshot=next((name for name in _SCREENSHOTS if _is_within(theme.folder, name)), ""),
        is_block_theme=theme.is_block_theme,
    )


@lru_cache(maxsize=512)
def _digest(path: Path, modified: int, size: int) -> str:  # noqa: ARG001 - they tell one state of a file from another
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def fingerprint(file: Path) -> str:
    """A short name for a file's content, that changes when it does."""
    state = file.stat()
    return _digest(file, state.st_mtime_ns, state.st_size)
