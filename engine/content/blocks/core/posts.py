"""Blocks about one post: the one in their context."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from engine.content.balance import force_balance_tags
from engine.content.blocks.core.images import avatar_tag, thumbnail_tag
from engine.content.blocks.core.wrapping import (
    aligned,
    aligned_and_linked,
    border_styles,
    heading_tag,
    link_attributes,
    wrapped,
)
from engine.content.blocks.data import (
    AdjacentNeed,
    MediaNeed,
    PersonNeed,
    PostNeed,
    PostTermsNeed,
    TaxonomyNeed,
)
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.dates import parse_date, relative_time
from engine.content.escaping import esc_attr, esc_html
from engine.content.excerpts import EXCERPT_MORE, trim_words
from engine.content.json_values import is_empty, mapping, to_int, to_text
from engine.content.kses import kses_post
from engine.content.language import filled
from engine.content.page_links import Sheets
from engine.content.pages import NEXT_PAGE, sheet, split_pages, tease, whole
from engine.content.query_strings import add_query_args
from engine.content.safe_css import safe_css
from engine.content.styles.engine import compute
from engine.content.tags import strip_tags
from engine.content.timezones import UTC_ZONE
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import Person, PostView
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.language import Language

_LONGEST_EXCERPT: Final = 101
_ARROWS: Final = {"arrow": {"next": "→", "previous": "←"}, "chevron": {"next": "»", "previous": "«"}}
_WORDS_PER_MINUTE: Final = 189
_TAGS: Final = ("div", "main", "section", "article")


def current_post(instance: Instance, rendering: Rendering) -> PostView | None:
    """The post in the block's context."""
    number = instance.context.get("postId")
    return None if number is None else rendering.data.ask(PostNeed(to_int(number)))


