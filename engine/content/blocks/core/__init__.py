"""Renderers of WordPress's own blocks, by the block's name."""

from engine.content.blocks.core import (
    lists,
    media,
    people,
    posts,
    queries,
    references,
    search,
    site,
    terms,
    text,
)
from engine.content.blocks.core.sources import SOURCES
from engine.content.blocks.rendering import Renderers

_MODULES = (lists, media, people, posts, queries, references, search, site, terms, text)

RENDERERS: Renderers = {name: renderer for module in _MODULES for name, renderer in module.RENDERERS.items()}
FINISHERS: Renderers = {**text.FINISHERS, **media.FINISHERS}

__all__ = ["FINISHERS", "RENDERERS", "SOURCES"]
