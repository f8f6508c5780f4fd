"""Lists of what the site has: archives, categories, tags, newest posts and comments."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from engine.content.autop import autop
from engine.content.blocks.core.images import avatar_tag, thumbnail_tag
from engine.content.blocks.core.posts import excerpt_of
from engine.content.blocks.core.scripts import dropdown_script
from engine.content.blocks.core.wrapping import has_link_colour, wrapped
from engine.content.blocks.data import (
    ArchivesNeed,
    LatestCommentsNeed,
    MediaNeed,
    PostsNeed,
    TaxonomyNeed,
    TermsNeed,
)
from engine.content.escaping import esc_attr, esc_html
from engine.content.excerpts import EXCERPT_MORE
from engine.content.json_values import at, is_empty, to_float, to_int, to_text
from engine.content.kses import kses_post
from engine.content.language import filled
from engine.content.slugs import sanitize_title
from engine.content.texturize import texturize
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.content.blocks.data import ArchiveEntry, CommentView, PostView, TaxonomyView, TermView
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonValue
    from engine.content.language import Language

_UNIT: Final = re.compile(r"[0-9.]+([a-z%]+)", re.IGNORECASE)


def archives(instance: Instance, _html: str, rendering: Rendering) -> str:
    """Links to the site's archives by time, as a list or to choose from."""
    kind = instance.text("type") or "monthly"
    entries = rendering.data.ask(ArchivesNeed(kind))
    counts = ["" if not instance.has("showPostCounts") else f"&nbsp;({entry.count})" for entry in entries]
    if instance.has("displayAsDropdown"):
        return _archive_choice(instance, rendering, kind=kind, counts=counts)
    items = "".join(
        f"\t<li><a href='{esc_url(entry.url)}'{_current(rendering.page.is_within(entry.period))}>{label}</a>{count}</li>\n"
        for entry, label, count in zip(entries, _labels(entries, rendering), counts, strict=True)
    )
    if not items:
        nothing = esc_html(rendering.language.text("No archives to show."))
        return wrapped(instance, nothing, rendering, classes="wp-block-archives-list")
    return wrapped(instance, items, rendering, tag="ul", classes="wp-block-archives-list")


def _labels(entries: Iterable[ArchiveEntry], rendering: Rendering) -> list[str]:
    return [texturize(entry.label, typography=rendering.language.typography) for entry in entries]


