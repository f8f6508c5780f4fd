"""Block types as programs read them: in WordPress's order of registration, those it keeps for old content included."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from engine.content.blocks.core import RENDERERS
from engine.content.blocks.core.comments import OLD_COMMENTS
from engine.content.blocks.types import BlockTypes, core_types, declare

if TYPE_CHECKING:
    from engine.content.blocks.types import BlockType

# Two of the widget editor stand first. Blocks without PHP of their own follow those that have some.
_FIRST: Final = ("core/legacy-widget", "core/widget-group")
_PLAIN_WITH_PHP: Final = frozenset({"core/details", "core/page-list-item", "core/paragraph"})


@cache
def published_types() -> BlockTypes:
    """WordPress's own block types in order."""
    old = declare(
        OLD_COMMENTS,
        {
            "apiVersion": 1,
            "title": "Comments",
            "category": "theme",
            "attributes": {"textAlign": {"type": "string"}},
            "usesContext": ["postId", "postType"],
            "supports": {"html": False, "align": ["wide", "full"]},
        },
    )
    return BlockTypes((*sorted(core_types(), key=_place), old))


def is_dynamic(kind: BlockType) -> bool:
    """Whether a block's HTML is made when it is shown."""
    return kind.name in RENDERERS or kind.is_dynamic


def _place(kind: BlockType) -> tuple[int, str]:
    if kind.name in _FIRST:
        return 0, kind.name
    return (1 if is_dynamic(kind) or kind.name in _PLAIN_WITH_PHP else 2), kind.name
