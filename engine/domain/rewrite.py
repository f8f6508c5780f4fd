"""WordPress's rewrite rules: the whole map from paths to query variables, as data made from the permalink structure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.types import PostType, Taxonomy

Rules = dict[str, str]

INDEX: Final = "index.php"
PAGINATION_BASE: Final = "page"
COMMENTS_PAGINATION_BASE: Final = "comment-page"
FEEDS: Final = ("feed", "rdf", "rss", "rss2", "atom")

_ANY_FEED: Final = f"({'|'.join(FEEDS)})/?$"
_ENDINGS: Final = {
    "trackback": "trackback/?$",
    "embed": "embed/?$",
    "feed": f"feed/{_ANY_FEED}",
    "bare_feed": _ANY_FEED,
    "page": f"{PAGINATION_BASE}/?([0-9]{{1,}})/?$",
    "comments": f"{COMMENTS_PAGINATION_BASE}-([0-9]{{1,}})/?$",
}
_TAG: Final = re.compile(r"%.+?%")
_VERBOSE: Final = re.compile(r"[^%]*%(?:postname|category|tag|author)%")
_DATE_ORDERS: Final = ("%year%/%monthnum%/%day%", "%day%/%monthnum%/%year%", "%monthnum%/%day%/%year%")
_FULL_TIME: Final = ("%year%", "%monthnum%", "%day%", "%hour%", "%minute%", "%second%")

# What stands in a structure, what it matches in a path, and the query variable that the match fills.
_TAGS: Final[Mapping[str, tuple[str, str]]] = {
    "%year%": ("([0-9]{4})", "year="),
    "%monthnum%": ("([0-9]{1,2})", "monthnum="),
    "%day%": ("([0-9]{1,2})", "day="),
    "%hour%": ("([0-9]{1,2})", "hour="),
    "%minute%": ("([0-9]{1,2})", "minute="),
    "%second%": ("([0-9]{1,2})", "second="),
    "%postname%": ("([^/]+)", "name="),
    "%post_id%": ("([0-9]+)", "p="),
    "%author%": ("([^/]+)", "author_name="),
    "%pagename%": ("([^/]+?)", "pagename="),
    "%search%": ("(.+)", "s="),
}
_PAGES: Final = {"%pagename%": ("(.?.+?)", "pagename=")}

# The bases of core's own taxonomies: the option that may name another, and the usual one.
_TAXONOMY_BASES: Final = {
    "category": ("category_base", "category"),
    "post_tag": ("tag_base", "tag"),
    "post_format": ("", "type"),
}

_ALWAYS: Final[Rules] = {
    "^wp-json/?$": f"{INDEX}?rest_route=/",
    "^wp-json/(.*)?": f"{INDEX}?rest_route=/$matches[1]",
    f"^{INDEX}/wp-json/?$": f"{INDEX}?rest_route=/",
    f"^{INDEX}/wp-json/(.*)?": f"{INDEX}?rest_route=/$matches[1]",
    r"^wp-sitemap\.xml$": f"{INDEX}?sitemap=index",
    r"^wp-sitemap\.xsl$": f"{INDEX}?sitemap-stylesheet=sitemap",
    r"^wp-sitemap-index\.xsl$": f"{INDEX}?sitemap-stylesheet=index",
    r"^wp-sitemap-([a-z]+?)-([a-z\d_-]+?)-(\d+?)\.xml$": (
        f"{INDEX}?sitemap=$matches[1]&sitemap-subtype=$matches[2]&paged=$matches[3]"
    ),
    r"^wp-sitemap-([a-z]+?)-(\d+?)\.xml$": f"{INDEX}?sitemap=$matches[1]&paged=$matches[2]",
}
_AT_ROOT: Final[Rules] = {
    r"robots\.txt$": f"{INDEX}?robots=1",
    r"favicon\.ico$": f"{INDEX}?favicon=1",
    r"sitemap\.xml": f"{INDEX}?sitemap=index",
}
_OLD_FILES: Final[Rules] = {
    r".*wp-(atom|rdf|rss|rss2|feed|commentsrss2)\.php$": f"{INDEX}?feed=old",
    r".*wp-app\.php(/.*)?$": f"{INDEX}?error=403",
    ".*wp-register.php$": f"{INDEX}?register=true",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a post type or taxonomy adds to the map: a structure with one tag of its own, and perhaps an archive."""

    structure: str
    tag: str
    pattern: str
    query: str
    is_type: bool = False
    hierarchical: bool = False
    feeds: bool = True
    archive: str = ""

    @property
    def name(self) -> str:
        """The registered name."""
        return self.tag.strip("%")


