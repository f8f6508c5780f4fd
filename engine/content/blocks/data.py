"""What dynamic blocks show of the site: views of its objects, and the questions that bring them.

The views are made for showing: titles have gone through the title filters, addresses are absolute, dates carry the
site's time zone. What a reader may not see never gets into a view.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from engine.content.attachments import Attachment, AttachmentQuery
from engine.content.blocks.needs import Need
from engine.content.images import Picture
from engine.content.json_values import JsonValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.content.dates import Moment


@dataclass(frozen=True, slots=True)
class Person:
    """A user or the author of a comment."""

    id: int
    name: str
    url: str = ""
    """The address of a user's posts, or a commenter's own."""
    description: str = ""
    avatar: str = ""
    """The avatar's address, `{size}` where its pixels stand; empty where the person has none."""
    is_known: bool = True
    """Whether the avatar is the person's own, not the default picture of those without an e-mail address."""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post that may be shown."""

    id: int
    type: str
    slug: str = ""
    title: str = ""
    """Through `the_title`."""
    link: str = ""
    date: Moment | None = None
    modified: Moment | None = None
    content: str = ""
    author: Person | None = None
    parent: int = 0
    comment_count: int = 0
    comments_open: bool = False
    thumbnail: int = 0
    classes: tuple[str, ...] = ()
    """The classes of `get_post_class`."""
    is_locked: bool = False
    """Whether it asks the reader for a password."""
    supports: frozenset[str] = frozenset()
    """What its type supports (`post_type_supports`)."""
    excerpt: str = ""
    """By hand; empty where it is made of the content."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with the address of its posts."""

    id: int
    taxonomy: str
    name: str
    slug: str
    link: str
    description: str = ""
    """Through `term_description`."""
    raw_description: str = ""
    parent: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class TaxonomyView:
    """A taxonomy's labels and kind."""

    name: str
    label: str
    singular: str
    no_terms: str
    query_var: str
    is_hierarchical: bool
    is_viewable: bool = True


@dataclass(frozen=True, slots=True)
class CommentView:
    """An approved comment, or one that is held and shown to whoever wrote it."""

    id: int
    post: int
    post_title: str
    link: str
    author: Person
    date: Moment
    author_posts: str = ""
    """The address of the posts of whoever wrote it, for those who have an account."""
    text: str = ""
    """Through `comment_text`."""
    excerpt: str = ""
    parent: int = 0
    classes: tuple[str, ...] = ()
    notice: str = ""
    """What is said to whoever wrote a comment that is held; '' of an approved one."""


@dataclass(frozen=True, slots=True)
class PostPage:
    """One page of a list of posts."""

    posts: tuple[PostView, ...] = ()
    total: int = 0
    pages: int = 0
    per_page: int = 0
    """How many make a page; 0 leaves it to the site."""


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A year, month, week, day or post with posts in it."""

    url: str
    label: str
    count: int
    period: tuple[int, ...] = ()
    """Year, month and day, as far as the entry names them."""


@dataclass(frozen=True, slots=True)
class Site:
    """What blocks say about the site as a whole."""

    name: str = ""
    description: str = ""
    home: str = ""
    """The home address without a slash at its end."""
    login_url: str = ""
    date_format: str = "F j, Y"
    time_format: str = "g:i a"
    posts_per_page: int = 10
    front_page: int = 0
    posts_page: int = 0
    logo: int = 0
    shows_avatars: bool = True
    thread_depth: int = 5
    """How deep answers to comments are nested."""
    week_starts_on: int = 1
    """The day that weeks begin with, 0 for Sunday."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to the page; the last one has no link."""

    label: str
    url: str = ""
    is_html: bool = False
    """Whether the label may hold tags, as titles of posts may."""


def _nowhere(number: int) -> str:
    del number
    return ""


def _no_form(post: int, attributes: str) -> str:
    del post, attributes
    return ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page on which blocks are rendered: its address and what its query found."""

    url: str = ""
    path: str = "/"
    """The address within the host, with its query."""
    address_of: Callable[[int], str] = _nowhere
    """The address of another page of what the page's own query found, by its number."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """The address's query, which carries the page numbers of query loops."""
    flags: frozenset[str] = frozenset()
    """The conditionals that hold, as `is_archive`."""
    queried_id: int = 0
    queried_term: TermView | None = None
    queried_author: int = 0
    search: str = ""
    archive_title: str = ""
    """With its prefix, as `get_the_archive_title` gives it."""
    archive_name: str = ""
    """Without the prefix."""
    archive_url: str = ""
    """The address of the post type's archive that the page shows."""
    period: tuple[int, ...] = ()
    """Year, month and day of an archive by date."""
    posts: PostPage = field(default_factory=PostPage)
    number: int = 1
    sheet: int = 1
    """The page of a post that is parted by `<!--nextpage-->`."""
    comments_number: int = 0
    """The page of comments that the address asks for."""
    is_logged_in: bool = False
    older_comments: str = ""
    newer_comments: str = ""
    comment_page_links: str = ""
    """The numbered links of `paginate_comments_links`."""
    crumbs: tuple[Crumb, ...] = ()
    """The way to a page that shows a list, without the front page."""
    comment_form: Callable[[int, str], str] = _no_form
    """The page's own form to comment on a post, by the post and the attributes of the block's tag; '' leaves it to the
    block. It may be a mark, which the page fills in later."""
    now: Moment | None = None

    def is_within(self, period: tuple[int, ...]) -> bool:
        """Whether the page is the archive of this period or of a part of it."""
        return bool(period) and self.period[: len(period)] == period

    def number_of(self, key: str, usual: int = 1) -> int:
        """A number in the address's query, as the page of a query loop."""
        value = self.parameters.get(key, "")
        return (
            int(value) if value.isascii() and value.isdecimal() and len(value) < 10 and int(value) else usual
        )


