"""Renderers of WordPress's own blocks, by the block's name."""

from engine.content.blocks.core import (
    comments,
    crumbs,
    feeds,
    lists,
    media,
    menu_items,
    navigation,
    people,
    posts,
    queries,
    references,
    search,
    site,
    social,
    terms,
    text,
)
from engine.content.blocks.core.sources import SOURCES
from engine.content.blocks.rendering import Renderers

_MODULES = (
    comments,
    crumbs,
    feeds,
    lists,
    media,
    menu_items,
    navigation,
    people,
    posts,
    queries,
    references,
    search,
    site,
    social,
    terms,
    text,
)

RENDERERS: Renderers = {name: renderer for module in _MODULES for name, renderer in module.RENDERERS.items()}
FINISHERS: Renderers = {**text.FINISHERS, **media.FINISHERS}

__all__ = ["FINISHERS", "RENDERERS", "SOURCES"]