@dataclass(frozen=True)
class Structure:
    """A site's permalink structure with everything else that shapes its map; equal ones have equal rules."""

    pattern: str
    places: tuple[Place, ...] = ()
    front_page: int = 0
    in_folder: bool = False
    tags: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.pattern, self.places, self.front_page, self.in_folder))

    @property
    def front(self) -> str:
        """What stands before the first tag."""
        return self.pattern[: self.pattern.find("%")] if "%" in self.pattern else ""

    @property
    def root(self) -> str:
        """What stands before every path where the server does not rewrite addresses."""
        return f"{INDEX}/" if self.pattern.startswith(f"/{INDEX}") else ""

    @cached_property
    def has_verbose_pages(self) -> bool:
        """Whether a post's address could be a page's, so that pages must be looked up before a rule counts."""
        return bool(_VERBOSE.match(self.pattern))

    @property
    def date(self) -> str:
        """The structure of date archives: out of the way of post ids, which could be years."""
        order = next((one for one in _DATE_ORDERS if one in self.pattern), _DATE_ORDERS[0])
        clash = "%post_id%" in _TAG.findall(self.pattern)[:3]
        return f"{self.front}{'date/' if clash else ''}{order}"

    @property
    def author(self) -> str:
        """The structure of author archives."""
        return f"{self.front}author/%author%"

    @property
    def search(self) -> str:
        """The structure of searches."""
        return f"{self.root}search/%search%"


def structure(ctx: Context) -> Structure:
    """The site's structure, from its options and what is registered; the same object until one of them changes."""
    kinds = (*ctx.types.taxonomies.values(), *ctx.types.post_types.values())
    made: tuple[object, str, Structure] | None = ctx.options.made.get("structure")
    if made is None or made[:2] != (kinds, ctx.home):
        made = ctx.options.made["structure"] = (kinds, ctx.home, _structure(ctx))
    return made[2]


def _structure(ctx: Context) -> Structure:
    pattern = ctx.options.text("permalink_structure")
    bare = Structure(pattern)
    bases = {name: ctx.options.text(option) for name, (option, _) in _TAXONOMY_BASES.items()}
    places = tuple(_places(bare, ctx.types, bases))
    path = ctx.home.split("://", 1)[-1].partition("/")[2].strip("/")
    return Structure(
        pattern,
        places,
        ctx.options.integer("page_on_front"),
        in_folder=bool(path),
        tags={**_TAGS, **{place.tag: (place.pattern, place.query) for place in places}},
    )


def _places(bare: Structure, types: Registrations, bases: Mapping[str, str]) -> Iterator[Place]:
    """In the order in which WordPress registers: core's taxonomies, post types, other taxonomies."""
    yield from (_of_taxonomy(bare, one, bases) for one in types.taxonomies.values() if one.name in bases)
    yield from (_of_type(bare, one) for one in types.post_types.values() if one.rewrite and not one.builtin)
    others = (one for one in types.taxonomies.values() if one.name not in bases and one.rewrite)
    yield from (_of_taxonomy(bare, one, bases) for one in others)


def _of_taxonomy(bare: Structure, taxonomy: Taxonomy, bases: Mapping[str, str]) -> Place:
    own = bases.get(taxonomy.name, "")
    base = own or _TAXONOMY_BASES.get(taxonomy.name, ("", taxonomy.rewrite))[1]
    before = bare.root if own and not bare.root else bare.front
    return Place(
        f"{before}{base}/%{taxonomy.name}%",
        f"%{taxonomy.name}%",
        "(.+?)" if taxonomy.hierarchical and taxonomy.rewrite_hierarchical else "([^/]+)",
        f"{taxonomy.query_var}=" if taxonomy.query_var else f"taxonomy={taxonomy.name}&term=",
        hierarchical=taxonomy.hierarchical,
    )


def _of_type(bare: Structure, kind: PostType) -> Place:
    return Place(
        f"{bare.front}{kind.rewrite}/%{kind.name}%",
        f"%{kind.name}%",
        "(.+?)" if kind.hierarchical else "([^/]+)",
        f"{kind.query_var or kind.name}=",
        is_type=True,
        hierarchical=kind.hierarchical,
        feeds=bool(kind.archive),
        archive=f"{bare.front[1:]}{kind.archive}" if kind.archive else "",
    )


@lru_cache(maxsize=16)
def rules(structure: Structure) -> Rules:
    """Every rule in WordPress's order, pattern to query; {} for a site with plain addresses."""
    if not structure.pattern:
        return {}
    made: Rules = dict(_ALWAYS)
    for place in structure.places:
        made |= _archive(place)
    for place in structure.places:
        made |= _generated(structure, place.structure, feed=place.feeds, comments=place.is_type)
    made |= ({} if structure.in_folder else _AT_ROOT) | _OLD_FILES
    made |= _generated(structure, f"{structure.root}/", root=True)
    made |= _generated(structure, f"{structure.root}comments", paged=False, of_comments=True, walked=False)
    made |= _generated(structure, structure.search) | _generated(structure, structure.author)
    made |= _generated(structure, structure.date)
    posts = _generated(structure, structure.pattern, comments=True)
    pages = _generated(structure, f"{structure.root}%pagename%", comments=True, walked=False, tags=_PAGES)
    return made | (pages | posts if structure.has_verbose_pages else posts | pages)


