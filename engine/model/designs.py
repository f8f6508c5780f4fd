"""What a block theme brings along: its templates, parts, patterns and styles, as its folder has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template or part of a theme's folder, by its name there; what theme.json says of it comes along.

    `post_types` are those an author may choose it for, None where theme.json names none.
    """

    slug: str
    content: str
    title: str = ""
    area: str = ""
    post_types: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: blocks to begin with (register_block_pattern); `source` says who brought it."""

    name: str
    title: str
    content: str
    description: str = ""
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    block_types: tuple[str, ...] = ()
    post_types: tuple[str, ...] = ()
    template_types: tuple[str, ...] = ()
    viewport_width: int | None = None
    inserter: bool = True
    source: str = "theme"


@dataclass(frozen=True, slots=True)
class PatternCategory:
    """A category of patterns (register_block_pattern_category)."""

    name: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ThemeDesign:
    """The design of the active theme; a child's files stand before its parent's.

    `variations` are the JSON documents of the folder styles, by the name of their file.
    """

    stylesheet: str = ""
    name: str = ""
    templates: tuple[TemplateFile, ...] = ()
    parts: tuple[TemplateFile, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    variations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_block_theme(self) -> bool:
        """Whether templates of blocks show the site."""
        return any(one.slug == "index" for one in self.templates)
