"""Pages of the recorded site: what their queries found, as recorded for the same addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.content.blocks.data import Crumb, Page, PostPage, PostsNeed, TermView
from tests.golden.cases import RECORDED, case_files, read_cases
from tests.golden.site_data import HOME

if TYPE_CHECKING:
    from tests.golden.cases import RecordedSite
    from tests.golden.site_data import SiteData

DATES = {4: ("Year", "Y"), 7: ("Month", "F Y"), 10: ("Day", "F j, Y")}
LABELS = {"category": "Category", "post_tag": "Tag", "genre": "Genre", "mood": "Mood"}


def resolutions() -> dict[str, dict[str, Any]]:
    """What each address led to, under the site's own settings."""
    path = next(path for name, path in case_files(RECORDED) if name == "url_resolution")
    found: dict[str, dict[str, Any]] = {}
    for case in read_cases(path):
        options = case.options or {}
        is_own = options.get("permalink_structure") == "/%year%/%monthnum%/%day%/%postname%/"
        if (
            (not options or is_own)
            and options.get("show_on_front", "posts") == "posts"
            and not options.get("category_base")
        ):
            found.setdefault(case.args[0], case.expected)
    return found


def resolved_by_rule(uri: str, data: SiteData) -> dict[str, Any]:
    """What an address leads to by the site's rules, for those that were not recorded."""
    parts = [part for part in uri.split("/") if part]
    match parts:
        case []:
            return _found(["is_home", "is_front_page"], data.posts(PostsNeed(sticky="first")))
        case [query] if query.startswith("?s="):
            found = data.posts(PostsNeed(search=query[3:]))
            return _found(["is_search"], found, variables={"s": query[3:]})
        case ["category", *_, slug]:
            return _term_found(slug, "category", ["is_archive", "is_category"], data)
        case ["type", slug]:
            return _term_found(f"post-format-{slug}", "post_format", ["is_archive", "is_tax"], data)
        case ["author", name]:
            number = data.user_id(name)
            found = data.posts(PostsNeed(author=str(number)))
            return _found(["is_archive", "is_author"], found, queried=number, variables={"author_name": name})
        case _:
            return _single_found(uri, data)


def _found(
    flags: list[str], posts: PostPage, *, queried: int = 0, variables: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "flags": flags,
        "queried_object_id": queried,
        "query_vars": variables or {},
        "ids": [post.id for post in posts.posts],
        "found": posts.total,
        "pages": posts.pages,
    }


def _term_found(slug: str, taxonomy: str, flags: list[str], data: SiteData) -> dict[str, Any]:
    term = next(term for term in data.terms.values() if term.taxonomy == taxonomy and term.slug == slug)
    ids = (term.id, *data.descendants(term.id))
    return _found(flags, data.posts(PostsNeed(terms=((taxonomy, ids, True),))), queried=term.id)


def _single_found(uri: str, data: SiteData) -> dict[str, Any]:
    row = next((row for row in data.rows.values() if data.link(row) == f"{HOME}{uri}"), None)
    post = data.post(row["ID"]) if row else None
    if post is None:
        return _found(["is_404"], PostPage())
    return _found(["is_singular"], PostPage((post,), 1), queried=post.id)


def page_of(uri: str, resolved: dict[str, Any], data: SiteData, site: RecordedSite) -> Page:
    """The page at an address."""
    flags = frozenset(resolved["flags"])
    variables = resolved["query_vars"]
    number = int(variables.get("paged") or 1)
    posts = PostPage(
        tuple(post for found in resolved["ids"] if (post := data.post(found))),
        resolved["found"],
        resolved["pages"],
        5,
    )
    term = data.term(resolved["queried_object_id"]) if flags & {"is_category", "is_tag", "is_tax"} else None
    prefix, name = _archive(flags, variables, term, data=data, site=site)
    return Page(
        url=f"{HOME}{uri}",
        path=uri,
        page_urls=_page_urls(uri, resolved["pages"]),
        flags=flags,
        queried_id=resolved["queried_object_id"],
        queried_term=term,
        period=_period(variables) if "is_date" in flags else (),
        queried_author=resolved["queried_object_id"] if "is_author" in flags else 0,
        search=variables.get("s", ""),
        archive_title=f"{prefix} <span>{name}</span>" if prefix else name,
        archive_name=name,
        posts=_with_sticky_class(posts, flags, data, number=number),
        number=number,
        crumbs=_crumbs(flags, variables, term, data=data, name=name, number=number, uri=uri),
    )


