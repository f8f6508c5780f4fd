"""The sheet of a site's design, as WordPress prints it on every page (`global-styles-inline-css`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.content.global_styles.block_selectors import selectors_of
from engine.content.global_styles.layouts import layout_rules, root_rules
from engine.content.global_styles.rules import block_nodes, node_rules, page_rules
from engine.content.json_values import at, is_empty, mapping, string, to_text
from engine.content.styles.fluid import font_size
from engine.content.styles.names import kebab_case
from engine.content.styles.presets import PRESET_PREFIX, PRESETS, Presets
from engine.content.styles.properties import Declaration, plain, ruleset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from engine.content.blocks.types import BlockTypes
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.theme import Theme

# Whose presets a page may use; blocks bring none.
_ORIGINS: Final = ("default", "theme", "custom")
_HANDLE: Final = "wp-block-"


@dataclass(frozen=True, slots=True)
class GlobalStylesheet:
    """The sheet in its parts, which stand in this order."""

    variables: str
    """The values of presets and of what the theme has of its own."""
    base: str
    """Layouts, the page and its elements."""
    blocks: tuple[tuple[str, str], ...]
    """Rules by the name of the block that they are of; one block may have several."""
    presets: str
    """The classes of presets."""
    custom: str
    """CSS that the site's owner has written."""
    layouts: str = ""
    """How blocks are laid out by the kind of their layout alone."""
    preset_values: Mapping[str, str] = field(default_factory=dict)
    """The variable of each preset of the whole site, by its name without what all have in front."""
    preset_rules: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The rule for each class of WordPress's own presets, and the name of the variable that it takes."""
    dressed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The blocks whose rules others need, too, by the name of those others."""

    def page(self, shown: Collection[str] | None = None, *, with_custom: bool = True) -> str:
        """The sheet of a page, with rules for the blocks that are shown on it, or for all.

        Rules of blocks stand last, each part on a line of its own; blocks of plugins have theirs on every page. Only
        block themes carry the owner's CSS.
        """
        custom = self.custom if with_custom else ""
        return "\n".join((f"{self.variables}{self.base}{self.presets}{custom}", *self._of_blocks(shown)))

    def classic_page(self, shown: Collection[str], classes: Iterable[str], variables: Iterable[str]) -> str:
        """What WordPress adds to the look of a theme without a theme.json, which has no other: presets, layouts of blocks.

        WordPress prints all of its presets; here are those whose classes or variables the page knows.
        """
        rules = [self.preset_rules[name] for name in dict.fromkeys(classes) if name in self.preset_rules]
        named = {*variables, *(variable for _, variable in rules)}
        values = "".join(self.preset_values[name] for name in self.preset_values if name in named)
        css = "".join(
            (
                f":root{{{values}}}" if values else "",
                self.layouts if shown else "",
                *(css for css, _ in rules),
            )
        )
        return "\n".join((css, *self._of_blocks(shown))).strip()

    def _of_blocks(self, shown: Collection[str] | None) -> list[str]:
        if shown is None:
            return [css for _, css in self.blocks]
        wanted = {*shown}
        for name in self.dressed.keys() & shown:
            wanted.update(self.dressed[name])
        return [css for name, css in self.blocks if name in wanted or not name.startswith("core/")]

    @property
    def styles(self) -> str:
        """The page, its elements and all its blocks."""
        return self.base + "".join(css for _, css in self.blocks)

    @property
    def whole(self) -> str:
        """Everything but the owner's CSS (`wp_get_global_stylesheet`)."""
        return f"{self.variables}{self.styles}{self.presets}"


def stylesheet(theme: Theme, types: BlockTypes) -> GlobalStylesheet:
    """The sheet of a design. It takes some milliseconds: make it once for a design."""
    return GlobalStylesheet(
        "".join(_variables(theme, types)),
        root_rules(theme) + page_rules(theme),
        tuple(_blocks(theme, types)),
        "".join(_preset_classes(theme, types)),
        string(theme.styles, "css") or "",
        layout_rules(theme),
        dict(_preset_values(theme)),
        dict(_preset_rules(theme)),
        dict(_dressed(types)),
    )