def _current(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""


def _archive_choice(instance: Instance, rendering: Rendering, *, kind: str, counts: list[str]) -> str:
    name = rendering.ids.next("wp-block-archives-")
    entries = rendering.data.ask(ArchivesNeed(kind))
    options = "".join(
        f"\t<option value='{esc_url(entry.url)}'{_selected(rendering.page.is_within(entry.period))}> {label} {count}</option>\n"
        for entry, label, count in zip(entries, _labels(entries, rendering), counts, strict=True)
    )
    hidden = "" if instance.has("showLabel") else " screen-reader-text"
    _ = rendering.language.text
    choices = {
        "yearly": _("Select Year"),
        "monthly": _("Select Month"),
        "daily": _("Select Day"),
        "weekly": _("Select Week"),
    }
    choice = esc_html(choices.get(kind) or _("Select Post"))
    html = (
        f'<label for="{name}" class="wp-block-archives__label{hidden}">{esc_html(_("Archives"))}</label>\n\t\t'
        f'<select id="{name}" name="archive-dropdown">\n\t\t'
        f'<option value="">{choice}</option>{options}</select>'
        f"{dropdown_script(name, rendering.site.home, leads_to='dropdown.value')}"
    )
    return wrapped(instance, html, rendering, classes="wp-block-archives-dropdown")


def _selected(is_current: bool) -> str:
    return " selected='selected'" if is_current else ""


def categories(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The terms of a taxonomy, as a list or to choose from."""
    count = rendering.count("categories")
    name = instance.text("taxonomy")
    taxonomy = rendering.data.ask(TaxonomyNeed(name))
    if taxonomy is None:
        return ""
    parent = 0 if instance.has("showOnlyTopLevel") else None
    is_tree = instance.has("showHierarchy")
    need = TermsNeed(
        name,
        hide_empty=not instance.has("showEmpty"),
        parent=parent,
        hierarchical=is_tree,
        pad_counts=is_tree and instance.has("showPostCounts"),
    )
    terms = rendering.data.ask(need)
    kind = "dropdown" if instance.has("displayAsDropdown") else "list"
    classes = f"wp-block-categories-{kind} wp-block-categories-taxonomy-{name}"
    if kind == "dropdown":
        return wrapped(
            instance,
            _term_choice(instance, taxonomy, terms, number=count, rendering=rendering),
            rendering,
            classes=classes,
        )
    items = _term_items(instance, terms, rendering)
    if not items:
        items = f'<li class="cat-item-none">{rendering.language.text(taxonomy.no_terms)}</li>'
    return wrapped(instance, items, rendering, tag="ul", classes=classes)


def _term_items(instance: Instance, terms: tuple[TermView, ...], rendering: Rendering) -> str:
    if not instance.has("showHierarchy"):
        return "".join(_term_item(instance, term, rendering, children="") + "</li>\n" for term in terms)
    return _term_branch(instance, terms, rendering, parent=_root(terms))


def _root(terms: tuple[TermView, ...]) -> set[int]:
    """The parents that are not in the list themselves."""
    ids = {term.id for term in terms}
    return {term.parent for term in terms if term.parent not in ids}


def _term_branch(
    instance: Instance, terms: tuple[TermView, ...], rendering: Rendering, *, parent: set[int], depth: int = 0
) -> str:
    pieces = []
    tabs = "\t" * depth
    for term in terms:
        if term.parent in parent:
            inner = _term_branch(instance, terms, rendering, parent={term.id}, depth=depth + 1)
            children = f"{tabs}<ul class='children'>\n{inner}{tabs}</ul>\n" if inner else ""
            pieces.append(_term_item(instance, term, rendering, children=children) + "</li>\n")
    return "".join(pieces)


def _term_item(instance: Instance, term: TermView, rendering: Rendering, *, children: str) -> str:
    count = f" ({term.count})" if instance.has("showPostCounts") else ""
    queried = rendering.page.queried_term
    is_current = queried is not None and queried.id == term.id
    marks = " current-cat" if is_current else ""
    current = ' aria-current="page"' if is_current else ""
    return (
        f'\t<li class="cat-item cat-item-{term.id}{marks}"><a{current} href="{esc_url(term.link)}">'
        f"{esc_html(term.name)}</a>{count}\n{children}"
    )


def _term_choice(
    instance: Instance,
    taxonomy: TaxonomyView,
    terms: tuple[TermView, ...],
    *,
    number: int,
    rendering: Rendering,
) -> str:
    name = f"wp-block-categories-{number}"
    hidden = "" if instance.has("showLabel") else " screen-reader-text"
    label = (
        kses_post(instance.text("label"))
        if instance.has("label")
        else rendering.language.text(taxonomy.label)
    )
    choice = _choice(taxonomy, rendering.language)
    queried = rendering.page.queried_term
    selected = queried.slug if queried is not None and queried.taxonomy == taxonomy.name else ""
    levels = _levels(terms) if instance.has("showHierarchy") else [(term, 0) for term in terms]
    options = "".join(
        f'\t<option class="level-{level}" value="{esc_attr(term.slug)}"'
        f"{_chosen(is_chosen=term.slug == selected)}>{'&nbsp;' * 3 * level}{esc_html(term.name)}"
        f"{f'&nbsp;&nbsp;({term.count})' if instance.has('showPostCounts') else ''}</option>\n"
        for term, level in levels
    )
    return (
        f'<label class="wp-block-categories__label{hidden}" for="{esc_attr(name)}">{label}</label>'
        f"<select  name='{esc_attr(taxonomy.query_var)}' id='{esc_attr(name)}' class='postform'>\n"
        f"\t<option value='-1'>{choice}</option>\n{options}</select>"
        f"{_term_script(name, rendering.site.home)}\n"
    )


def _choice(taxonomy: TaxonomyView, language: Language) -> str:
    """What stands above the terms to choose from; WordPress's catalogue has the whole of it for its own."""
    if taxonomy.name == "category":
        return esc_html(language.text("Select Category"))
    return filled(language.text("Select %s"), language.text(taxonomy.singular))


def _chosen(*, is_chosen: bool) -> str:
    return ' selected="selected"' if is_chosen else ""


def _term_script(name: str, home: str) -> str:
    return dropdown_script(
        name, home, leads_to="`${ home }?${ dropdown.name }=${ encodeURIComponent( dropdown.value ) }`"
    )


def _levels(
    terms: tuple[TermView, ...], parent: set[int] | None = None, level: int = 0
) -> list[tuple[TermView, int]]:
    roots = _root(terms) if parent is None else parent
    found: list[tuple[TermView, int]] = []
    for term in terms:
        if term.parent in roots:
            found.append((term, level))
            found += _levels(terms, {term.id}, level + 1)
    return found


def tag_cloud(instance: Instance, _html: str, rendering: Rendering) -> str:
    """Terms in sizes that show how often they are used."""
    name, number = instance.text("taxonomy"), instance.number("numberOfTags")
    terms = rendering.data.ask(TermsNeed(name, orderby="count", order="desc", number=number))
    if not terms:
        return ""
    smallest, largest = instance.text("smallestFontSize"), instance.text("largestFontSize")
    found = _UNIT.fullmatch(smallest)
    unit = found[1] if found else "pt"
    low, high = to_float(smallest), to_float(largest)
    weights = {term.id: round(math.log10(term.count + 1) * 100) for term in terms}
    least = min(weights.values())
    step = max(high - low, 1) / max(max(weights.values()) - least, 1)
    ordered = sorted(terms, key=lambda term: natural_key(term.name))
    links = [
        _cloud_link(
            instance,
            term,
            position,
            size=f"{to_text(low + (weights[term.id] - least) * step)}{unit}",
            language=rendering.language,
        )
        for position, term in enumerate(ordered, 1)
    ]
    return wrapped(instance, "\n".join(links), rendering, tag="p")


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sort numbers inside of names by their value."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _cloud_link(instance: Instance, term: TermView, position: int, *, size: str, language: Language) -> str:
    items = filled(language.plural("%s item", "%s items", term.count), f"{term.count:,}")
    count = f'<span class="tag-link-count"> ({term.count:,})</span>' if instance.has("showTagCounts") else ""
    return (
        f'<a href="{esc_url(term.link)}" class="tag-cloud-link tag-link-{term.id} tag-link-position-{position}" '
        f'style="font-size: {esc_attr(size)};" aria-label="{esc_attr(f"{term.name} ({items})")}">'
        f"{esc_html(term.name)}{count}</a>"
    )


def latest_posts(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The newest posts."""
    ids = _category_ids(instance.get("categories"))
    need = PostsNeed(
        per_page=instance.number("postsToShow"),
        order=instance.text("order"),
        orderby=instance.text("orderBy"),
        terms=(("category", ids, True),) if ids else (),
        author=instance.text("selectedAuthor"),
    )
    items = "".join(_latest_post(instance, post, rendering) for post in rendering.data.ask(need).posts)
    return wrapped(instance, items, rendering, tag="ul", classes=_latest_classes(instance))


def _category_ids(chosen: JsonValue) -> tuple[int, ...]:
    """Older posts hold a single id as text."""
    if isinstance(chosen, str) and not is_empty(chosen):
        return (abs(to_int(chosen)),)
    return tuple(to_int(at(entry, "id")) for entry in chosen) if isinstance(chosen, list) else ()


def _latest_classes(instance: Instance) -> str:
    layout = instance.get("layout")
    legacy = "grid" if instance.get("postLayout") == "grid" else "default"
    is_grid = (to_text(at(layout, "type")) or legacy) == "grid"
    columns = at(layout, "columnCount") if at(layout, "columnCount") is not None else instance.get("columns")
    has_columns = is_grid and not is_empty(columns)
    names = {
        "wp-block-latest-posts__list": True,
        "is-grid": is_grid,
        sanitize_title(f"columns-{to_text(columns)}"): has_columns,
        "has-native-responsive-grid": has_columns and not is_empty(at(layout, "minimumColumnWidth")),
        "has-dates": instance.has("displayPostDate"),
        "has-author": instance.has("displayAuthor"),
        "has-link-color": has_link_colour(instance),
    }
    return " ".join(name for name, wanted in names.items() if wanted)


def _latest_post(instance: Instance, post: PostView, rendering: Rendering) -> str:
    _, dates = rendering.language.text, rendering.language.dates
    link, title = esc_url(post.link), post.title or esc_html(_("(no title)"))
    html = f'<a class="wp-block-latest-posts__post-title" href="{link}">{title}</a>'
    if instance.has("displayFeaturedImage") and post.thumbnail:
        html = _latest_image(instance, post, rendering, title=title) + html
    if instance.has("displayAuthor") and post.author and post.author.name:
        author = filled(_("by %s"), post.author.name)
        html += f'<div class="wp-block-latest-posts__post-author">{author}</div>'
    if instance.has("displayPostDate") and post.date:
        shown = post.date.format(rendering.site.date_format, dates)
        html += f'<time datetime="{post.date.format("c")}" class="wp-block-latest-posts__post-date">{shown}</time>'
    if instance.has("displayPostContent"):
        html += _latest_text(instance, post, rendering, title=title)
    return f"<li>{html}</li>\n"


def _latest_image(instance: Instance, post: PostView, rendering: Rendering, *, title: str) -> str:
    media = rendering.data.ask(MediaNeed(post.thumbnail))
    style = "".join(
        f"max-{side}:{instance.text(f'featuredImageSize{side.title()}')}px;"
        for side in ("width", "height")
        if instance.get(f"featuredImageSize{side.title()}") is not None
    )
    image = thumbnail_tag(
        media, instance.text("featuredImageSizeSlug"), rendering, attributes={"style": style}
    )
    if not image:
        return ""
    if instance.has("addLinkToFeaturedImage"):
        image = f'<a href="{esc_url(post.link)}" aria-label="{esc_attr(title)}">{image}</a>'
    align = instance.get("featuredImageAlign")
    classes = "wp-block-latest-posts__featured-image" + ("" if align is None else f" align{to_text(align)}")
    return f'<div class="{esc_attr(classes)}">{image}</div>'


def _latest_text(instance: Instance, post: PostView, rendering: Rendering, *, title: str) -> str:
    match instance.get("displayPostContentRadio"):
        case "excerpt":
            return f'<div class="wp-block-latest-posts__post-excerpt">{_latest_excerpt(instance, post, rendering, title=title)}</div>'
        case "full_post":
            content = _full_post(post, rendering).replace("]]>", "]]&gt;")
            return f'<div class="wp-block-latest-posts__post-full-content">{content}</div>'
        case _:
            return ""


def _latest_excerpt(instance: Instance, post: PostView, rendering: Rendering, *, title: str) -> str:
    if post.is_locked:
        return esc_html(rendering.language.text("This content is password protected."))
    excerpt = excerpt_of(post, rendering, length=instance.number("excerptLength"))
    if not excerpt.endswith(EXCERPT_MORE):
        return excerpt
    more = esc_html(rendering.language.text("Read more"))
    return (
        f'{excerpt.removesuffix(EXCERPT_MORE)}… <a class="wp-block-latest-posts__read-more" '
        f'href="{esc_url(post.link)}" rel="noopener">{more}<span class="screen-reader-text">: {esc_html(title)}</span></a>'
    )


def _full_post(post: PostView, rendering: Rendering) -> str:
    if post.is_locked:
        return esc_html(rendering.language.text("This content is password protected."))
    with rendering.once(f"latest-posts:{post.id}") as is_first:
        return rendering.content(post, is_whole=False) if is_first else ""


def latest_comments(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The newest comments."""
    shown = instance.get("displayExcerpt")
    if shown is None:
        content = to_text(instance.get("displayContent")) or "excerpt"
    else:
        content = "none" if is_empty(shown) else "excerpt"
    comments = rendering.data.ask(LatestCommentsNeed(instance.number("commentsToShow")))
    names = {
        "has-avatars": instance.has("displayAvatar"),
        "has-dates": instance.has("displayDate"),
        "has-excerpts": content != "none",
        "no-comments": not comments,
    }
    classes = " ".join(name for name, wanted in names.items() if wanted)
    if not comments:
        nothing = esc_html(rendering.language.text("No comments to show."))
        return wrapped(instance, nothing, rendering, classes=classes)
    items = "".join(_latest_comment(instance, comment, rendering, content=content) for comment in comments)
    return wrapped(instance, items, rendering, tag="ol", classes=classes)


def _latest_comment(instance: Instance, comment: CommentView, rendering: Rendering, *, content: str) -> str:
    block = "wp-block-latest-comments__comment"
    person = comment.author
    avatar = ""
    if instance.has("displayAvatar"):
        avatar = avatar_tag(person, 48, rendering, classes=f"{block}-avatar")
    author = f'<span class="{block}-author">{person.name}</span>'
    url = person.url or comment.author_posts
    if url:
        author = f'<a class="{block}-author" href="{esc_url(url)}">{person.name}</a>'
    _ = rendering.language.text
    title = comment.post_title or esc_html(_("(no title)"))
    link = f'<a class="{block}-link" href="{esc_url(comment.link)}">{title}</a>'
    html = filled(_("%1$s on %2$s"), author, link)
    if instance.has("displayDate"):
        shown = comment.date.format(rendering.site.date_format, rendering.language.dates)
        html += f'<time datetime="{comment.date.format("c")}" class="{block}-date">{shown}</time>'
    text = {"full": comment.text, "excerpt": comment.excerpt}.get(content)
    body = "" if text is None else f'<div class="{block}-excerpt">{autop(text)}</div>'
    return f'<li class="{block}">{avatar}<article><footer class="{block}-meta">{html}</footer>{body}</article></li>'


RENDERERS: Final[Renderers] = {
    "core/archives": archives,
    "core/categories": categories,
    "core/latest-comments": latest_comments,
    "core/latest-posts": latest_posts,
    "core/tag-cloud": tag_cloud,
}