@dataclass(frozen=True)
class PostNeed(Need[PostView | None]):
    """A post by its id."""

    id: int

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class ReusableNeed(Need[str]):
    """The content of a published synced pattern or navigation menu; empty where there is none."""

    id: int
    type: Literal["wp_block", "wp_navigation"] = "wp_block"

    def empty(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True)
class NavigationNeed(Need["Menu | None"]):
    """The navigation menu to show where a block names none."""

    id: int = 0

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A navigation menu."""

    id: int
    title: str
    content: str


@dataclass(frozen=True)
class PatternNeed(Need[str]):
    """The content of a registered pattern."""

    slug: str

    def empty(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A template part of the theme or the site's own."""

    content: str
    area: str = "uncategorized"
    tag: str = "div"


@dataclass(frozen=True)
class TemplatePartNeed(Need[TemplatePart | None]):
    """A template part by its slug and theme."""

    slug: str
    theme: str = ""

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class MediaNeed(Need[Picture | None]):
    """An attachment by its id."""

    id: int

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class PersonNeed(Need[Person | None]):
    """A user by id."""

    id: int

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class MetaNeed(Need[JsonValue]):
    """A public meta value of a post, or of a term; None where it may not be shown."""

    id: int
    key: str
    kind: Literal["post", "term"] = "post"

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class PostsNeed(Need[PostPage]):
    """Published posts, in the terms of the query loop; a type that readers cannot view counts as `post`."""

    type: str = "post"
    per_page: int = 0
    """0 leaves it to the site."""
    offset: int = 0
    page: int = 1
    order: str = "desc"
    orderby: str = "date"
    author: str = ""
    """Ids with commas."""
    search: str = ""
    exclude: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    sticky: Literal["", "first", "only", "exclude"] = ""
    """`first` puts all sticky posts of the type in front, besides the others."""
    terms: tuple[tuple[str, tuple[int, ...], bool], ...] = ()
    """Taxonomy, term ids and whether they are wanted or shunned."""
    formats: tuple[str, ...] = ()
    include_children: bool = False
    with_private: bool = False
    """Private posts that the visitor may read are listed, too."""

    def empty(self) -> PostPage:
        """No posts."""
        return PostPage()


@dataclass(frozen=True)
class LogoutNeed(Need[str]):
    """What makes the visitor's link to log out good (`wp_create_nonce( 'log-out' )`)."""

    def empty(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True)
class AdjacentNeed(Need[PostView | None]):
    """The post before or after another one in time, within the same terms where a taxonomy is given."""

    id: int
    previous: bool
    taxonomy: str = ""

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class PagesNeed(Need[tuple[PostView, ...]]):
    """All published pages in menu order; titles as they stand in the database."""

    def empty(self) -> tuple[PostView, ...]:
        """No pages."""
        return ()


@dataclass(frozen=True)
class TaxonomyNeed(Need[TaxonomyView | None]):
    """A taxonomy by its name."""

    name: str

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class PostTypeNeed(Need[str]):
    """The singular name of a post type; empty where it is none."""

    name: str

    def empty(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True)
class CrumbsNeed(Need[tuple[Crumb, ...] | None]):
    """The way to a post, without the front page: its archive, its terms or parents, itself."""

    post: int
    prefers_terms: bool = False

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class TermNeed(Need[TermView | None]):
    """A term by its id."""

    id: int
    taxonomy: str

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class TermsNeed(Need[tuple[TermView, ...]]):
    """Terms of a taxonomy; a `number` of 0 means all.

    `hide_empty` leaves out terms without posts, but in a tree not the parents of those with some. `pad_counts`
    counts the posts of a term's children with its own.
    """

    taxonomy: str
    orderby: str = "name"
    order: str = "asc"
    number: int = 0
    hide_empty: bool = True
    parent: int | None = None
    child_of: int = 0
    include: tuple[int, ...] = ()
    hierarchical: bool = False
    pad_counts: bool = False

    def empty(self) -> tuple[TermView, ...]:
        """No terms."""
        return ()