def _dressed(types: BlockTypes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Blocks that name style sheets of other blocks as theirs."""
    for kind in types:
        listed = kind.metadata.get("style")
        handles = listed if isinstance(listed, list) else [listed]
        names = (f"core/{one.removeprefix(_HANDLE)}" for one in handles if isinstance(one, str))
        others = tuple(name for name in names if name != kind.name and types.get(name))
        if others:
            yield kind.name, others


def _blocks(theme: Theme, types: BlockTypes) -> Iterator[tuple[str, str]]:
    for name, style in mapping(theme.styles, "blocks").items():
        block_type = types.get(name)
        if block_type is not None:
            for node in block_nodes(block_type, mapping(style), selectors_of(block_type), theme):
                css = node_rules(node, theme)
                if css:
                    yield name, css


def _setting_nodes(theme: Theme, types: BlockTypes) -> Iterator[tuple[JsonObject, str, JsonObject]]:
    """Settings of the site and of blocks, the selector that they are for, and those of features of blocks."""
    yield theme.settings, ":root", {}
    for name, settings in mapping(theme.settings, "blocks").items():
        block_type = types.get(name)
        if block_type is not None:
            selectors = selectors_of(block_type)
            yield mapping(settings), selectors.root, selectors.features


def _variables(theme: Theme, types: BlockTypes) -> Iterator[str]:
    for settings, root, features in _setting_nodes(theme, types):
        found: dict[str, list[Declaration]] = {root: []}
        for kind in PRESETS:
            values = _values(kind, settings, theme) if kind.variable else {}
            where = _feature_root(features.get(kind.group)) or root
            if values:
                found.setdefault(where, []).extend(
                    (kind.variable_of(slug), plain(value)) for slug, value in values.items()
                )
        found[root] += _flattened(mapping(settings, "custom"), "--wp--custom--")
        for where, made in found.items():
            yield ruleset(where, [one for one in made if one[1]])


def _feature_root(selector: JsonValue) -> str:
    return selector if isinstance(selector, str) else string(selector, "root") or ""


def _values(
    kind: Presets, settings: JsonObject, theme: Theme, origins: tuple[str, ...] = _ORIGINS
) -> dict[str, JsonValue]:
    """The values of presets by slug; the site's before the theme's before WordPress's."""
    found: dict[str, JsonValue] = {}
    for origin in origins:
        entries = at(settings, kind.group, kind.name, origin)
        for entry in entries if isinstance(entries, list) else ():
            slug, value = string(entry, "slug"), at(entry, kind.value)
            if slug is None or value is None:
                continue
            if kind.name == "fontSizes":
                value = font_size(value, {**theme.settings, **settings}, fluid=at(entry, "fluid"))
            found[kebab_case(slug)] = value
    return found


def _preset_classes(theme: Theme, types: BlockTypes) -> Iterator[str]:
    for settings, root, _ in _setting_nodes(theme, types):
        for kind in PRESETS:
            slugs = [*_values(kind, settings, theme)] if kind.classes else []
            for name, made in kind.classes:
                for slug in slugs:
                    selector = f".{name.format(slug)}"
                    where = selector if root == ":root" else f":where({root}){selector}"
                    yield ruleset(where, [(made, f"var({kind.variable_of(slug)}) !important")])


def _preset_values(theme: Theme) -> Iterator[tuple[str, str]]:
    for kind in PRESETS:
        for slug, value in _values(kind, theme.settings, theme).items() if kind.variable else ():
            name, text = kind.variable_of(slug), plain(value)
            if text:
                yield name.removeprefix(PRESET_PREFIX), f"{name}: {text};"


def _preset_rules(theme: Theme) -> Iterator[tuple[str, tuple[str, str]]]:
    """Classes of WordPress's own presets: those of its own a theme without theme.json styles itself."""
    for kind in PRESETS:
        slugs = [*_values(kind, theme.settings, theme, ("default",))] if kind.classes else []
        for name, made in kind.classes:
            for slug in slugs:
                variable, css_class = kind.variable_of(slug), name.format(slug)
                rule = ruleset(f".{css_class}", [(made, f"var({variable}) !important")])
                yield css_class, (rule, variable.removeprefix(PRESET_PREFIX))


def _flattened(values: JsonObject, prefix: str) -> Iterator[Declaration]:
    """A theme's own values, the names on the way to each joined."""
    for key, value in values.items():
        name = prefix + kebab_case(key).replace("/", "-")
        items = {str(place): one for place, one in enumerate(value)} if isinstance(value, list) else value
        if isinstance(items, dict):
            yield from _flattened(items, f"{name}--")
        elif not is_empty(plain(value)) or to_text(value) == "0":
            yield name, plain(value) or to_text(value)