def post_title(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The post's title."""
    post = current_post(instance, rendering)
    if post is None or is_empty(post.title):
        return ""
    title = post.title
    if instance.has("isLink"):
        title = f'<a href="{esc_url(post.link)}" {link_attributes(instance)}>{title}</a>'
    return wrapped(
        instance, title, rendering, tag=heading_tag(instance, "h2"), classes=aligned_and_linked(instance)
    )


def post_date(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The post's date, or that of its last change."""
    post = current_post(instance, rendering)
    is_own = instance.get("datetime") is None and not _is_bound(instance)
    is_modified = is_own and instance.get("displayType") == "modified"
    written = _own_date(post, is_modified=is_modified) if is_own else instance.text("datetime")
    moment = parse_date(written, UTC_ZONE) if written else None
    if moment is None:
        return ""
    if post is not None and post.date is not None:
        moment = moment.to(post.date.zone)
    elif rendering.page.now is not None:
        moment = moment.to(rendering.page.now.zone)
    names = rendering.language.dates
    shown = moment.format(instance.text("format") or rendering.site.date_format, names)
    if instance.get("format") == "human-diff" and rendering.page.now is not None:
        now = rendering.page.now.timestamp
        shown = relative_time(moment.timestamp, now, rendering.language)
    html = f'<time datetime="{esc_attr(written)}">{esc_html(shown)}</time>'
    if instance.has("isLink") and post is not None:
        html = f'<a href="{esc_url(post.link)}">{html}</a>'
    modified = "wp-block-post-date__modified-date" if is_modified else ""
    classes = f"{modified} {aligned_and_linked(instance)}".strip()
    return wrapped(instance, html, rendering, classes=classes)


def _is_bound(instance: Instance) -> bool:
    binding = mapping(instance.attributes, "metadata", "bindings", "datetime")
    return binding.get("source") is not None and binding.get("args") is not None


def _own_date(post: PostView | None, *, is_modified: bool) -> str:
    """The date; that of the last change only where there was one."""
    if post is None or post.date is None:
        return ""
    if not is_modified:
        return post.date.format("c")
    changed = post.modified is not None and post.modified.timestamp > post.date.timestamp
    return post.modified.format("c") if changed and post.modified else ""


def post_excerpt(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The post's excerpt with a link to the whole."""
    post = current_post(instance, rendering)
    if post is None:
        return ""
    more = instance.text("moreText")
    link = ""
    if not is_empty(more):
        link = (
            f'<a class="wp-block-post-excerpt__more-link" href="{esc_url(post.link)}">{kses_post(more)}</a>'
        )
    excerpt = excerpt_of(post, rendering, length=_LONGEST_EXCERPT, more="" if link else EXCERPT_MORE)
    excerpt = trim_words(excerpt, instance.number("excerptLength"))
    html = f'<p class="wp-block-post-excerpt__excerpt">{excerpt}'
    on_new_line = instance.get("showMoreOnNewLine") is None or instance.has("showMoreOnNewLine")
    if on_new_line and link:
        html += f'</p><p class="wp-block-post-excerpt__more-text">{link}</p>'
    else:
        html += f" {link}</p>"
    return wrapped(instance, html, rendering, classes=aligned_and_linked(instance))


def excerpt_of(post: PostView, rendering: Rendering, *, length: int, more: str = EXCERPT_MORE) -> str:
    """A post's excerpt (`get_the_excerpt`): by hand, or so many words of the content with `more` behind them."""
    if post.is_locked:
        return rendering.language.text("There is no excerpt because this is a protected post.")
    return post.excerpt or rendering.environment.first_words(post.content, length, more)


def _author(instance: Instance, rendering: Rendering) -> Person | None:
    """The author of the post in context, else of the archive."""
    if instance.context.get("postId") is None:
        return (
            rendering.data.ask(PersonNeed(rendering.page.queried_author))
            if rendering.page.queried_author
            else None
        )
    post = current_post(instance, rendering)
    return post.author if post is not None else None


def _supports_author(instance: Instance, rendering: Rendering) -> bool:
    post = current_post(instance, rendering)
    return post is None or instance.context.get("postType") is None or "author" in post.supports


def post_author(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The author with picture, line and description."""
    person = _author(instance, rendering)
    if person is None or not _supports_author(instance, rendering):
        return ""
    size = instance.number("avatarSize")
    name = person.name
    if instance.has("isLink") and instance.has("linkTarget"):
        name = f'<a href="{esc_url(person.url)}" target="{esc_attr(instance.text("linkTarget"))}">{name}</a>'
    avatar = avatar_tag(person, size, rendering) if size else ""
    byline = kses_post(instance.text("byline"))
    html = f'<div class="wp-block-post-author__avatar">{avatar}</div>' if instance.has("showAvatar") else ""
    html += '<div class="wp-block-post-author__content">'
    html += f'<p class="wp-block-post-author__byline">{byline}</p>' if instance.has("byline") else ""
    html += f'<p class="wp-block-post-author__name">{name}</p>'
    html += (
        f'<p class="wp-block-post-author__bio">{person.description}</p>' if instance.has("showBio") else ""
    )
    justified = instance.get("itemsJustification")
    classes = "" if justified is None else f"items-justified-{to_text(justified)}"
    return wrapped(
        instance, f"{html}</div>", rendering, classes=f"{classes} {aligned_and_linked(instance)}".strip()
    )


def post_author_name(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The author's name."""
    person = _author(instance, rendering)
    if person is None or not _supports_author(instance, rendering):
        return ""
    name = person.name
    if instance.has("isLink"):
        target = esc_attr(instance.text("linkTarget"))
        name = f'<a href="{esc_url(person.url)}" target="{target}" class="wp-block-post-author-name__link">{name}</a>'
    return wrapped(instance, name, rendering, classes=aligned_and_linked(instance))


def post_author_biography(instance: Instance, _html: str, rendering: Rendering) -> str:
    """What the author says about themselves."""
    person = _author(instance, rendering)
    if person is None or is_empty(person.description):
        return ""
    return wrapped(
        instance,
        person.description,
        rendering,
        classes=aligned(instance) if instance.has("textAlign") else "",
    )


def post_terms(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The post's terms in one taxonomy."""
    name = instance.text("term")
    post = current_post(instance, rendering)
    taxonomy = rendering.data.ask(TaxonomyNeed(name)) if name else None
    if post is None or taxonomy is None or not taxonomy.is_viewable:
        return ""
    terms = rendering.data.ask(PostTermsNeed(post.id, name))
    if not terms:
        return ""
    separator = instance.text("separator") if instance.has("separator") else " "
    links = f'<span class="wp-block-post-terms__separator">{esc_html(separator)}</span>'.join(
        f'<a href="{esc_url(term.link)}" rel="tag">{term.name}</a>' for term in terms
    )
    classes = f"taxonomy-{name} {aligned_and_linked(instance)}".strip()
    before, after = (
        f'<span class="wp-block-post-terms__{part}">{instance.text(part)}</span>'
        if instance.has(part)
        else ""
        for part in ("prefix", "suffix")
    )
    opening = f"<div {wrapper_attributes(instance, rendering.theme, **{'class': classes})}>{before}"
    return f"{kses_post(opening)}{links}{kses_post(f'{after}</div>')}"


def post_featured_image(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The post's featured image."""
    post = current_post(instance, rendering)
    if post is None:
        return ""
    media = rendering.data.ask(MediaNeed(post.thumbnail)) if post.thumbnail else None
    border = border_styles(instance.attributes)
    attributes = {"class": f"attachment-{_size(instance)} size-{_size(instance)}"}
    if border.classes:
        attributes["class"] = " ".join(border.classes)
    if instance.has("isLink"):
        title = strip_tags(post.title).strip()
        attributes["alt"] = (
            title if post.title else filled(rendering.language.text("Untitled post %s"), str(post.id))
        )
    style = border.css + _picture_style(instance)
    if style:
        attributes["style"] = style
    image = thumbnail_tag(media, _size(instance), rendering, attributes=attributes)
    if not image:
        return ""
    image += _overlay(instance)
    if instance.has("isLink"):
        image = f'<a href="{esc_url(post.link)}" {link_attributes(instance)}>{image}</a>'
    return wrapped(instance, image, rendering, tag="figure")


def _size(instance: Instance) -> str:
    return instance.text("sizeSlug") or "post-thumbnail"


def _picture_style(instance: Instance) -> str:
    style = ""
    ratio = instance.text("aspectRatio")
    if not is_empty(ratio):
        style += f"{safe_css(f'aspect-ratio:{ratio}')};" if ratio != "auto" else ""
        style += "width:100%;"
    height, width = instance.text("height"), instance.text("width")
    if height:
        style += f"{safe_css(f'height:{height}')};"
    elif width:
        style += "height:auto;"
    if width:
        style += f"{safe_css(f'width:{width}')};"
    if instance.has("scale"):
        style += safe_css("object-fit:" + instance.text("scale")) + ";"
    return style + compute({"shadow": instance.get("style", "shadow")}).css


def _overlay(instance: Instance) -> str:
    if not instance.has("dimRatio"):
        return ""
    border = border_styles(instance.attributes)
    classes = ["wp-block-post-featured-image__overlay", *border.classes, "has-background-dim"]
    classes.append(f"has-background-dim-{instance.text('dimRatio')}")
    if instance.has("overlayColor"):
        classes.append(f"has-{instance.text('overlayColor')}-background-color")
    if instance.has("gradient") or instance.has("customGradient"):
        classes.append("has-background-gradient")
    if instance.has("gradient"):
        classes.append(f"has-{instance.text('gradient')}-gradient-background")
    styles = [border.css] if border.css else []
    if instance.has("customGradient"):
        styles.append(f"background-image: {instance.text('customGradient')};")
    if instance.has("customOverlayColor"):
        styles.append(f"background-color: {instance.text('customOverlayColor')};")
    style = esc_attr(safe_css(" ".join(styles)))
    return f'<span class="{esc_attr(" ".join(classes))}" style="{style}" aria-hidden="true"></span>'


def post_content(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The post's content, once: a post that contains itself is left out."""
    post = current_post(instance, rendering)
    if post is None:
        return ""
    with rendering.once(f"post-content:{post.id}") as is_first:
        html = rendering.content(_as_shown(post, rendering)) if is_first else ""
    if is_empty(html):
        return ""
    tag = instance.text("tagName").lower()
    return wrapped(instance, html, rendering, tag=tag if tag in _TAGS else "div", classes="entry-content")


def _as_shown(post: PostView, rendering: Rendering) -> PostView:
    """The post with that part of its text that a page shows (get_the_content).

    Its own page has one of its sheets whole, with links to the others; all others what stands before the more tag.
    """
    text = post.content
    if "<!--more" not in text and NEXT_PAGE not in text:
        return post
    page = rendering.page
    if "is_singular" in page.flags and page.queried_id == post.id:
        shown = whole(text, page.sheet, post.id)
        if "<!-- wp:nextpage" in text:
            shown += _sheet_links(post, rendering)
    else:
        teased = tease(sheet(text, 1))
        shown = teased.teaser
        if teased.rest is not None:
            shown = force_balance_tags(shown + _more_link(post, teased.label, rendering.language))
    return replace(post, content=shown)


def _sheet_links(post: PostView, rendering: Rendering) -> str:
    count, number = len(split_pages(post.content)), rendering.page.sheet
    label = esc_html(rendering.language.text("Pages:"))
    links = Sheets(before=f'<p class="post-nav-links">{label}')
    return links.row(count, min(number, count), partial(_sheet_address, post.link))


def _sheet_address(link: str, number: int) -> str:
    if number == 1:
        return link
    if "?" in link:
        return add_query_args({"page": str(number)}, link)
    return f"{link}{number}/" if link.endswith("/") else f"{link}/{number}"


def _more_link(post: PostView, label: str, language: Language) -> str:
    words = label
    if not words:
        said = filled(language.text("Continue reading %s"), strip_tags(post.title))
        words = f'<span aria-label="{esc_attr(said)}">{language.text("(more&hellip;)")}</span>'
    return f' <a href="{esc_url(post.link)}#more-{post.id}" class="more-link">{words}</a>'


def post_comments_count(instance: Instance, _html: str, rendering: Rendering) -> str:
    """How many comments the post has."""
    post = current_post(instance, rendering)
    return (
        ""
        if post is None
        else wrapped(instance, str(post.comment_count), rendering, classes=aligned(instance))
    )


def post_comments_link(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to the post's comments."""
    post = current_post(instance, rendering)
    if post is None or not post.comments_open:
        return ""
    anchor = "#comments" if post.comment_count else "#respond"
    label = filled(_comments_of(post.comment_count, rendering.language), post.title)
    link = f"<a href={esc_url(post.link + anchor)}>{label}</a>"
    return wrapped(instance, link, rendering, classes=aligned_and_linked(instance))


def _comments_of(count: int, language: Language) -> str:
    """How many comments there are, with a place for the title of what they are on."""
    if count == 0:
        return language.text('No comments<span class="screen-reader-text"> on %s</span>')
    if count == 1:
        return language.text('1 comment<span class="screen-reader-text"> on %s</span>')
    many = language.plural(
        '%1$s comment<span class="screen-reader-text"> on %2$s</span>',
        '%1$s comments<span class="screen-reader-text"> on %2$s</span>',
        count,
    )
    return filled(many, f"{count:,}", "%s")


def post_navigation_link(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to the post before or after this one."""
    kind = instance.text("type") or "next"
    if "is_singular" not in rendering.page.flags or kind not in ("next", "previous"):
        return ""
    need = AdjacentNeed(rendering.page.queried_id, kind == "previous", instance.text("taxonomy"))
    other = rendering.data.ask(need)
    html = _adjacent_link(instance, other, rendering.language, kind=kind) if other is not None else ""
    classes = f"post-navigation-link-{kind} {aligned(instance)}".strip()
    return wrapped(instance, html, rendering, classes=classes)


def _adjacent_link(instance: Instance, other: PostView, language: Language, *, kind: str) -> str:
    label, _ = instance.text("label"), language.text
    if kind == "previous":
        name, titled = language.in_context("Previous", "label for previous post link"), _("Previous Post")
        before_title = language.in_context("Previous:", "label before the title of the previous post")
    else:
        name, titled = language.in_context("Next", "label for next post link"), _("Next Post")
        before_title = language.in_context("Next:", "label before the title of the next post")
    title = other.title or titled
    before, text = "", label or name
    if instance.has("showTitle"):
        shown = f'<span class="post-navigation-link__label">{kses_post(label or before_title)}</span>'
        if instance.has("linkLabel"):
            text = f'{shown} <span class="post-navigation-link__title">{title}</span>'
        else:
            before, text = (f"{shown} " if label else ""), title
    link = f'<a href="{esc_url(other.link)}" rel="{"prev" if kind == "previous" else "next"}">{text}</a>'
    arrows = _ARROWS.get(instance.text("arrow"))
    if arrows is None:
        return before + link
    arrow = (
        f'<span class="wp-block-post-navigation-link__arrow-{kind} is-arrow-{instance.text("arrow")}" '
        f'aria-hidden="true">{arrows[kind]}</span>'
    )
    return arrow + link if kind == "previous" else link + arrow


def post_time_to_read(instance: Instance, _html: str, rendering: Rendering) -> str:
    """How long the post takes to read, or how many words it has."""
    post = current_post(instance, rendering)
    if post is None:
        return ""
    words = count_words("" if post.is_locked else post.content)
    classes = aligned(instance) if instance.has("textAlign") else ""
    language = rendering.language
    if instance.get("displayMode") == "words":
        shown = filled(language.plural("%s word", "%s words", words), f"{words:,}")
        return wrapped(instance, shown, rendering, classes=classes)
    minutes = words / (instance.number("averageReadingSpeed") or _WORDS_PER_MINUTE)
    least, most, exact = (max(1, int(minutes * factor + 0.5)) for factor in (0.8, 1.2, 1))
    if instance.has("displayAsRange"):
        most = most if most != least else least + 1
        said = language.plural("%1$s–%2$s minute", "%1$s–%2$s minutes", most)
        shown = filled(said, str(least), str(most))
    else:
        shown = filled(language.plural("%s minute", "%s minutes", exact), str(exact))
    return wrapped(instance, shown, rendering, classes=classes)


_TAG: Final = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--(?:(?!-->).)*+(?:-->)?", re.DOTALL)
_SPACE: Final = re.compile(r"&nbsp;|&#160;", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&\S+?;")
_CONNECTOR: Final = re.compile("--|\u2014")
_PUNCTUATION: Final = re.compile("[\x21-\x40\x5b-\x60\x7b-\x7e\x80-\xbf\xd7\xf7\u2000-\u2bff\u2e00-\u2e7f]")
_WORD_END: Final = re.compile(r"\S\s")


def count_words(text: str) -> int:
    """Words the way the editor counts them."""
    if not text.strip():
        return 0
    text = _COMMENT.sub("", _TAG.sub("\n", f"{text}\n"))
    text = _ENTITY.sub("", _SPACE.sub(" ", text))
    return len(_WORD_END.findall(_PUNCTUATION.sub("", _CONNECTOR.sub(" ", text))))


def read_more(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to the whole post."""
    post = current_post(instance, rendering)
    if post is None:
        return ""
    _ = rendering.language.text
    title = post.title or filled(_("untitled post %s"), str(post.id))
    justify = instance.text("justifyContent")
    classes = f"is-justified-{justify}" if not is_empty(justify) else ""
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes})
    text = kses_post(instance.text("content")) if instance.has("content") else esc_html(_("Read more"))
    target = esc_attr(instance.text("linkTarget"))
    return (
        f'<a {attributes} href="{esc_url(post.link)}" target="{target}">{text}'
        f'<span class="screen-reader-text">: {title}</span></a>'
    )


RENDERERS: Final[Renderers] = {
    "core/post-author": post_author,
    "core/post-author-biography": post_author_biography,
    "core/post-author-name": post_author_name,
    "core/post-comments-count": post_comments_count,
    "core/post-comments-link": post_comments_link,
    "core/post-content": post_content,
    "core/post-date": post_date,
    "core/post-excerpt": post_excerpt,
    "core/post-featured-image": post_featured_image,
    "core/post-navigation-link": post_navigation_link,
    "core/post-terms": post_terms,
    "core/post-time-to-read": post_time_to_read,
    "core/post-title": post_title,
    "core/read-more": read_more,
}
