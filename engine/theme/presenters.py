"""What a template may use: typed, frozen, everything loaded; each field described for the authors of themes."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from markupsafe import Markup


def says(description: str, **options: Any) -> Any:
    """A field and the sentence that the theme reference has about it."""
    return field(metadata={"says": description}, **options)


class Presented:
    """A view whose fields are made when a template first asks for them, for no theme asks for all."""

    __slots__ = ("_source",)

    @classmethod
    def by(cls, source: object) -> Self:
        """The view whose fields are what the methods of the same names answer."""
        view = object.__new__(cls)
        object.__setattr__(view, "_source", source)
        return view

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Make a field that nobody has asked for yet."""
            if name.startswith("_"):
                raise AttributeError(name)
            value = getattr(self._source, name)()
            object.__setattr__(self, name, value)
            return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """A picture."""

    url: str = says("Address of the file.")
    width: int = says("In pixels; 0 if unknown.")
    height: int = says("In pixels; 0 if unknown.")
    alt: str = says("What it shows, in words; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """`site`: the site itself."""

    name: str = says("The site's title.")
    description: str = says("The tagline; may be empty.")
    url: str = says("Address of the home page, with a slash at its end.")
    language: str = says("Language tag of the site's own words, such as `en-US`.")
    direction: str = says("`ltr` or `rtl`.")
    charset: str = says("Always `UTF-8`.")
    login_url: str = says("Address of the log-in page.")
    feed_url: str = says("Address of the feed, or empty where there is none.")
    logo: ImageView | None = says("The picture that stands for the site (`custom_logo`).")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """`page`: what kind of page this is."""

    title: str = says("The document's title: what the page is about, and the site.")
    search: str = says("The words searched for; empty elsewhere.")
    number: int = says("Which page of the collection, from 1.")
    is_front: bool = says("The page that the bare address shows.")
    is_home: bool = says("The list of newest posts.")
    is_singular: bool = says("One post, page or attachment.")
    is_search: bool = says("Results of a search.")
    is_archive: bool = says("Posts of a category, a tag, an author, a date ….")
    is_paged: bool = says("The second or a further page.")
    is_404: bool = says("Nothing stands at this address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A point in time, in the site's zone and format."""

    iso: str = says("For the `datetime` attribute, with the offset from UTC.")
    text: str = says("As the site's settings show a date.")
    time: str = says("As the site's settings show a time of day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """Who wrote a post."""

    name: str = says("The display name.")
    url: str = says("Address of the author's posts.")
    description: str = says("What the author says about himself or herself; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A category, a tag, or another term."""

    name: Markup = says("The name, as HTML.")
    slug: str = says("The name as addresses have it.")
    url: str = says("Address of the posts with this term.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """One entry of a row of page numbers."""

    number: int = says("The page's number; 0 for a gap.")
    url: str = says("Its address.")
    is_current: bool = says("The page that is shown.")
    is_gap: bool = says("Pages are left out here.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView(Presented):
    """`post`, and each of `posts`: a post, page or attachment."""

    id: int = says("The post's number.")
    type: str = says("`post`, `page`, `attachment`, or a type of a plugin.")
    title: Markup = says("The title, as HTML; empty where the post has none.")
    url: str = says("The permalink.")
    date: DateView | None = says("When it was published; none for drafts.")
    modified: DateView | None = says("When it was last changed.")
    author: AuthorView | None = says("Who wrote it, where that account still exists.")
    content: Markup = says(
        "The rendered content of the page of the post that is shown; empty while it is locked."
    )
    excerpt: Markup = says("The rendered excerpt; empty while it is locked.")
    categories: tuple[TermView, ...] = says("Its categories.")
    tags: tuple[TermView, ...] = says("Its tags.")
    thumbnail: ImageView | None = says("The featured image.")
    pages: tuple[NumberView, ...] = says("The pages that the content was divided into; one where it was not.")
    classes: str = says("CSS classes as `post_class` gives them.")
    format: str = says("The post format; `standard` where it has none.")
    comment_count: int = says("How many approved comments there are.")
    comments_open: bool = says("Whether a comment may be left.")
    is_sticky: bool = says("Whether it is kept in front of the home page.")
    is_locked: bool = says("Whether it needs a password that the reader has not given.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourView:
    """`previous` and `next`: the posts before and after a single one."""

    title: Markup = says("The title, as HTML.")
    url: str = says("The permalink.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """`archive`: what a collection is of; none on the home page."""

    kicker: str = says("What kind of collection: `Category`, `Tag`, `Author` ….")
    title: Markup = says("Its name, as HTML.")
    description: Markup = says("What the site says about it, as HTML; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationView:
    """`pagination`: the way to the other pages of a collection; none where there is one page only."""

    pages: tuple[NumberView, ...] = says("Page numbers, with gaps.")
    previous: str = says("Address of the page before, with newer posts; empty on the first.")
    next: str = says("Address of the page after, with older posts; empty on the last.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationView:
    """Each of `navigation`: an entry of the site's main navigation."""

    title: Markup = says("Its text, as HTML.")
    url: str = says("Where it leads.")
    is_current: bool = says("Whether that is the page shown.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItemView:
    """Each entry of a menu: `menus` has the entries of the first level by location, none where no menu was put there."""

    id: int = says("The entry's number.")
    title: Markup = says("Its text, as HTML.")
    url: str = says("Where it leads.")
    classes: str = says("CSS classes as `wp_nav_menu` gives them, `current-menu-item` among them.")
    hint: str = says("For the `title` attribute; may be empty.")
    target: str = says("For the `target` attribute; may be empty.")
    rel: str = says("For the `rel` attribute; may be empty.")
    description: str = says("What is said about it; may be empty.")
    is_current: bool = says("Whether it leads to the page shown.")
    children: tuple["MenuItemView", ...] = says("The entries below it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A comment."""

    id: int = says("The comment's number.")
    author: str = says("The name of who wrote it.")
    author_url: str = says("The address that he or she gave; may be empty.")
    avatar: Markup = says("A picture, as HTML.")
    network: str = says("The network that its author logged in with; empty for others.")
    date: DateView = says("When it was written.")
    content: Markup = says("The rendered text.")
    url: str = says("The address of the comment itself.")
    reply_url: str = says("Where the form for a reply to it is; empty where none may be left.")
    classes: str = says("CSS classes as `comment_class` gives them.")
    is_held: bool = says("Whether it waits for approval, and is shown to its author alone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentNode:
    """A comment and the replies below it."""

    comment: CommentView = says("The comment.")
    replies: tuple["CommentNode", ...] = says("The replies, in order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """A network that readers may log in with to comment."""

    slug: str = says("Its name in classes and addresses, such as `wordpress`.")
    label: str = says("Its name for people.")
    url: str = says("Where the form is sent to log in with it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityView:
    """The reader who is logged in with a network."""

    slug: str = says("The network's name in classes.")
    label: str = says("The network's name for people.")
    name: str = says("The reader's name.")
    avatar: Markup = says("A picture, as HTML.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFormView:
    """The form for a comment. What it says of a visitor is empty unless the page was made for that visitor alone."""

    title: str = says("`Leave a Reply`, or to whom.")
    action: str = says("Where it is sent.")
    post: int = says("The post that it stands below.")
    address: str = says("The address of that post.")
    parent: int = says("The comment that is replied to; 0 for none.")
    cancel_url: str = says("The way out of a reply; empty where none has begun.")
    user: str = says("The name of who is logged in; empty for a guest.")
    logout_url: str = says("Where to log out.")
    networks: tuple[NetworkView, ...] = says("The networks that readers may log in with.")
    identity: IdentityView | None = says("Who is logged in with one of them.")
    changes: bool = says("Whether that reader wants to be somebody else.")
    must_log_in: bool = says("Whether only who is logged in may comment, be it with a network.")
    is_private: bool = says("Whether the page was made for this visitor alone.")
    private_url: str = says("The page made for the visitor alone, for browsers without scripts.")
    text: str = says("What was typed before a log-in.")
    reason: str = says("Why a log-in or a comment did not work.")
    author: str = says("The name that a guest left to be remembered.")
    email: str = says("The e-mail address that a guest left to be remembered.")
    url: str = says("The address that a guest left to be remembered.")
    requires_name_and_email: bool = says("Whether a guest must give name and e-mail address.")
    asks_consent: bool = says("Whether to ask a guest to have these remembered.")
    offers_comments: bool = says("Whether to offer mails about new comments.")
    offers_posts: bool = says("Whether to offer mails about new posts.")
    subscribes: bool = says("Whether mails about new comments were asked for.")
    subscribes_to_posts: bool = says("Whether mails about new posts were asked for.")
    login_url: str = says("Where to log in with an account of the site.")
    sign_out_url: str = says("Where the form is sent to log out of a network.")
    account_url: str = says("Where a reader sees what the site knows of him or her.")
    session_url: str = says("Where the script gets its session.")
    state_url: str = says("Where the script learns who the visitor is.")
    edit_url: str = says("Where one's own comment is changed, `%s` standing for its number.")
    script: str = says("The address of the script.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsView:
    """`comments`: the conversation under a post; none on collections."""

    count: int = says("How many approved comments there are.")
    nodes: tuple[CommentNode, ...] = says("The comments of this page, as trees.")
    previous: str = says("Address of older comments; empty if there are none.")
    next: str = says("Address of newer comments; empty if there are none.")
    form: CommentFormView | None = says("The form, where a comment may be left.")
    must_log_in: bool = says("Whether only who is logged in may comment.")
    login_url: str = says("Where to log in, with the way back.")


VIEWS = (
    SiteView, PageView, PostView, DateView, AuthorView, TermView, ImageView, NumberView, NeighbourView, ArchiveView,
    PaginationView, NavigationView, MenuItemView, CommentsView, CommentNode, CommentView, CommentFormView,
    NetworkView, IdentityView,
)  # fmt: skip