@dataclass(frozen=True)
class PostTermsNeed(Need[tuple[TermView, ...]]):
    """The terms of a post, by name."""

    post: int
    taxonomy: str

    def empty(self) -> tuple[TermView, ...]:
        """No terms."""
        return ()


@dataclass(frozen=True)
class ArchivesNeed(Need[tuple[ArchiveEntry, ...]]):
    """The archive pages of the site's posts, newest first."""

    kind: str = "monthly"

    def empty(self) -> tuple[ArchiveEntry, ...]:
        """No archives."""
        return ()


@dataclass(frozen=True)
class LatestCommentsNeed(Need[tuple[CommentView, ...]]):
    """The newest approved comments on published posts."""

    number: int

    def empty(self) -> tuple[CommentView, ...]:
        """No comments."""
        return ()


@dataclass(frozen=True)
class CommentNeed(Need[CommentView | None]):
    """A comment that may be shown, by its id."""

    id: int

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class CommentLinks:
    """What the visitor may do with a comment: an address to edit it, a link to answer it."""

    edit: str = ""
    reply: str = ""


@dataclass(frozen=True)
class CommentLinksNeed(Need[CommentLinks | None]):
    """What the visitor may do with a comment."""

    id: int

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What a form to comment says and sends."""

    post: int
    action: str
    cancel: str
    """The address without an answer."""
    parent: int = 0
    answered: str = ""
    """Who wrote the comment that is answered, ready for a page."""
    log_in: str = ""
    """Where to log in, for those who must."""
    user: str = ""
    profile: str = ""
    log_out: str = ""
    html_nonce: str = ""
    """The proof that lets the HTML of its author through, for those who may write any."""
    is_required: bool = True
    """Whether guests must give a name and an e-mail address."""
    is_threaded: bool = True
    asks_consent: bool = True


@dataclass(frozen=True)
class CommentFormNeed(Need[CommentForm | None]):
    """The form to comment on a post, or to answer one of its comments; None where nobody may."""

    post: int
    answers: int = 0

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class PostCommentsNeed(Need[tuple[CommentView, ...]]):
    """The comments of a post that stand on this page, in the site's order, answers included."""

    post: int

    def empty(self) -> tuple[CommentView, ...]:
        """No comments."""
        return ()


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a feed from elsewhere."""

    title: str
    link: str
    date: Moment | None = None
    author: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class FeedNeed(Need[tuple[FeedItem, ...] | None]):
    """The entries of a feed from elsewhere, None where it could not be read."""

    url: str
    number: int

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month with its days that have posts, and the months next to it that have some."""

    year: int
    month: int
    title: str
    days: tuple[ArchiveEntry, ...] = ()
    previous: ArchiveEntry | None = None
    following: ArchiveEntry | None = None


@dataclass(frozen=True)
class CalendarNeed(Need[CalendarMonth | None]):
    """A month, the current one where none is given; None on a site without posts."""

    year: int = 0
    month: int = 0

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class IconNeed(Need[str]):
    """The SVG of a registered icon, empty where there is none of that name."""

    name: str

    def empty(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True)
class AttachmentsNeed(Need[tuple[Attachment, ...]]):
    """The files that a gallery or a player of a shortcode shows."""

    query: AttachmentQuery

    def empty(self) -> tuple[Attachment, ...]:
        """No files."""
        return ()


@dataclass(frozen=True)
class EmbedNeed(Need[str | None]):
    """The HTML of an address that stands for what it leads to, None where nothing is known of it."""

    url: str
    post: int
    """The post in whose text it stands, which keeps what was found."""
    attributes: tuple[tuple[str | int, str], ...] = ()

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class WidgetNeed(Need["WidgetView | None"]):
    """A widget: by its id in a sidebar, or of a kind with the settings that the block carries.

    `encoded` is PHP-serialised data in Base64; it counts only where `proof` is the site's own hash of it.
    """

    id: str = ""
    kind: str = ""
    encoded: str = ""
    proof: str = ""

    def empty(self) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class WidgetView:
    """What stands in a widget, and what its place puts around it."""

    text: str
    has_blocks: bool
    """Whether the text is one of blocks, which are still to be rendered."""
    before: str = ""
    after: str = ""

    def shown(self, render_blocks: Callable[[str], str]) -> str:
        """The HTML; nothing of a widget in which nothing stands."""
        html = render_blocks(self.text).strip() if self.has_blocks else self.text
        return f"{self.before}{html}{self.after}" if html else ""


@dataclass(frozen=True)
class PluginNeed(Need[tuple[Any] | None]):
    """What the `load` of a plugin's block or source of bindings finds, None where it was not asked or failed."""

    name: str
    said: str
    """The attributes of the block, or the arguments of the binding, as JSON."""
    post: int = 0
    """The post in whose text it stands."""

    def empty(self) -> None:
        """Nothing."""