@lru_cache(maxsize=16)
def compiled(structure: Structure) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The rules ready to match: expression, pattern as written, query."""
    return tuple((re.compile(rule, re.ASCII), rule, query) for rule, query in rules(structure).items())


def _archive(place: Place) -> Rules:
    if not place.archive:
        return {}
    base, query = place.archive, f"{INDEX}?post_type={place.name}"
    found = {f"{base}/?$": query}
    if place.feeds:
        found[f"{base}/{_ENDINGS['feed']}"] = f"{query}&feed=$matches[1]"
        found[f"{base}/{_ENDINGS['bare_feed']}"] = f"{query}&feed=$matches[1]"
    found[f"{base}/{PAGINATION_BASE}/([0-9]{{1,}})/?$"] = f"{query}&paged=$matches[1]"
    return found


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a structure on the way down its folders: what it matches and what that means."""

    pattern: str
    match: str
    query: str
    tags: int

    def to(self, ending: str, variable: str) -> tuple[str, str]:
        """The rule for an ending; one that captures fills `variable`."""
        value = f"$matches[{self.tags + 1}]" if variable.endswith("=") else ""
        return f"{self.match}{_ENDINGS[ending]}", f"{INDEX}?{self.query}&{variable}{value}"


def _generated(
    structure: Structure,
    pattern: str,
    *,
    paged: bool = True,
    feed: bool = True,
    comments: bool = False,
    root: bool = False,
    of_comments: bool = False,
    walked: bool = True,
    tags: Mapping[str, tuple[str, str]] | None = None,
) -> Rules:
    """The rules of one structure (generate_rewrite_rules): deeper folders come before those above them.

    `comments` asks for pages of comments, `root` for those of a front page, `of_comments` marks comment feeds.
    """
    made: Rules = {}
    for level in _levels(pattern, {**structure.tags, **(tags or {})}, walked=walked):
        found: Rules = {}
        marked = "&withcomments=1" if of_comments else ""
        if feed:
            feeds = (level.to("feed", "feed="), level.to("bare_feed", "feed="))
            found |= {match: query + marked for match, query in feeds}
            found |= dict([level.to("embed", "embed=true")])
        if paged:
            found |= dict([level.to("page", "paged=")])
        if comments:
            found |= dict([level.to("comments", "cpage=")])
        elif root and structure.front_page:
            found |= dict([level.to("comments", f"page_id={structure.front_page}&cpage=")])
        if level.tags:
            found = _of_objects(structure, level, found)
        made = found | made
    return made


def _levels(pattern: str, tags: Mapping[str, tuple[str, str]], *, walked: bool) -> Iterator[_Level]:
    front = pattern[: pattern.find("%")] if "%" in pattern else ""
    inner = pattern if front in {"", "/"} else pattern.replace(front, "")
    names = _TAG.findall(pattern)
    queries = [f"{_replaced(name, tags, 1)}$matches[{number}]" for number, name in enumerate(names, 1)]
    inner = inner.strip("/")
    reached = front.lstrip("/")
    for folder in inner.split("/") if walked else [inner]:
        reached = f"{reached}{folder}/".lstrip("/")
        count = len(_TAG.findall(reached))
        yield _Level(reached, _replaced(reached, tags, 0), "&".join(queries[:count]), count)


def _replaced(text: str, tags: Mapping[str, tuple[str, str]], part: int) -> str:
    for tag, values in tags.items():
        text = text.replace(tag, values[part])
    return text


def _of_objects(structure: Structure, level: _Level, found: Rules) -> Rules:
    """Add the level's own rule; where it names one object, also what hangs below that: pages, attachments."""
    kind = _object_kind(structure, level.pattern)
    if kind is None:
        return {**found, f"{level.match}?$": f"{INDEX}?{level.query}"}
    match = level.match.rstrip("/")
    found = {**found, f"{match}(?:/([0-9]+))?/?$": f"{INDEX}?{level.query}&page=$matches[{level.tags + 1}]"}
    found = dict([level.to("embed", "embed=true"), level.to("trackback", "tb=1")]) | found
    above = match.replace("(", "").replace(")", "")
    if kind == "flat":
        found = found | _attachment(f"{above}/([^/]+)/")
    return _attachment(f"{above}/attachment/([^/]+)/") | found


def _object_kind(structure: Structure, reached: str) -> str | None:
    """Whether a structure names one object so far: ``flat``, ``nested`` (pages) or None."""
    if "%pagename%" in reached:
        return "nested"
    if "%postname%" in reached or "%post_id%" in reached or all(tag in reached for tag in _FULL_TIME):
        return "flat"
    for place in _types(structure.places):
        if place.tag in reached:
            return "nested" if place.hierarchical else "flat"
    return None


def _types(places: Iterable[Place]) -> Iterator[Place]:
    return (place for place in places if place.is_type)


def _attachment(match: str) -> Rules:
    query = f"{INDEX}?attachment=$matches[1]"
    return {
        f"{match}?$": query,
        f"{match}{_ENDINGS['trackback']}": f"{query}&tb=1",
        f"{match}{_ENDINGS['feed']}": f"{query}&feed=$matches[2]",
        f"{match}{_ENDINGS['bare_feed']}": f"{query}&feed=$matches[2]",
        f"{match}{_ENDINGS['comments']}": f"{query}&cpage=$matches[2]",
        f"{match}{_ENDINGS['embed']}": f"{query}&embed=true",
    }
