"""The design of a site: the documents of WordPress, the blocks, the theme and the site itself as one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from engine.content.global_styles.sheet import GlobalStylesheet, stylesheet
from engine.content.global_styles.theme_supports import document_of
from engine.content.json_values import at, is_empty, mapping, string
from engine.content.language import ENGLISH
from engine.content.styles.documents import VERSION, cleaned, joined, raw_merged
from engine.content.styles.names import kebab_case
from engine.content.styles.theme import Theme, core_theme_json, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.content.blocks.rendering import Renderers, Sources
    from engine.content.blocks.types import BlockType, BlockTypes
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.language import Language
    from engine.content.styles.documents import Blocks

_MARK: Final = "isGlobalStylesUserThemeJSON"


@dataclass(frozen=True, eq=False)
class Design:
    """The design in force on a site; one is the same as another only where it is itself."""

    theme: Theme
    types: BlockTypes
    renderers: Renderers = field(default_factory=dict)
    """What renders the blocks of plugins."""
    sources: Sources = field(default_factory=dict)
    """Where bindings of plugins get their values."""
    language: Language = ENGLISH
    """What blocks speak."""

    @cached_property
    def sheet(self) -> GlobalStylesheet:
        """What every page carries, made once."""
        return stylesheet(self.theme, self.types)


def merged_design(
    types: BlockTypes,
    theme_json: str = "",
    site_json: str = "",
    *,
    partials: Iterable[JsonObject] = (),
    features: Mapping[str, JsonValue] | None = None,
) -> Design:
    """All documents merged.

    `theme_json` is the theme's text, '' where it has none; `site_json` what the site has made of it. `partials` are
    documents of the theme that are for some blocks only (`blockTypes`): block styles. `features` are what its code says
    that it supports; its theme.json stands above that.
    """
    blocks = known_blocks(types)
    supported = document_of(features or {}, has_theme_json=bool(theme_json))
    theme = raw_merged(supported, _parsed(theme_json))
    for partial in partials:
        theme = _with_partial(theme, {**partial, **cleaned(partial, "theme", blocks)})
    for look in types.registered_styles:
        if look.style:
            theme = _with_style(theme, look.block, look.name, look.style)
    merged = merge(
        cleaned(core_theme_json(), "default", blocks),
        cleaned(_of_blocks(types), "blocks", blocks),
        cleaned(theme, "theme", blocks),
        of_site(site_json, types),
        has_theme_json=bool(theme_json),
        has_layouts=not (features or {}).get("disable-layout-styles"),
    )
    return Design(merged, types)


def of_site(site_json: str, types: BlockTypes) -> JsonObject:
    """What somebody made for a site, clean; nothing where the text is no such document."""
    stored = _parsed(site_json)
    return cleaned(stored, "custom", known_blocks(types)) if stored.get(_MARK) is True else {}


def variation(document: JsonObject, name: str, types: BlockTypes) -> dict[str, JsonValue]:
    """A theme's style variation as it is offered; one without a title goes by its file's name."""
    shown = dict(cleaned(document, "theme", known_blocks(types)))
    return {**shown, "title": shown.get("title") or name}


def is_partial(document: JsonObject) -> bool:
    """Whether a document of the theme's is for some blocks only, not for the whole site."""
    return not is_empty(document.get("blockTypes"))


def partial_styles(name: str, document: JsonObject) -> list[tuple[str, str, str]]:
    """The block styles that such a document makes: block, name and label; `name` is that of its file."""
    listed = at(document, "blockTypes")
    blocks = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    title = string(document, "title") or name
    return [(block, _name(document, name), title) for block in blocks] if mapping(document, "styles") else []


def known_blocks(types: BlockTypes) -> Blocks:
    """The blocks of a site with the names of their styles."""
    return {kind.name: types.style_names(kind) for kind in types}


def _name(document: JsonObject, name: str) -> str:
    return string(document, "slug") or kebab_case(string(document, "title") or name)


def _parsed(text: str) -> JsonObject:
    try:
        return mapping(json.loads(text)) if text else {}
    except (ValueError, RecursionError):
        return {}


def _with_partial(theme: JsonObject, partial: JsonObject) -> JsonObject:
    for block, name, _ in partial_styles("", partial):
        theme = _with_style(theme, block, name, mapping(partial, "styles"))
    return theme


def _with_style(theme: JsonObject, block: str, name: str, style: JsonObject) -> JsonObject:
    """The theme with what a block style looks like; what the theme says of it itself wins."""
    styles = mapping(theme, "styles")
    said = joined(mapping(styles, "variations", name), mapping(styles, "blocks", block, "variations", name))
    whole: JsonObject = {"styles": {"blocks": {block: {"variations": {name: joined(style, said)}}}}}
    return joined(theme or {"version": VERSION}, whole)


def _of_blocks(types: BlockTypes) -> JsonObject:
    """What blocks declare of their own looks; a gap of theirs is only marked, for its value is the layout's."""
    own = {kind.name: style for kind in types if (style := _own_style(kind))}
    return {"version": VERSION, "styles": {"blocks": own}}


def _own_style(kind: BlockType) -> dict[str, JsonValue]:
    style = dict(_without_comments(mapping(kind.supports, "__experimentalStyle")))
    if at(kind.supports, "spacing", "blockGap", "__experimentalDefault") is not None:
        style["spacing"] = {"blockGap": None, **mapping(style, "spacing")}
    return style


def _without_comments(style: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Declarations of blocks may have comments, under `//`."""
    return {
        key: _without_comments(mapping(one)) if mapping(one) else one
        for key, one in style.items()
        if key != "//"
    }
