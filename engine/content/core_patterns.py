"""The patterns that every site offers, under WordPress's names; what is in them is our own."""

from collections.abc import Iterator

from engine.model.designs import Pattern, PatternCategory

# Categories of patterns, in WordPress's order.
CATEGORIES = tuple(PatternCategory(name, label, f"Patterns of the category “{label}”.") for name, label in (
    ("banner", "Banners"), ("buttons", "Buttons"), ("columns", "Columns"), ("text", "Text"), ("query", "Posts"),
    ("featured", "Featured"), ("call-to-action", "Call to action"), ("team", "Team"),
    ("testimonials", "Testimonials"), ("services", "Services"), ("contact", "Contact"), ("about", "About"),
    ("portfolio", "Portfolio"), ("gallery", "Gallery"), ("media", "Media"), ("videos", "Videos"),
    ("audio", "Audio"), ("posts", "Posts"), ("footer", "Footers"), ("header", "Headers"),
    ("navigation", "Navigation"),
))  # fmt: skip

_TITLE = '<!-- wp:post-title {"isLink":true} /-->'
_PICTURE = '<!-- wp:post-featured-image {"isLink":true} /-->'
_EXCERPT, _DATE = "<!-- wp:post-excerpt /-->", "<!-- wp:post-date /-->"
_MENU = '<!-- wp:navigation {"overlayMenu":"never","layout":{"type":"flex","orientation":"vertical"}} /-->'
_CLOSE = "<!-- wp:navigation-overlay-close /-->"


def core_patterns() -> Iterator[Pattern]:
    """The patterns of lists of posts, and of menus that open over the page."""
    yield _posts("standard-posts", "Standard", 3, f"{_TITLE}{_PICTURE}{_EXCERPT}{_DATE}")
    yield _posts("medium-posts", "Image at left", 3, _columns(f"{_PICTURE}", f"{_TITLE}{_EXCERPT}"))
    yield _posts("small-posts", "Small image and title", 4, _columns(_PICTURE, _TITLE, narrow=True))
    yield _posts("grid-posts", "Grid", 6, f"{_TITLE}{_EXCERPT}{_DATE}", grid=3)
    yield _posts(
        "large-title-posts",
        "Large title",
        3,
        f'<!-- wp:post-title {{"isLink":true,"fontSize":"x-large"}} /-->{_DATE}',
    )
    yield _posts("offset-posts", "Offset", 4, f"{_PICTURE}{_TITLE}{_DATE}", grid=2, offset=1)
    yield _overlay("", "Menu over the page", "")
    yield _overlay(
        "-black-bg",
        "Menu over the page, on black",
        '{"style":{"color":{"background":"#000000","text":"#ffffff"}}}',
    )
    yield _overlay("-accent-bg", "Menu over the page, in the accent colour", '{"backgroundColor":"accent-1"}')
    yield _overlay(
        "-centered",
        "Menu over the page, centred",
        '{"layout":{"type":"flex","orientation":"vertical","justifyContent":"center"}}',
    )
    yield _overlay(
        "-centered-with-extras", "Menu over the page, centred, with title and search",
        '{"layout":{"type":"flex","orientation":"vertical","justifyContent":"center"}}',
        '<!-- wp:site-title /--><!-- wp:search {"label":"Search","showLabel":false} /-->',
    )  # fmt: skip


def _posts(name: str, title: str, number: int, entry: str, *, grid: int = 0, offset: int = 0) -> Pattern:
    layout = f' {{"layout":{{"type":"grid","columnCount":{grid}}}}}' if grid else ""
    query = (
        f'{{"perPage":{number},"pages":0,"offset":{offset},"postType":"post","order":"desc","orderBy":"date",'
        '"author":"","search":"","exclude":[],"sticky":"","inherit":false}'
    )
    content = (
        f'<!-- wp:query {{"query":{query}}} --><div class="wp-block-query">'
        f"<!-- wp:post-template{layout} -->{entry}<!-- /wp:post-template --></div><!-- /wp:query -->"
    )
    return Pattern(
        name=f"core/query-{name}", title=title, content=content, categories=("query",),
        block_types=("core/query",), source="core",
    )  # fmt: skip


def _columns(left: str, right: str, *, narrow: bool = False) -> str:
    width = "25%" if narrow else "66.66%"
    return (
        '<!-- wp:columns --><div class="wp-block-columns">'
        f'<!-- wp:column {{"width":"{width}"}} --><div class="wp-block-column" style="flex-basis:{width}">{left}</div>'
        f'<!-- /wp:column --><!-- wp:column --><div class="wp-block-column">{right}</div><!-- /wp:column -->'
        "</div><!-- /wp:columns -->"
    )


def _overlay(name: str, title: str, group: str, more: str = "") -> Pattern:
    content = (
        f'<!-- wp:group {group} --><div class="wp-block-group">{_CLOSE}{more}{_MENU}</div><!-- /wp:group -->'
    )
    return Pattern(
        name=f"core/navigation-overlay{name}", title=title, content=content, categories=("navigation",),
        block_types=("core/template-part/navigation-overlay",), source="core",
    )  # fmt: skip
