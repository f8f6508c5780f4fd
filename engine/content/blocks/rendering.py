"""One rendering under way: what blocks find while they are rendered, and what they leave behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from engine.content.blocks.data import Page, PostView, Site
from engine.content.blocks.instance import Instance
from engine.content.blocks.parser import parse
from engine.content.blocks.types import BlockTypes, core_types
from engine.content.images import Loading
from engine.content.json_values import JsonObject, JsonValue
from engine.content.language import ENGLISH, Language
from engine.content.styles.stylesheet import Stylesheet
from engine.content.styles.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.block import Block
    from engine.content.blocks.needs import Data

Renderer: TypeAlias = Callable[[Instance, str, "Rendering"], str]
"""From the block, its inner HTML and the rendering under way to the block's HTML."""

Renderers: TypeAlias = Mapping[str, Renderer]

Source: TypeAlias = Callable[[Instance, JsonObject, str, "Rendering"], JsonValue]
"""From the block, a binding's arguments and the attribute to a value; None leaves the saved one."""

Sources: TypeAlias = Mapping[str, Source]

MoreContext: TypeAlias = Callable[[Instance, "Rendering"], JsonObject]
"""From a block to context that it and the blocks inside of it find besides the declared (`render_block_context`)."""

ContentFilter: TypeAlias = Callable[[str, int, Callable[[str], str]], str]
"""From a text, the post that it is of (0 for none) and the function that renders its blocks to what is shown."""


FirstWords: TypeAlias = Callable[[str, int, str], str]
"""From a content to so many of its words, with something behind them where there are more (`wp_trim_excerpt`)."""


def _all_words(text: str, length: int, more: str) -> str:
    del length, more
    return text


def _blocks_only(text: str, post: int, render_blocks: Callable[[str], str]) -> str:
    del post
    return render_blocks(text)


@dataclass(frozen=True, slots=True)
class Environment:
    """What rendering needs of the site besides data: the same for every text of a request."""

    types: BlockTypes = field(default_factory=core_types)
    theme: Theme = field(default_factory=Theme)
    language: Language = ENGLISH
    """What blocks speak: WordPress's messages in the language of the site."""
    renderers: Renderers = field(default_factory=dict)
    finishers: Renderers = field(default_factory=dict)
    """Filters on one block's finished HTML (`render_block_{name}`)."""
    sources: Sources = field(default_factory=dict)
    """Where block bindings get their values, by the source's name."""
    contexts: tuple[MoreContext, ...] = ()
    site: Site = field(default_factory=Site)
    page: Page = field(default_factory=Page)
    filter_content: ContentFilter = _blocks_only
    """`the_content`, for blocks that show a post."""
    filter_block_content: ContentFilter = _blocks_only
    """The shorter chain for content inside of blocks and template parts (`_wp_apply_block_content_filters`)."""
    first_words: FirstWords = _all_words
    """The excerpt of a post that has none of its own."""


@dataclass(slots=True)
class Carried:
    """What a page has to carry for the blocks on it."""

    styles: Stylesheet = field(default_factory=Stylesheet)
    """The styles of block supports (`core-block-supports`)."""
    custom_css: dict[str, None] = field(default_factory=dict)
    """The styles that single blocks bring along (`wp-block-custom-css`)."""
    duotone: dict[str, str] = field(default_factory=dict)
    """The `filter` for each selector."""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The colours of each filter that a page has to draw, by its id."""
    variations: dict[tuple[str, str, str], None] = field(default_factory=dict)
    """Styled variations in use: block, variation and the class of the use, for the theme's styles."""
    blocks: dict[str, None] = field(default_factory=dict)
    """The names of blocks that show something, each once."""

    def join(self, other: Carried) -> None:
        """Carry what `other` carries, too."""
        self.styles.join(other.styles)
        self.custom_css |= other.custom_css
        self.duotone |= other.duotone
        self.filters |= other.filters
        self.variations |= other.variations
        self.blocks |= other.blocks


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text and what the page has to carry, for this text and those before it in the same state."""

    html: str
    carried: Carried
    stands_alone: bool
    """Whether nothing was asked of data, site or page and nothing counted: it is the same HTML everywhere."""

    @property
    def css(self) -> str:
        """The styles of block supports."""
        return self.carried.styles.css()


@dataclass(slots=True)
class Ids:
    """Numbers for ids and classes, counted within one page."""

    _last: int = 0
    _by_prefix: dict[str, int] = field(default_factory=dict)

    def next(self, prefix: str = "") -> str:
        """WordPress's `wp_unique_id`: one count for all prefixes."""
        self._last += 1
        return f"{prefix}{self._last}"

    def next_of(self, prefix: str) -> str:
        """WordPress's `wp_unique_prefixed_id`: a count for each prefix."""
        self._by_prefix[prefix] = self._by_prefix.get(prefix, 0) + 1
        return f"{prefix}{self._by_prefix[prefix]}"


