"""Declarations that a style attribute may hold (safecss_filter_attr)."""

import re
from typing import Final

from engine.content.allowed_html import PROTOCOLS
from engine.content.protocols import bad_protocol, without_controls
from engine.content.whitespace import trim

PROPERTIES: Final = frozenset(
    """
    background background-color background-image background-position background-repeat background-size
    background-attachment background-blend-mode border border-radius border-width border-color
    border-style border-right border-right-color border-right-style border-right-width border-bottom
    border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style
    border-bottom-width border-left border-left-color border-left-style border-left-width border-top
    border-top-color border-top-left-radius border-top-right-radius border-top-style border-top-width
    border-spacing border-collapse caption-side columns column-count column-fill column-gap column-rule
    column-span column-width display color filter font font-family font-size font-style font-variant
    font-weight letter-spacing line-height text-align text-decoration text-indent text-transform
    white-space height min-height max-height width min-width max-width margin margin-right margin-bottom
    margin-left margin-top margin-block-start margin-block-end margin-inline-start margin-inline-end
    padding padding-right padding-bottom padding-left padding-top padding-block-start padding-block-end
    padding-inline-start padding-inline-end flex flex-basis flex-direction flex-flow flex-grow
    flex-shrink flex-wrap gap row-gap grid-template-columns grid-auto-columns grid-column-start
    grid-column-end grid-column grid-column-gap grid-template-rows grid-auto-rows grid-row-start
    grid-row-end grid-row grid-row-gap grid-gap justify-content justify-items justify-self align-content
    align-items align-self clear cursor direction float list-style-type object-fit object-position
    opacity overflow vertical-align writing-mode position top right bottom left z-index box-shadow
    aspect-ratio container-type fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width color-interpolation
    color-interpolation-filters paint-order stop-color stop-opacity flood-color flood-opacity
    lighting-color marker marker-end marker-mid marker-start clip-path clip-rule mask mask-type cx cy r
    rx ry x y d alignment-baseline baseline-shift dominant-baseline glyph-orientation-horizontal
    glyph-orientation-vertical text-anchor unicode-bidi word-spacing font-size-adjust font-stretch
    color-rendering image-rendering shape-rendering text-rendering vector-effect transform
    transform-origin pointer-events visibility
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)
"""Property names that are kept; custom properties (`--name`) are too."""

_WITH_ADDRESS: Final = frozenset(
    """
    background background-image cursor filter list-style list-style-image clip-path fill marker marker-end
    marker-mid marker-start mask stroke
    """.split()  # noqa: SIM905  # the same
)
_WITH_GRADIENT: Final = frozenset({"background", "background-image"})

_CUSTOM: Final = re.compile(r"--[a-zA-Z0-9_-]+")
_ADDRESS: Final = re.compile(r"url\([^)]+\)")
_ADDRESS_PARTS: Final = re.compile(r"url\(\s*(['\"]?)(.*)\1\s*\)", re.ASCII | re.DOTALL)
_GRADIENT: Final = re.compile(r"(?:repeating-)?(?:linear|radial|conic)-gradient\((?:[^()]|\([^()]*+\))*+\)")
_FUNCTION: Final = re.compile(
    r"\b(?:var|calc|min|max|minmax|clamp|repeat|matrix|matrix3d|perspective"
    r"|rotate|rotate3d|rotateX|rotateY|rotateZ|scale|scale3d|scaleX|scaleY|scaleZ|skew|skewX|skewY"
    r"|translate|translate3d|translateX|translateY|translateZ"
    r"|circle|ellipse|inset|path|polygon|rect|shape|xywh)\(",
    re.ASCII,
)
_PAREN: Final = re.compile(r"[()]")
_UNSAFE: Final = re.compile(r"[\\(&=}]|/\*")
_LINE_BREAKS: Final = str.maketrans("", "", "\n\r\t")


def safe_css(style: str, protocols: tuple[str, ...] = PROTOCOLS) -> str:
    """Keep known properties whose value holds no unknown function, escape or comment."""
    declarations = trim(without_controls(style).translate(_LINE_BREAKS)).split(";")
    safe = ""
    for declaration in declarations:
        kept = trim(declaration)
        if declaration and _is_safe(kept, protocols):
            safe = f"{safe};{kept}" if safe else kept
    return safe


def _is_safe(declaration: str, protocols: tuple[str, ...]) -> bool:
    name, colon, value = declaration.partition(":")
    if not colon:
        return not _UNSAFE.search(_without_functions(declaration))
    name = trim(name)
    custom = bool(_CUSTOM.fullmatch(name))
    if not custom and name not in PROPERTIES:
        return False
    if trim(value).startswith("url(") if custom else name in _WITH_ADDRESS:
        rest = _without_addresses(value, protocols)
        if rest is None:
            return False
        value = rest
    if "-gradient(" in value if custom else name in _WITH_GRADIENT:
        value = _GRADIENT.sub("", value)
    return not _UNSAFE.search(_without_functions(f"{name}:{value}"))


def _without_addresses(value: str, protocols: tuple[str, ...]) -> str | None:
    """Return the value without its `url(…)`, None when one of them is not allowed."""
    last = value.rfind(")") + 1
    for match in _ADDRESS.finditer(value, 0, last):
        parts = _ADDRESS_PARTS.fullmatch(match[0])
        address = trim(parts[2]) if parts else ""
        if address in {"", "0"} or bad_protocol(address, protocols) != address:
            return None
    return _ADDRESS.sub("", value[:last]) + value[last:]


def _without_functions(value: str) -> str:
    """Take known functions with balanced parentheses away, arguments and all."""
    if "(" not in value:
        return value
    closing = _closing_parens(value)
    kept: list[str] = []
    position = 0
    for match in _FUNCTION.finditer(value):
        end = closing.get(match.end() - 1)
        if end is not None and match.start() >= position:
            kept.append(value[position : match.start()])
            position = end + 1
    return "".join(kept) + value[position:]


def _closing_parens(value: str) -> dict[int, int]:
    """The place of the closing parenthesis by the place of the opening one."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _PAREN.finditer(value):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            closing[opened.pop()] = match.start()
    return closing
