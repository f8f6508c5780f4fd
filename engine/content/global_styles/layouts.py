"""What the sheet of a whole page says of layouts: alignments, widths and the gaps between blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.content.json_values import at, to_text
from engine.content.styles.layout_definitions import LAYOUT_KINDS, LayoutKind
from engine.content.styles.properties import is_safe, plain, ruleset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonObject
    from engine.content.styles.theme import Theme

_CONTENT_SIZE = "--wp--style--global--content-size"
_WIDE_SIZE = "--wp--style--global--wide-size"
_PADDED = ".has-global-padding"
_NESTED = f"{_PADDED} :where(:not(.alignfull.is-layout-flow) > {_PADDED}:not(.wp-block-block, .alignfull))"
_ROOT_GAP = "0.5em"


def root_rules(theme: Theme) -> str:
    """What stands before everything else: sizes of the content, padding, alignments, gaps."""
    return "".join(
        (
            *_sizes(theme),
            ":where(body) { margin: 0; }",
            *(_padding() if pads_blocks(theme) else ()),
            *(_alignments() if theme.has_theme_json else ()),
            *_page_gap(theme),
            layout_rules(theme),
        )
    )


def layout_rules(theme: Theme) -> str:
    """How blocks are laid out that say no more than the kind of their layout."""
    return "".join((*_gaps("", _root_gap(theme), theme), *_base(theme))) if theme.has_layouts else ""


def block_gaps(selector: str, style: JsonObject, block_type: BlockType, theme: Theme) -> str:
    """The gaps in a type of blocks that lays others out."""
    lays_out = block_type.has_support("layout") or block_type.has_support("__experimentalLayout")
    if not (lays_out and theme.has_layouts):
        return ""
    if _has_gap(theme):
        gap = _gap_of(style)
    else:
        gap = plain(at(block_type.supports, "spacing", "blockGap", "__experimentalDefault"))
    return "".join(_gaps(selector, gap, theme))


def pads_blocks(theme: Theme) -> bool:
    """Whether blocks keep the page's padding, so that those of full width can reach over it."""
    return theme.settings.get("useRootPaddingAwareAlignments") is True


def _has_gap(theme: Theme) -> bool:
    """Whether the theme knows of gaps, be it only to say that blocks may not set them."""
    return at(theme.settings, "spacing", "blockGap") is not None


def _sizes(theme: Theme) -> Iterator[str]:
    content = at(theme.settings, "layout", "contentSize")
    wide = at(theme.settings, "layout", "wideSize")
    if content is None and wide is None:
        return
    first, second = (
        text if is_safe("max-width", text) else "initial"
        for text in (
            to_text(wide if content is None else content),
            to_text(content if wide is None else wide),
        )
    )
    yield f":root {{ {_CONTENT_SIZE}: {first};{_WIDE_SIZE}: {second}; }}"


def _padding() -> Iterator[str]:
    def padding(side: str) -> str:
        return f"var(--wp--style--root--padding-{side})"

    yield f".wp-site-blocks {{ padding-top: {padding('top')}; padding-bottom: {padding('bottom')}; }}"
    yield f"{_PADDED} {{ padding-right: {padding('right')}; padding-left: {padding('left')}; }}"
    yield (
        f"{_PADDED} > .alignfull {{ margin-right: calc({padding('right')} * -1); "
        f"margin-left: calc({padding('left')} * -1); }}"
    )
    yield f"{_NESTED} {{ padding-right: 0; padding-left: 0; }}"
    yield f"{_NESTED} > .alignfull {{ margin-left: 0; margin-right: 0; }}"


def _alignments() -> Iterator[str]:
    yield ".wp-site-blocks > .alignleft { float: left; margin-right: 2em; }"
    yield ".wp-site-blocks > .alignright { float: right; margin-left: 2em; }"
    yield (
        ".wp-site-blocks > .aligncenter { justify-content: center; margin-left: auto; margin-right: auto; }"
    )


def _page_gap(theme: Theme) -> Iterator[str]:
    """The gap between the parts of the page."""
    if not _has_gap(theme):
        return
    gap = plain(at(theme.styles, "spacing", "blockGap"))
    yield f":where(.wp-site-blocks) > * {{ margin-block-start: {gap}; margin-block-end: 0; }}"
    yield ":where(.wp-site-blocks) > :first-child { margin-block-start: 0; }"
    yield ":where(.wp-site-blocks) > :last-child { margin-block-end: 0; }"
    yield f":root {{ --wp--style--block-gap: {gap}; }}"


def _root_gap(theme: Theme) -> str:
    return _gap_of(theme.styles) if _has_gap(theme) else _ROOT_GAP


def _gap_of(style: JsonObject) -> str:
    """The gap of a style; of one for rows and one for columns both have to be given."""
    gap = at(style, "spacing", "blockGap")
    if not isinstance(gap, Mapping):
        return plain(gap)
    row, column = plain(gap.get("top")), plain(gap.get("left"))
    if not row or not column:
        return ""
    return row if row == column else f"{row} {column}"


def _gaps(selector: str, gap: str, theme: Theme) -> Iterator[str]:
    """The rules for a gap within the page, whose selector is empty, or within a type of blocks."""
    for kind in LAYOUT_KINDS.values() if gap else ():
        if kind.aligns and not _has_gap(theme):
            continue
        for behind, rules in kind.spacing:
            made = [(name, gap if value is None else value) for name, value in rules]
            where = _gap_selector(selector, kind, behind, is_known=_has_gap(theme))
            yield ruleset(where, [(name, value) for name, value in made if is_safe(name, value)])


def _gap_selector(selector: str, kind: LayoutKind, behind: str, *, is_known: bool) -> str:
    if not is_known:
        return f":where({selector}.{kind.class_name}{behind})"
    joint = f"{selector}-" if selector else "."
    return f":root :where({joint}{kind.class_name}){behind}"


def _base(theme: Theme) -> Iterator[str]:
    layout = theme.settings.get("layout")
    has_sizes = at(layout, "contentSize") is not None or at(layout, "wideSize") is not None
    for kind in LAYOUT_KINDS.values():
        if kind.display:
            yield ruleset(f"body .{kind.class_name}", [("display", kind.display)])
        for behind, rules in kind.base if theme.has_theme_json or not kind.aligns else ():
            made = [
                (name, value)
                for name, value in rules
                if has_sizes or not (_CONTENT_SIZE in value or _WIDE_SIZE in value)
            ]
            yield ruleset(f".{kind.class_name}{behind}", made)
