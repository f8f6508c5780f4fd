"""Answers to the questions of blocks, from the rows of the recorded site."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from engine.content.autop import autop
from engine.content.blocks.data import (
    AdjacentNeed,
    ArchiveEntry,
    ArchivesNeed,
    CommentNeed,
    CommentView,
    Crumb,
    CrumbsNeed,
    ExcerptNeed,
    LatestCommentsNeed,
    MediaNeed,
    Menu,
    MetaNeed,
    NavigationNeed,
    PagesNeed,
    PatternNeed,
    Person,
    PersonNeed,
    PostCommentsNeed,
    PostNeed,
    PostPage,
    PostsNeed,
    PostTermsNeed,
    PostTypeNeed,
    PostView,
    ReusableNeed,
    TaxonomyNeed,
    TaxonomyView,
    TermNeed,
    TermsNeed,
    TermView,
)
from engine.content.dates import Moment, parse_date
from engine.content.excerpts import trim_words
from engine.content.images import ImageSize, Picture
from engine.content.pipeline import render_comment, render_content, render_title
from engine.content.tags import strip_all_tags
from engine.content.timezones import PlaceZone
from engine.model.php import unserialize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.content.blocks.needs import Need
    from tests.golden.cases import RecordedSite

HOME = "http://blog.test"
ZONE = PlaceZone(ZoneInfo("America/St_Johns"))
UPLOADS = f"{HOME}/wp-content/uploads"
CORE_TAXONOMIES = {
    "category": TaxonomyView(
        "category", "Categories", "Category", "No categories", "category_name", is_hierarchical=True
    ),
    "post_tag": TaxonomyView("post_tag", "Tags", "Tag", "No tags", "tag", is_hierarchical=False),
    "post_format": TaxonomyView(
        "post_format", "Formats", "Format", "No formats", "post_format", is_hierarchical=False
    ),
}
VIEWABLE = {"post", "page", "attachment", "book", "chapter"}
BASES = {"category": "category", "post_tag": "tag", "post_format": "type"}
SINGULAR = {"post": "Post", "page": "Page", "attachment": "Media"}
SUPPORTS = {"chapter": frozenset({"title", "editor"}), "wp_block": frozenset({"title"})}


class SiteData:
    """The recorded site as blocks see it."""

    def __init__(self, site: RecordedSite) -> None:
        self._site = site
        self._loaders: dict[type, Callable[[Any], Any]] = {
            PostNeed: lambda need: self.post(need.id),
            ExcerptNeed: self._excerpt,
            ReusableNeed: self._reusable,
            NavigationNeed: self._navigation,
            PatternNeed: lambda _: "",
            MediaNeed: lambda need: self.media(need.id),
            PersonNeed: lambda need: self.person(need.id),
            MetaNeed: self._meta_value,
            PostsNeed: self.posts,
            AdjacentNeed: self._adjacent,
            CrumbsNeed: self._crumbs,
            PagesNeed: lambda _: self._pages(),
            TaxonomyNeed: lambda need: self.taxonomy(need.name),
            PostTypeNeed: self._post_type,
            TermNeed: lambda need: self.term(need.id),
            TermsNeed: self._terms,
            PostTermsNeed: lambda need: self.post_terms(need.post, need.taxonomy),
            ArchivesNeed: self._archives,
            LatestCommentsNeed: self._latest_comments,
            CommentNeed: lambda need: self._comment(need.id),
            PostCommentsNeed: lambda _: (),
        }

    def answer(self, needs: Iterable[Need[object]]) -> dict[Need[object], object]:
        """All answers that this site has."""
        return {need: self._loaders[type(need)](need) for need in needs if type(need) in self._loaders}

    @cached_property
    def rows(self) -> dict[int, dict[str, Any]]:
        return {row["ID"]: row for row in self._site.tables["posts"]}

    def post(self, number: int) -> PostView | None:
        row = self.rows.get(number)
        if row is None or row["post_status"] not in {"publish", "inherit"}:
            return None
        date = self.moment(row["post_date"])
        return PostView(
            id=number,
            type=row["post_type"],
            slug=row["post_name"],
            title=self._title(row),
            link=self.link(row),
            date=date,
            modified=self.moment(row["post_modified"]),
            content=row["post_content"],
            author=self.person(row["post_author"]),
            parent=row["post_parent"],
            comment_count=row["comment_count"],
            comments_open=row["comment_status"] == "open",
            thumbnail=int(self.meta(number, "_thumbnail_id") or 0),
            classes=self._classes(row),
            is_locked=bool(row["post_password"]),
            supports=SUPPORTS.get(row["post_type"], frozenset({"title", "editor", "author"})),
        )

    def _title(self, row: dict[str, Any]) -> str:
        title = render_title(row["post_title"])
        return f"Protected: {title}" if row["post_password"] else title

    def moment(self, text: str) -> Moment:
        return cast("Moment", parse_date(text, ZONE))

    def link(self, row: dict[str, Any]) -> str:
        kind, name = row["post_type"], row["post_name"]
        if kind == "post":
            return f"{HOME}/{row['post_date'][:10].replace('-', '/')}/{name}/"
        if kind == "attachment":
            parent = self.rows.get(row["post_parent"])
            return f"{self.link(parent)}{name}/" if parent else f"{HOME}/{name}/"
        path = [name]
        parent = row["post_parent"]
        while parent:
            path.insert(0, self.rows[parent]["post_name"])
            parent = self.rows[parent]["post_parent"]
        base = "" if kind == "page" else f"{kind}/"
        return f"{HOME}/{base}{'/'.join(path)}/"

    def meta(self, number: int, key: str) -> str | None:
        rows = self._site.tables["postmeta"]
        return next(
            (row["meta_value"] for row in rows if row["post_id"] == number and row["meta_key"] == key), None
        )

    def _meta_value(self, need: MetaNeed) -> str | None:
        return None if need.key.startswith("_") else self.meta(need.id, need.key)

    def _classes(self, row: dict[str, Any]) -> tuple[str, ...]:
        number, kind = row["ID"], row["post_type"]
        classes = [f"post-{number}", kind, f"type-{kind}", f"status-{row['post_status']}"]
        formats = [term.slug.removeprefix("post-format-") for term in self.post_terms(number, "post_format")]
        if kind == "post":
            classes.append(f"format-{formats[0] if formats else 'standard'}")
        classes += ["post-password-required"] if row["post_password"] else []
        if self.meta(number, "_thumbnail_id"):
            classes.append("has-post-thumbnail")
        classes.append("hentry")
        for taxonomy in ("category", "post_tag", "post_format", "genre", "mood"):
            prefix = {"post_tag": "tag"}.get(taxonomy, taxonomy)
            classes += [f"{prefix}-{_class_slug(term)}" for term in self.post_terms(number, taxonomy)]
        return tuple(classes)

    def person(self, number: int) -> Person | None:
        row = next((row for row in self._site.tables["users"] if row["ID"] == number), None)
        if row is None:
            return None
        return Person(
            number,
            row["display_name"],
            f"{HOME}/author/{row['user_nicename']}/",
            self._user_meta(number, "description"),
            avatar(row["user_email"]),
        )

    def _user_meta(self, number: int, key: str) -> str:
        rows = self._site.tables["usermeta"]
        return next(
            (row["meta_value"] for row in rows if row["user_id"] == number and row["meta_key"] == key), ""
        )

    def media(self, number: int) -> Picture | None:
        row = self.rows.get(number)
        file = self.meta(number, "_wp_attached_file")
        if row is None or file is None:
            return None
        raw: Any = unserialize(self.meta(number, "_wp_attachment_metadata") or "a:0:{}")
        data = _plain(raw)
        folder = f"{UPLOADS}/{file}".rpartition("/")[0]
        sizes = tuple(
            ImageSize(size, f"{folder}/{value['file']}", value["width"], value["height"])
            for size, value in (data.get("sizes") or {}).items()
        )
        alt = self.meta(number, "_wp_attachment_image_alt") or ""
        width, height = data.get("width", 0), data.get("height", 0)
        return Picture(number, f"{UPLOADS}/{file}", alt, row["post_excerpt"], width, height, sizes)

    def _excerpt(self, need: ExcerptNeed) -> str:
        row = self.rows[need.post]
        if row["post_password"]:
            return "There is no excerpt because this is a protected post."
        if row["post_excerpt"]:
            return str(row["post_excerpt"])
        content = re.sub(r"<!--(more|nextpage).*?-->.*", "", row["post_content"], flags=re.DOTALL)
        return trim_words(render_content(content), need.length, need.more)

    def _reusable(self, need: ReusableNeed) -> str:
        row = self.rows.get(need.id)
        fits = (
            row
            and row["post_type"] == need.type
            and row["post_status"] == "publish"
            and not row["post_password"]
        )
        return str(row["post_content"]) if row and fits else ""

    def _navigation(self, need: NavigationNeed) -> Menu | None:
        row = self.rows.get(need.id or self._site.ids["posts"]["nav"])
        if row is None or row["post_status"] != "publish":
            return None
        return Menu(row["ID"], row["post_title"], row["post_content"])

    def _published(self, kind: str) -> list[dict[str, Any]]:
        rows = [
            row for row in self.rows.values() if row["post_type"] == kind and row["post_status"] == "publish"
        ]
        return sorted(rows, key=lambda row: (row["post_date"], row["ID"]), reverse=True)

    @cached_property
    def sticky(self) -> list[int]:
        raw: Any = unserialize(self._site.options["sticky_posts"])
        return [int(value) for value in _plain(raw).values()] if raw else []

    def posts(self, need: PostsNeed) -> PostPage:
        if need.type not in VIEWABLE:
            need = replace(need, type="post")
        rows = [row for row in self._published(need.type) if self._matches(row, need)]
        rows = _ordered(rows, need)
        per_page = need.per_page or 5
        total = len(rows)
        start = need.offset + (need.page - 1) * per_page
        chosen = rows[start : start + per_page]
        if need.sticky == "first":
            front = [row for row in self._published(need.type) if row["ID"] in self.sticky]
            chosen = front + [row for row in chosen if row not in front]
        views = tuple(view for row in chosen if (view := self.post(row["ID"])))
        pages = -(-total // per_page)
        return PostPage(views, total, pages, per_page)

    def user_id(self, name: str) -> int:
        return next(int(row["ID"]) for row in self._site.tables["users"] if row["user_nicename"] == name)

    def descendants(self, number: int) -> list[int]:
        below = [term.id for term in self.terms.values() if term.parent == number]
        return below + [deeper for child in below for deeper in self.descendants(child)]

    def marked_sticky(self, post: PostView) -> PostView:
        """The post with the class that sticky posts get on the front page."""
        if post.id not in self.sticky:
            return post
        classes = list(post.classes)
        classes.insert(classes.index("hentry"), "sticky")
        return replace(post, classes=tuple(classes))

    def _matches(self, row: dict[str, Any], need: PostsNeed) -> bool:
        if row["ID"] in need.exclude or (
            need.author and str(row["post_author"]) not in need.author.split(",")
        ):
            return False
        if need.sticky == "only" and row["ID"] not in self.sticky:
            return False
        if need.sticky == "exclude" and row["ID"] in self.sticky:
            return False
        if need.parents and row["post_parent"] not in need.parents:
            return False
        if need.search and need.search.lower() not in (row["post_title"] + row["post_content"]).lower():
            return False
        for taxonomy, terms, wanted in need.terms:
            has = any(term.id in terms for term in self.post_terms(row["ID"], taxonomy))
            if has is not wanted:
                return False
        return True

    def _crumbs(self, need: CrumbsNeed) -> tuple[Crumb, ...] | None:
        row = self.rows.get(need.post)
        post = self.post(need.post)
        if row is None or post is None:
            return None
        crumbs: list[Crumb] = []
        given = self._site.types["post_types"].get(post.type, {})
        archive = given.get("has_archive")
        if archive:
            slug = archive if isinstance(archive, str) else post.type
            crumbs.append(Crumb(given["label"], f"{HOME}/{slug}/"))
        is_tree = post.type in {"page", "chapter"}
        if not is_tree and (not post.parent or need.prefers_terms):
            crumbs += self._term_crumbs(post)
        else:
            crumbs += self._parent_crumbs(row)
        return (*crumbs, Crumb(post.title or "(no title)", is_html=True))

    def _parent_crumbs(self, row: dict[str, Any]) -> list[Crumb]:
        crumbs: list[Crumb] = []
        parent = row["post_parent"]
        while parent:
            above = self.rows[parent]
            crumbs.insert(0, Crumb(self._title(above) or "(no title)", self.link(above), is_html=True))
            parent = above["post_parent"]
        return crumbs

    def _term_crumbs(self, post: PostView) -> list[Crumb]:
        taxonomies = {"post": ("category", "post_tag", "mood"), "book": ("genre", "mood")}.get(post.type, ())
        term = next((terms[0] for name in taxonomies if (terms := self.post_terms(post.id, name))), None)
        return [*self.ancestors(term), Crumb(term.name, term.link)] if term else []

    def ancestors(self, term: TermView) -> list[Crumb]:
        """The terms above a term."""
        crumbs: list[Crumb] = []
        while term.parent:
            term = self.terms[term.parent]
            crumbs.insert(0, Crumb(term.name, term.link))
        return crumbs

    def _adjacent(self, need: AdjacentNeed) -> PostView | None:
        own = self.rows.get(need.id)
        if own is None:
            return None
        rows = self._published(own["post_type"])
        terms = {term.id for term in self.post_terms(need.id, need.taxonomy)}
        if need.taxonomy:
            rows = [
                row for row in rows if terms & {term.id for term in self.post_terms(row["ID"], need.taxonomy)}
            ]
        before = [row for row in rows if row["post_date"] < own["post_date"]]
        after = [row for row in rows if row["post_date"] > own["post_date"]]
        found = before[0] if need.previous and before else after[-1] if not need.previous and after else None
        return self.post(found["ID"]) if found else None

    def _pages(self) -> tuple[PostView, ...]:
        rows = sorted(
            self._published("page"), key=lambda row: (row["menu_order"], collated(row["post_title"]))
        )
        return tuple(self._raw_titled(row) for row in rows)

    def _raw_titled(self, row: dict[str, Any]) -> PostView:
        return PostView(
            row["ID"],
            row["post_type"],
            row["post_name"],
            row["post_title"],
            self.link(row),
            parent=row["post_parent"],
        )

    def taxonomy(self, name: str) -> TaxonomyView | None:
        if name in CORE_TAXONOMIES:
            return CORE_TAXONOMIES[name]
        given = self._site.types["taxonomies"].get(name)
        if given is None:
            return None
        label, singular = given["label"], given["singular_name"]
        return TaxonomyView(
            name,
            label,
            singular,
            "No categories" if given["hierarchical"] else "No tags",
            name,
            given["hierarchical"],
        )

    def _post_type(self, need: PostTypeNeed) -> str:
        given = self._site.types["post_types"].get(need.name, {})
        return SINGULAR.get(need.name) or given.get("singular_name", "")

    @cached_property
    def terms(self) -> dict[int, TermView]:
        names = {row["term_id"]: row for row in self._site.tables["terms"]}
        raw = {row["term_id"]: row for row in self._site.tables["term_taxonomy"]}
        found = {}
        for number, row in raw.items():
            name = names[number]
            path = [name["slug"]]
            parent = row["parent"]
            while parent:
                path.insert(0, names[parent]["slug"])
                parent = raw[parent]["parent"]
            base = BASES.get(row["taxonomy"], row["taxonomy"])
            slug = "/".join(path).replace("post-format-", "")
            found[number] = TermView(
                id=number,
                taxonomy=row["taxonomy"],
                name=name["name"].removeprefix("post-format-").title()
                if row["taxonomy"] == "post_format"
                else name["name"],
                slug=name["slug"],
                link=f"{HOME}/{base}/{slug}/",
                description=autop(row["description"]) if row["description"] else "",
                raw_description=row["description"],
                parent=row["parent"],
                count=row["count"],
            )
        return found

    def term(self, number: int) -> TermView | None:
        return self.terms.get(number)

    def _terms(self, need: TermsNeed) -> tuple[TermView, ...]:
        terms = [term for term in self.terms.values() if term.taxonomy == need.taxonomy]
        children: dict[int, list[int]] = {}
        for term in terms:
            children.setdefault(term.parent, []).append(term.id)
        if need.hide_empty:
            tree = need.taxonomy in {"category", "genre"}
            terms = [
                term
                for term in terms
                if term.count
                or (
                    tree
                    and self._has_posts_below(term.id, children)
                    and (need.parent is not None or need.hierarchical)
                )
            ]
        if need.include:
            terms = [term for term in terms if term.id in need.include]
        if need.parent is not None:
            terms = [term for term in terms if term.parent == need.parent]
        if need.pad_counts:
            terms = [replace(term, count=self._count_below(term.id, children)) for term in terms]
        reverse = need.order == "desc"
        key: Callable[[TermView], Any] = {"count": lambda term: term.count}.get(
            need.orderby, lambda term: collated(term.name)
        )
        terms.sort(key=key, reverse=reverse)
        return tuple(terms[: need.number or None])

    def _has_posts_below(self, number: int, children: dict[int, list[int]]) -> bool:
        return any(
            self.terms[child].count or self._has_posts_below(child, children)
            for child in children.get(number, ())
        )

    def _count_below(self, number: int, children: dict[int, list[int]]) -> int:
        return self.terms[number].count + sum(
            self._count_below(child, children) for child in children.get(number, ())
        )

    def post_terms(self, number: int, taxonomy: str) -> tuple[TermView, ...]:
        rows = self._site.tables["term_relationships"]
        ids = {row["term_taxonomy_id"] for row in rows if row["object_id"] == number}
        found = [term for term in self.terms.values() if term.id in ids and term.taxonomy == taxonomy]
        return tuple(sorted(found, key=lambda term: collated(term.name)))

    def _archives(self, need: ArchivesNeed) -> tuple[ArchiveEntry, ...]:
        lengths = {"yearly": 4, "monthly": 7, "daily": 10}
        formats = {"yearly": "Y", "monthly": "F Y", "daily": "F j, Y"}
        if need.kind not in lengths:
            return ()
        counts: dict[str, int] = {}
        for row in self._published("post"):
            date = row["post_date"][: lengths[need.kind]]
            counts[date] = counts.get(date, 0) + 1
        return tuple(self._archive(date, count, formats[need.kind]) for date, count in counts.items())

    def _archive(self, date: str, count: int, pattern: str) -> ArchiveEntry:
        label = self.moment((date + "-01-01")[:10]).format(pattern)
        return ArchiveEntry(
            f"{HOME}/{date.replace('-', '/')}/", label, count, tuple(map(int, date.split("-")))
        )

    def _latest_comments(self, need: LatestCommentsNeed) -> tuple[CommentView, ...]:
        rows = [row for row in self._site.tables["comments"] if str(row["comment_approved"]) == "1"]
        rows = [row for row in rows if self.rows[row["comment_post_ID"]]["post_status"] == "publish"]
        rows.sort(key=lambda row: (row["comment_date_gmt"], row["comment_ID"]), reverse=True)
        return tuple(view for row in rows[: need.number] if (view := self._comment(row["comment_ID"])))

    def _comment(self, number: int) -> CommentView | None:
        row = next((row for row in self._site.tables["comments"] if row["comment_ID"] == number), None)
        post = self.post(row["comment_post_ID"]) if row else None
        if row is None or post is None or str(row["comment_approved"]) != "1":
            return None
        user = self.person(row["user_id"]) if row["user_id"] else None
        name = row["comment_author"] or (user.name if user else "Anonymous")
        url = row["comment_author_url"] or (user.url if user else "")
        is_ping = row["comment_type"] in {"pingback", "trackback"}
        person = Person(
            row["user_id"],
            name,
            url,
            "",
            "" if is_ping else avatar(row["comment_author_email"]),
            bool(row["comment_author_email"]),
        )
        return CommentView(
            id=number,
            post=post.id,
            post_title=post.title,
            link=f"{post.link}#comment-{number}",
            author=person,
            date=self.moment(row["comment_date"]),
            text=render_comment(row["comment_content"]),
            excerpt=comment_excerpt(row["comment_content"]),
        )


def collated(text: str) -> str:
    """Case, accents and the order of signs as the database compares them."""
    plain = "".join(
        char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char)
    )
    return re.sub(r"[^\w\s]", "!", plain)


def avatar(email: str) -> str:
    digest = hashlib.sha256(email.strip().lower().encode()).hexdigest() if email else ""
    return f"https://secure.gravatar.com/avatar/{digest}?s={{size}}&d=mm&r=g"


def comment_excerpt(text: str) -> str:
    return trim_words(strip_all_tags(text.replace("\n", " ").replace("\r", " ")), 20)


def _class_slug(term: TermView) -> str:
    cleaned = re.sub(r"%[a-fA-F0-9]{2}|[^A-Za-z0-9_-]", "", term.slug)
    return cleaned if cleaned and not cleaned.isdigit() and cleaned.strip("-") else str(term.id)


def _ordered(rows: list[dict[str, Any]], need: PostsNeed) -> list[dict[str, Any]]:
    reverse = need.order == "desc"
    keys: dict[str, Callable[[dict[str, Any]], Any]] = {
        "title": lambda row: (collated(row["post_title"]), row["ID"]),
        "menu_order": lambda row: (row["menu_order"], row["ID"]),
        "modified": lambda row: (row["post_modified"], row["ID"]),
        "comment_count": lambda row: (row["comment_count"], row["ID"]),
    }
    key = keys.get(need.orderby, lambda row: (row["post_date"], row["ID"]))
    return sorted(rows, key=key, reverse=reverse)


def _plain(value: Any) -> Any:
    """PHP arrays as dicts with text keys."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return {str(key): _plain(item) for key, item in enumerate(value)}
    return value
