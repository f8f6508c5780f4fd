"""Query loops: a list of posts, its template and its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.pagination import page_links
from engine.content.blocks.core.wrapping import aligned, has_link_colour, heading_tag, wrapped
from engine.content.blocks.data import PostsNeed, PostTypeNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import at, is_empty, is_numeric, mapping, to_int, to_text
from engine.content.language import filled
from engine.content.markup import Markup
from engine.content.query_strings import add_query_args
from engine.content.slugs import sanitize_title
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import PostPage
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject, JsonValue

_ARROWS: Final = {"arrow": {"next": "→", "previous": "←"}, "chevron": {"next": "»", "previous": "«"}}
_STICKY: Final = ("first", "only", "exclude")


def query(instance: Instance, html: str, _rendering: Rendering) -> str:
    """The loop's own tag; with enhanced pagination it changes pages without a reload."""
    number = instance.get("queryId")
    if instance.get("enhancedPagination") is not True or number is None:
        return html
    markup = Markup(html)
    tag = markup.next()
    if tag is None:
        return html
    tag.set("data-wp-interactive", "core/query")
    tag.set("data-wp-router-region", f"query-{to_text(number)}")
    tag.set("data-wp-context", "{}")
    tag.set("data-wp-key", to_text(number))
    return str(markup)


def page_key(instance: Instance) -> str:
    """The name by which the address carries this loop's page."""
    number = instance.context.get("queryId")
    return "query-page" if number is None else f"query-{to_text(number)}-page"


def inherits(instance: Instance) -> bool:
    """Whether the loop shows what the page itself found."""
    return not is_empty(at(instance.context, "query", "inherit"))


def found(instance: Instance, rendering: Rendering) -> PostPage:
    """The posts of the loop on the page that the address names."""
    if inherits(instance):
        return rendering.page.posts
    return rendering.data.ask(query_need(instance, rendering.page.number_of(page_key(instance))))


def query_need(instance: Instance, page: int) -> PostsNeed:
    """The question that a query loop asks (`build_query_vars_from_query_block`)."""
    asked = mapping(instance.context, "query")
    terms, search = _terms(asked), to_text(asked.get("search"))
    is_plain = not search and not any(wanted for _, _, wanted in terms)
    sticky = to_text(asked.get("sticky")) or ("first" if is_plain else "")
    excluded = _ids(asked.get("exclude"))
    current = instance.available.get("postId")
    if not is_empty(asked.get("excludeCurrent")) and current is not None:
        excluded = (*excluded, to_int(current))
    per_page = abs(to_int(asked.get("perPage"))) if is_numeric(asked.get("perPage")) else 0
    return PostsNeed(
        type=to_text(asked.get("postType")) or "post",
        per_page=per_page,
        offset=abs(to_int(asked.get("offset"))) if per_page else 0,
        page=page if per_page else 1,
        order="asc" if to_text(asked.get("order")).lower() == "asc" else "desc",
        orderby=to_text(asked.get("orderBy")) or "date",
        author=",".join(map(str, _ids(asked.get("author")))) or to_text(asked.get("author")),
        search=search,
        exclude=excluded,
        parents=_ids(asked.get("parents")),
        sticky=sticky if sticky in _STICKY else "",  # type: ignore[arg-type]  # narrowed by the line above
        terms=terms,
        formats=tuple(sorted(to_text(name) for name in _list(asked.get("format")))),
        with_private=True,
    )


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _ids(value: JsonValue) -> tuple[int, ...]:
    return tuple(number for number in map(to_int, _list(value)) if number)


def _terms(asked: JsonObject) -> tuple[tuple[str, tuple[int, ...], bool], ...]:
    wanted: list[tuple[str, tuple[int, ...], bool]] = [
        (taxonomy, _ids(asked.get(name)), True)
        for name, taxonomy in (("categoryIds", "category"), ("tagIds", "post_tag"))
        if _ids(asked.get(name))
    ]
    by_taxonomy = mapping(asked, "taxQuery")
    if set(by_taxonomy) <= {"include", "exclude"}:
        for kind in ("include", "exclude"):
            chosen = mapping(by_taxonomy, kind)
            wanted += [
                (name, _ids(terms), kind == "include") for name, terms in chosen.items() if _ids(terms)
            ]
    else:
        wanted += [(name, _ids(terms), True) for name, terms in by_taxonomy.items() if _ids(terms)]
    return tuple(wanted)