def _period(variables: dict[str, Any]) -> tuple[int, ...]:
    return tuple(int(variables[key]) for key in ("year", "monthnum", "day") if variables.get(key))


def _with_sticky_class(posts: PostPage, flags: frozenset[str], data: SiteData, *, number: int) -> PostPage:
    """Sticky posts say so on the first page of the front."""
    if "is_home" not in flags or number > 1:
        return posts
    return PostPage(
        tuple(data.marked_sticky(post) for post in posts.posts), posts.total, posts.pages, posts.per_page
    )


def _page_urls(uri: str, pages: int) -> tuple[str, ...]:
    path, _, query = uri.partition("?")
    base = re.sub(r"page/\d+/$", "", path)
    suffix = f"?{query}" if query else ""
    return tuple(
        f"{HOME}{base}{f'page/{number}/' if number > 1 else ''}{suffix}" for number in range(1, pages + 1)
    )


def _archive(
    flags: frozenset[str],
    variables: dict[str, Any],
    term: TermView | None,
    *,
    data: SiteData,
    site: RecordedSite,
) -> tuple[str, str]:
    if term is not None and term.taxonomy == "post_format":
        return "", f"{term.name.title()}s"
    if term is not None:
        return f"{LABELS[term.taxonomy]}:", term.name
    if "is_author" in flags:
        person = data.person(int(_author_id(variables, site)))
        return "Author:", person.name if person else ""
    if "is_date" in flags:
        date = "-".join(
            f"{int(variables[key]):02}" for key in ("year", "monthnum", "day") if variables.get(key)
        )
        label, pattern = DATES[len(date)]
        return f"{label}:", data.moment((date + "-01-01")[:10]).format(pattern)
    if "is_post_type_archive" in flags:
        return "Archives:", str(site.types["post_types"][variables["post_type"]]["label"])
    return "", "Archives"


def _author_id(variables: dict[str, Any], site: RecordedSite) -> int:
    name = variables.get("author_name")
    return next((int(row["ID"]) for row in site.tables["users"] if row["user_nicename"] == name), 0)


def _crumbs(
    flags: frozenset[str],
    variables: dict[str, Any],
    term: TermView | None,
    *,
    data: SiteData,
    name: str,
    number: int,
    uri: str,
) -> tuple[Crumb, ...]:
    last = (Crumb(f"Page {number}"),) if number > 1 else ()
    url = HOME + re.sub(r"page/\d+/$", "", uri) if number > 1 else ""
    if "is_home" in flags:
        return last
    if "is_search" in flags:
        return (Crumb(f'Search results for: "{variables["s"]}"', url), *last)
    if "is_404" in flags:
        return (Crumb("Page not found"),)
    if term is not None:
        return (*data.ancestors(term), Crumb(term.name, url), *last)
    if "is_date" in flags:
        return (*_date_crumbs(variables, data, url=url), *last)
    return (Crumb(name, url), *last) if "is_archive" in flags else ()


def _date_crumbs(variables: dict[str, Any], data: SiteData, *, url: str) -> list[Crumb]:
    year, month, day = (int(variables.get(key) or 0) for key in ("year", "monthnum", "day"))
    crumbs = [Crumb(str(year), f"{HOME}/{year}/")]
    if month:
        crumbs.append(Crumb(data.moment(f"{year}-{month:02}-01").format("F"), f"{HOME}/{year}/{month:02}/"))
    if day:
        crumbs.append(Crumb(str(day)))
    crumbs[-1] = Crumb(crumbs[-1].label, url)
    return crumbs
