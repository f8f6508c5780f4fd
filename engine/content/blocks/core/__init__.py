"""Renderers of WordPress's own blocks, by the block's name."""

from engine.content.blocks.core import (
    calendars,
    comment_forms,
    comments,
    crumbs,
    feeds,
    icons,
    lists,
    media,
    menu_items,
    narrow_menus,
    navigation,
    panels,
    people,
    posts,
    queries,
    references,
    search,
    site,
    social,
    terms,
    text,
    widgets,
)
from engine.content.blocks.core.sources import SOURCES
from engine.content.blocks.rendering import Renderers

_MODULES = (
    calendars,
    comment_forms,
    comments,
    crumbs,
    feeds,
    icons,
    lists,
    media,
    menu_items,
    navigation,
    panels,
    people,
    posts,
    queries,
    references,
    search,
    site,
    social,
    terms,
    text,
    widgets,
)

RENDERERS: Renderers = {name: renderer for module in _MODULES for name, renderer in module.RENDERERS.items()}
FINISHERS: Renderers = {**text.FINISHERS, **narrow_menus.FINISHERS}

CONTEXTS = (panels.tabs_context,)
"""What gives blocks more context than they declare (`render_block_context`)."""

__all__ = ["CONTEXTS", "FINISHERS", "RENDERERS", "SOURCES"]