def post_template(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The template once for every post of the loop."""
    posts = found(instance, rendering).posts
    if not posts:
        return ""
    is_enhanced = not is_empty(instance.context.get("enhancedPagination"))
    items = []
    for post in posts:
        inner = rendering.inner(instance, {"postId": post.id, "postType": post.type})
        key = f' data-wp-key="post-template-item-{post.id}"' if is_enhanced else ""
        classes = esc_attr(" ".join(["wp-block-post", *post.classes]))
        items.append(f'<li{key} class="{classes}">{inner}</li>')
    return wrapped(instance, "".join(items), rendering, tag="ul", classes=_template_classes(instance))


def _template_classes(instance: Instance) -> str:
    display, layout = instance.context.get("displayLayout"), instance.get("layout")
    columns = at(layout, "columnCount")
    is_grid = at(layout, "type") == "grid" and not is_empty(columns)
    names = {
        f"is-flex-container columns-{to_text(at(display, 'columns'))}": at(display, "type") == "flex"
        and instance.context.get("query") is not None,
        "has-link-color": has_link_colour(instance),
        sanitize_title(f"columns-{to_text(columns)}"): is_grid,
        "has-native-responsive-grid": is_grid and not is_empty(at(layout, "minimumColumnWidth")),
    }
    return " ".join(name for name, wanted in names.items() if wanted)


def query_no_results(instance: Instance, html: str, rendering: Rendering) -> str:
    """What shows where the loop found nothing."""
    if is_empty(html.strip()) or found(instance, rendering).posts:
        return ""
    return wrapped(instance, html, rendering, classes="has-link-color" if has_link_colour(instance) else "")


def query_pagination(instance: Instance, html: str, rendering: Rendering) -> str:
    """The links to the loop's other pages."""
    if is_empty(html.strip()):
        return ""
    classes = "has-link-color" if has_link_colour(instance) else ""
    attributes = wrapper_attributes(
        instance, rendering.theme, **{"class": classes, "aria_label": rendering.language.text("Pagination")}
    )
    return f"<nav {attributes}>{html}</nav>"


def query_pagination_next(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to the next page."""
    return _turn(instance, rendering, forward=True)


def query_pagination_previous(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to the page before."""
    return _turn(instance, rendering, forward=False)


def _turn(instance: Instance, rendering: Rendering, *, forward: bool) -> str:
    url = _turned_url(instance, rendering, forward=forward)
    if not url:
        return ""
    kind = "next" if forward else "previous"
    attributes = wrapper_attributes(instance, rendering.theme)
    _ = rendering.language.text
    text = esc_html(instance.text("label") or (_("Next Page") if forward else _("Previous Page")))
    shows_label = instance.context.get("showLabel") is None or not is_empty(instance.context["showLabel"])
    label = text if shows_label else ""
    attributes += "" if label else f' aria-label="{text}"'
    arrow = _arrow(instance, kind)
    label = label + arrow if forward else arrow + label
    html = f'<a href="{esc_url(url)}" {attributes}>{label}</a>'
    return (
        _enhanced(html, f"query-pagination-{kind}")
        if not is_empty(instance.context.get("enhancedPagination"))
        else html
    )


def _turned_url(instance: Instance, rendering: Rendering, *, forward: bool) -> str:
    """The address of the next or previous page, empty where there is none."""
    limit = to_int(at(instance.context, "query", "pages"))
    pages = found(instance, rendering).pages
    total = min(limit, pages) if limit else pages
    if inherits(instance):
        number = rendering.page.number
        target = number + 1 if forward else number - 1
        return rendering.page_url(target) if 1 <= target <= (total if forward else number) else ""
    number = rendering.page.number_of(page_key(instance))
    if forward:
        leads_on = number < total if limit else pages and pages != number
        return add_query_args({page_key(instance): number + 1}, rendering.page.path) if leads_on else ""
    return (
        add_query_args({page_key(instance): number - 1}, rendering.page.path) if 1 < number <= total else ""
    )


def _arrow(instance: Instance, kind: str) -> str:
    name = to_text(instance.context.get("paginationArrow"))
    arrows = _ARROWS.get(name)
    if arrows is None:
        return ""
    classes = f"wp-block-query-pagination-{kind}-arrow is-arrow-{name}"
    return f"<span class='{classes}' aria-hidden='true'>{arrows[kind]}</span>"


def _enhanced(html: str, key: str) -> str:
    markup = Markup(html)
    link = markup.next("A", class_name=f"wp-block-{key}")
    if link is None:
        return html
    link.set("data-wp-key", key)
    link.set("data-wp-on--click", "core/query::actions.navigate")
    link.set("data-wp-on--mouseenter", "core/query::actions.prefetch")
    link.set("data-wp-watch", "core/query::callbacks.prefetch")
    return str(markup)


def query_pagination_numbers(instance: Instance, _html: str, rendering: Rendering) -> str:
    """Links to the pages by number."""
    limit = to_int(at(instance.context, "query", "pages"))
    pages = found(instance, rendering).pages
    total = min(limit, pages) if limit else pages
    around = instance.number("midSize") if instance.get("midSize") is not None else 2
    if inherits(instance):
        html = page_links(total, rendering.page.number, rendering.page_url, around=around)
    else:
        key = page_key(instance)
        number = rendering.page.number_of(key)
        # The rest of the address stays; behind the first page it is marked, as WordPress has it.
        others = {name: value for name, value in rendering.page.parameters.items() if name != key}
        kept = ({} if number == 1 else {"cst": ""}) | others
        html = page_links(
            total,
            number,
            lambda page: add_query_args(kept, f"?{key}={page}"),
            around=around,
            first=add_query_args(kept, "?"),
        )
    if not html:
        return ""
    if not is_empty(instance.context.get("enhancedPagination")):
        html = _enhanced_numbers(html)
    return wrapped(instance, html, rendering)


def _enhanced_numbers(html: str) -> str:
    markup = Markup(html)
    index = 0
    while tag := markup.next(class_name="page-numbers"):
        if tag.get("data-wp-key") is None:
            tag.set("data-wp-key", f"index-{index}")
            index += 1
        if tag.name == "A":
            tag.set("data-wp-on--click", "core/query::actions.navigate")
    return str(markup)


def query_total(instance: Instance, _html: str, rendering: Rendering) -> str:
    """How many posts the loop found, or which of them this page shows."""
    posts, language = found(instance, rendering), rendering.language
    number = rendering.page.number if inherits(instance) else rendering.page.number_of(page_key(instance))
    if instance.get("displayType") != "range-display":
        html = filled(language.plural("%d result found", "%d results found", posts.total), str(posts.total))
        return wrapped(instance, html, rendering)
    per_page = posts.per_page or rendering.site.posts_per_page
    start = (number - 1) * per_page + 1 if posts.total else 0
    end = min(start + per_page - 1, posts.total)
    if start == end:
        html = filled(language.text("Displaying %1$s of %2$s"), str(start), str(posts.total))
    else:
        said = language.text("Displaying %1$s – %2$s of %3$s")
        html = filled(said, str(start), str(end), str(posts.total))
    return wrapped(instance, html, rendering)


def query_title(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The title of an archive, a search or a post type."""
    title = _query_title(instance, rendering)
    if title is None:
        return ""
    classes = aligned(instance) if instance.has("textAlign") else ""
    return wrapped(instance, title, rendering, tag=heading_tag(instance, "h1"), classes=classes)


def _query_title(instance: Instance, rendering: Rendering) -> str | None:
    page, kind, _ = rendering.page, instance.get("type"), rendering.language.text
    shows_prefix = instance.get("showPrefix") is None or instance.has("showPrefix")
    if kind == "post-type":
        name = to_text(at(instance.context, "query", "postType")) or to_text(
            instance.available.get("postType")
        )
        label = rendering.data.ask(PostTypeNeed(name)) if name else ""
        if not label:
            return None
        return filled(_("Post Type: &#8220;%s&#8221;"), label) if shows_prefix else label
    if kind == "archive" and "is_archive" in page.flags:
        return page.archive_title if shows_prefix else page.archive_name
    if kind == "search" and "is_search" in page.flags:
        shows_term = instance.has("showSearchTerm")
        if not shows_term:
            return esc_html(_("Search results"))
        return filled(_("Search results for: &#8220;%s&#8221;"), esc_attr(page.search))
    return None


RENDERERS: Final[Renderers] = {
    "core/post-template": post_template,
    "core/query": query,
    "core/query-no-results": query_no_results,
    "core/query-pagination": query_pagination,
    "core/query-pagination-next": query_pagination_next,
    "core/query-pagination-numbers": query_pagination_numbers,
    "core/query-pagination-previous": query_pagination_previous,
    "core/query-title": query_title,
    "core/query-total": query_total,
}