@dataclass(slots=True)
class PageState:
    """What one page counts over all the texts that are rendered for it."""

    ids: Ids = field(default_factory=Ids)
    loading: Loading = field(default_factory=Loading)
    counted: dict[str, int] = field(default_factory=dict)
    """How many blocks of a kind there were, for those that number themselves."""
    carried: Carried = field(default_factory=Carried)
    after_blocks: bool = False
    """Whether a text with blocks was rendered, which changes how later ones get their paragraphs."""
    dependent: int = 0
    """How many texts did not stand alone."""

    def count(self, kind: str) -> int:
        """How many things of this kind there were on the page, this one included."""
        self.counted[kind] = self.counted.get(kind, 0) + 1
        return self.counted[kind]


class Walk(Protocol):
    """The way through the tree of blocks."""

    def block(self, block: Block, *, available: JsonObject, parent: Instance | None) -> str:
        """Render a block with the context that is available to it."""
        ...


class Rendering:
    """One rendering under way: numbers, collected styles and the data at hand."""

    def __init__(
        self,
        environment: Environment,
        data: Data,
        walk: Callable[[Rendering], Walk],
        *,
        state: PageState | None = None,
    ) -> None:
        self.environment = environment
        self.theme = environment.theme
        self.language = environment.language
        self.data = data
        self.state = state or PageState()
        self.in_content = False
        """Whether the HTML goes through `the_content`, which gives images their loading in the end."""
        self._open: set[str] = set()
        self._asked_page = False
        self._asked_before = data.asked
        self._walk = walk(self)

    @property
    def carried(self) -> Carried:
        """What the page has to carry so far."""
        return self.state.carried

    @property
    def styles(self) -> Stylesheet:
        """The styles of block supports on the page so far."""
        return self.state.carried.styles

    @property
    def ids(self) -> Ids:
        """The page's numbers."""
        self._ask_page()
        return self.state.ids

    def count(self, kind: str) -> int:
        """How many blocks of this kind there were on the page, this one included."""
        self._ask_page()
        return self.state.count(kind)

    def _ask_page(self) -> None:
        """Note that the HTML depends on where the text stands."""
        self._asked_page = True

    @property
    def site(self) -> Site:
        """The site that the page belongs to."""
        self._ask_page()
        return self.environment.site

    @property
    def page(self) -> Page:
        """The page on which the blocks stand."""
        self._ask_page()
        return self.environment.page

    def loading_attributes(self, width: int, height: int) -> dict[str, str]:
        """How the browser should load an image of this size."""
        self._ask_page()
        return {} if self.in_content else self.state.loading.attributes("img", (width, height))

    def page_url(self, number: int) -> str:
        """The address of a page of what the page's own query found."""
        return self.page.address_of(number) if 0 < number <= self.page.posts.pages else ""

    def content(self, post: PostView, *, is_whole: bool = True) -> str:
        """A post's content, as `the_content` shows it, or as it stands inside of other blocks."""
        context: JsonObject = {"postId": post.id, "postType": post.type}
        chain = self.environment.filter_content if is_whole else self.environment.filter_block_content
        return chain(post.content, post.id, lambda text: self.text(text, context))

    def text(self, text: str, context: JsonObject) -> str:
        """Render the blocks of a text (`do_blocks`)."""
        return "".join(self._walk.block(block, available=context, parent=None) for block in parse(text))

    def inner(self, instance: Instance, context: JsonObject | None = None) -> str:
        """The saved HTML with the inner blocks rendered in their places, with more context where given."""
        if not instance.block.inner:
            return instance.block.html
        available = {**instance.inner_context, **(context or {})}
        inner = iter(instance.block.inner)
        return "".join(
            self._walk.block(next(inner), available=available, parent=instance) if piece is None else piece
            for piece in instance.block.content
        )

    def child(self, block: Block, parent: Instance, context: JsonObject | None = None) -> str:
        """Render a block as a child of `parent`, with more context than it provides."""
        return self._walk.block(block, available={**parent.inner_context, **(context or {})}, parent=parent)

    @contextmanager
    def once(self, name: str) -> Iterator[bool]:
        """Whether this is not being rendered already: what contains itself would never end."""
        is_first = name not in self._open
        self._open.add(name)
        try:
            yield is_first
        finally:
            if is_first:
                self._open.discard(name)

    def rendered(self, html: str) -> Rendered:
        """The HTML with everything collected so far."""
        stands_alone = not self._asked_page and self.data.asked == self._asked_before
        return Rendered(html, self.state.carried, stands_alone)
