"""A block theme's folder, read once: templates, parts, patterns and style variations.

Everything is read while the site starts, so nothing that a client says ever becomes a path. PHP in patterns is not run,
but read for what it writes.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.model.designs import Pattern, TemplateFile, ThemeDesign
from engine.theme.loader import Theme
from engine.theme.php_output import Surroundings, Translate, Value, returned, same, written

# Today's folder and the one of the first block themes.
_TEMPLATES = ("templates", "block-templates")
_PARTS = ("parts", "block-template-parts")
_LARGEST = 1024 * 1024
_MOST_FILES = 1000
_DEEPEST = 4

_HEADER = re.compile(r"^[ \t/*#@]*([A-Z][A-Za-z ]+):(.*)$", re.MULTILINE)


def design_of(theme: Theme, themes_url: str = "", translate: Translate = same) -> ThemeDesign:
    """The design of a theme, with what its parents have and it does not.

    `themes_url` is the address of the folder of themes, for patterns that show files of theirs.
    """
    described = _described(theme)
    return ThemeDesign(
        stylesheet=theme.slug,
        name=theme.name,
        templates=tuple(_templates(theme, _TEMPLATES, described.get("customTemplates"))),
        parts=tuple(_templates(theme, _PARTS, described.get("templateParts"))),
        patterns=(
            *_patterns(theme, _around(theme, themes_url, translate)),
            *_older_patterns(theme, themes_url, translate),
        ),
        variations=dict(_variations(theme)),
    )


def _described(theme: Theme) -> Mapping[str, Any]:
    text = theme.json()
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _files(theme: Theme, folders: tuple[str, ...], extension: str) -> Iterator[tuple[str, str]]:
    """Names and texts of files, the child's before the parent's, in each folder as the file system lists them."""
    seen: set[str] = set()
    for one in theme.line:
        folder = next((one.folder / name for name in folders if (one.folder / name).is_dir()), None)
        if folder is None or not folder.resolve().is_relative_to(one.folder.resolve()):
            continue
        for path in _walk(folder, 0):
            slug = path.relative_to(folder).as_posix().removesuffix(extension)
            if path.name.endswith(extension) and slug not in seen and len(seen) < _MOST_FILES:
                text = _text(path, folder)
                if text is not None:
                    seen.add(slug)
                    yield slug, text


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=True):
                yield folder / entry.name
            elif depth < _DEEPEST and entry.is_dir(follow_symlinks=False):
                yield from _walk(folder / entry.name, depth + 1)


def _text(path: Path, folder: Path) -> str | None:
    if not path.resolve().is_relative_to(folder.resolve()) or path.stat().st_size > _LARGEST:
        return None
    return path.read_text(encoding="utf-8", errors="replace")


def _templates(theme: Theme, folders: tuple[str, ...], described: Any) -> Iterator[TemplateFile]:
    listed = described if isinstance(described, list) else []
    about = {str(one.get("name")): one for one in listed if isinstance(one, dict)}
    for slug, text in _files(theme, folders, ".html"):
        said = about.get(slug, {})
        types = said.get("postTypes")
        yield TemplateFile(
            slug,
            text,
            title=str(said.get("title") or ""),
            area=str(said.get("area") or "uncategorized"),
            post_types=tuple(map(str, types)) if isinstance(types, list) else None,
        )


def _variations(theme: Theme) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for slug, text in sorted(_files(theme, ("styles",), ".json")):
        try:
            found = json.loads(text)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield slug, found


def _around(theme: Theme, themes_url: str, translate: Translate) -> Surroundings:
    def file_uri(path: str) -> str:
        owner = next((one for one in theme.line if (one.folder / path).exists()), theme)
        return f"{themes_url}/{owner.slug}/{path}"

    oldest = [*theme.line][-1]
    return Surroundings(f"{themes_url}/{theme.slug}", f"{themes_url}/{oldest.slug}", translate, file_uri)


def _patterns(theme: Theme, around: Surroundings) -> Iterator[Pattern]:
    for _, text in sorted(_files(theme, ("patterns",), ".php")):
        header = {name.strip().lower(): value.strip(" \t*/") for name, value in _HEADER.findall(text[:8192])}
        if header.get("slug") and header.get("title"):
            yield _pattern(header, written(text, around))


def _older_patterns(theme: Theme, themes_url: str, translate: Translate) -> Iterator[Pattern]:
    """Patterns as the first block themes had them, which register the arrays that files of inc/patterns return."""
    for one in theme.line:
        around = _around(theme, themes_url, translate)
        for slug, text in sorted(_files(replace(one, parent=None), ("inc/patterns",), ".php")):
            said = returned(text, around)
            title, content = said.get("title"), said.get("content")
            if isinstance(title, str) and isinstance(content, str) and content:
                yield Pattern(
                    name=f"{one.slug}/{slug}",
                    title=title,
                    content=content,
                    categories=_texts(said.get("categories")),
                    block_types=_texts(said.get("blockTypes")),
                    inserter=said.get("inserter") is not False,
                )


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _pattern(header: Mapping[str, str], content: str) -> Pattern:
    def listed(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in header.get(name, "").split(",") if part.strip())

    width = header.get("viewport width", "")
    return Pattern(
        name=header["slug"],
        title=header["title"],
        content=content,
        description=header.get("description", ""),
        categories=listed("categories"),
        keywords=listed("keywords"),
        block_types=listed("block types"),
        post_types=listed("post types"),
        template_types=listed("template types"),
        viewport_width=int(width) if width.isdecimal() else None,
        inserter=header.get("inserter", "yes").lower() not in {"no", "false"},
    )
