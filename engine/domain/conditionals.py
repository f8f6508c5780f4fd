"""What kind of page a request is for: WordPress's conditionals, as they follow from query variables alone."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.domain.context import Context
from engine.domain.query_terms import TermClause, term_clauses

Vars = dict[str, Any]

MAX_SEARCH: Final = 1600  # bytes

_NOT_DIGITS: Final = re.compile(r"[^0-9]")
_NOT_IDS: Final = re.compile(r"[^0-9,-]")
_INTEGER: Final = re.compile(r"\s*([+-]?\d{1,18})")
_COUNTS: Final = ("page_id", "year", "monthnum", "day", "w", "paged", "attachment_id")
_TIMES: Final = ("hour", "minute", "second")
_TEXTS: Final = (
    "pagename", "name", "attachment", "author_name", "feed", "embed", "tb", "preview", "tag", "category_name",
)  # fmt: skip
_FRONT_PAGE_VARS: Final = frozenset({"preview", "page", "paged", "cpage", "embed"})
# What an answer of 404 leaves of a query's kinds.
_KEPT_BY_404: Final = frozenset({"is_feed", "is_embed"})


@dataclass(slots=True)
class Parsing:
    """A query on its way: variables made clean, conditionals by WordPress's names, clauses about terms."""

    asked: Mapping[str, Any]
    vars: Vars
    flags: set[str] = field(default_factory=set)
    terms: list[TermClause] = field(default_factory=list)

    def set_404(self) -> None:
        """The page is not there, whatever else it was; a feed stays one."""
        self.flags = (self.flags & _KEPT_BY_404) | {"is_404"}

    def refresh_singular(self) -> None:
        """Whether it is about one post follows from its kinds."""
        self.flags.discard("is_singular")
        if self.flags & {"is_single", "is_page", "is_attachment"}:
            self.flags.add("is_singular")


def integer(value: Any) -> int:
    """A variable as PHP's (int) reads it; 0 for a list."""
    if isinstance(value, int):
        return value
    found = _INTEGER.match(value) if isinstance(value, str) else None
    return int(found[1]) if found else 0


def parse(ctx: Context, asked: Mapping[str, Any]) -> Parsing:
    """Clean variables and conditionals, as far as no database is asked (the first half of WP_Query::parse_query)."""
    parsing = Parsing(asked, _clean(asked))
    flags, variables = parsing.flags, parsing.vars
    flags.update(f"is_{name}" for name in ("robots", "favicon", "sitemap") if _is_given(variables, name))
    if _is_given(variables, "sitemap-stylesheet"):
        flags.add("is_sitemap")
    if variables["attachment"] or variables["attachment_id"]:
        flags |= {"is_single", "is_attachment"}
    elif variables["name"] or variables["p"]:
        flags.add("is_single")
    elif variables["pagename"] or variables["page_id"]:
        flags.add("is_page")
    else:
        _archives(ctx, parsing)
    _views(parsing)
    _home(ctx, parsing)
    return parsing


def _is_given(variables: Mapping[str, Any], name: str) -> bool:
    return variables.get(name) not in (None, "", "0")


def _clean(asked: Mapping[str, Any]) -> Vars:
    made: Vars = dict(asked)
    number = integer(asked.get("p"))
    if number < 0 or isinstance(asked.get("p"), (list, dict)):
        number, made["error"] = 0, "404"
    made["p"] = number
    made |= {name: abs(integer(asked.get(name))) for name in _COUNTS}
    made |= {name: abs(integer(asked[name])) if _text(asked, name) else "" for name in _TIMES}
    made |= {name: _text(asked, name).strip() for name in _TEXTS}
    made["m"] = _NOT_DIGITS.sub("", _text(asked, "m"))
    made["author"] = _NOT_IDS.sub("", _text(asked, "author"))
    cat = asked.get("cat")
    made["cat"] = _NOT_IDS.sub("", ",".join(map(str, cat)) if isinstance(cat, list) else _text(asked, "cat"))
    made["tag"] = ",".join(map(str, asked["tag"])) if isinstance(asked.get("tag"), list) else made["tag"]
    search = _text(asked, "s")
    made["s"] = search if len(search.encode("utf-8", "surrogateescape")) <= MAX_SEARCH else ""
    if _text(asked, "subpost"):
        made["attachment"] = _text(asked, "subpost")
    if _text(asked, "subpost_id"):
        made["attachment_id"] = abs(integer(asked["subpost_id"]))
    return made


def _text(asked: Mapping[str, Any], name: str) -> str:
    value = asked.get(name)
    return value if isinstance(value, str) else ""


def _archives(ctx: Context, parsing: Parsing) -> None:
    flags, variables = parsing.flags, parsing.vars
    if "s" in parsing.asked:
        flags.add("is_search")
    _dates(parsing)
    parsing.terms = term_clauses(ctx, variables)
    kinds = {"category": "is_category", "post_tag": "is_tag"}
    flags.update(
        kinds.get(clause.taxonomy, "is_tax") for clause in parsing.terms if clause.operator != "NOT IN"
    )
    if variables["author_name"] or variables["author"] not in {"", "0"}:
        flags.add("is_author")
    kind = ctx.types.post_types.get(_text(variables, "post_type"))
    if kind and kind.archive:
        flags.add("is_post_type_archive")
    if flags & {"is_post_type_archive", "is_date", "is_author", "is_category", "is_tag", "is_tax"}:
        flags.add("is_archive")


def _dates(parsing: Parsing) -> None:
    flags, variables = parsing.flags, parsing.vars
    if any(variables[name] != "" for name in _TIMES):
        flags |= {"is_time", "is_date"}
    elif variables["day"]:
        if _is_no_day(variables):
            variables["error"] = "404"
        else:
            flags |= {"is_day", "is_date"}
    if variables["monthnum"] and "is_date" not in flags:
        if variables["monthnum"] > 12:
            variables["error"] = "404"
        else:
            flags |= {"is_month", "is_date"}
    if variables["year"] and "is_date" not in flags:
        flags |= {"is_year", "is_date"}
    length = len(variables["m"])
    if length:
        kind = "time" if length > 9 else "day" if length > 7 else "month" if length > 5 else "year"
        flags |= {f"is_{kind}", "is_date"}
    if variables["w"]:
        flags.add("is_date")


def _is_no_day(variables: Vars) -> bool:
    year, month, day = (variables[name] for name in ("year", "monthnum", "day"))
    if not (year and month):
        return False
    return bool(month > 12 or day > calendar.monthrange(min(max(year, 1), 9999), month)[1])


def _views(parsing: Parsing) -> None:
    """Feeds, embeds, trackbacks, pages of a list, previews."""
    flags, variables = parsing.flags, parsing.vars
    for name, flag in (("feed", "is_feed"), ("embed", "is_embed"), ("tb", "is_trackback")):
        if variables[name]:
            flags.add(flag)
    if variables["paged"] > 1:
        flags.add("is_paged")
    if variables["preview"]:
        flags.add("is_preview")
    if "comments-" in variables["feed"]:
        variables["feed"] = variables["feed"].replace("comments-", "")
        variables["withcomments"] = "1"
    parsing.refresh_singular()
    of_post = "is_singular" in flags and not _is_given(variables, "withoutcomments")
    if "is_feed" in flags and (_is_given(variables, "withcomments") or of_post):
        flags.add("is_comment_feed")


def _home(ctx: Context, parsing: Parsing) -> None:
    others = {"is_singular", "is_archive", "is_search", "is_feed", "is_trackback", "is_404", "is_robots",
              "is_favicon", "is_sitemap"}  # fmt: skip
    flags, variables = parsing.flags, parsing.vars
    if flags & others:
        return
    front = ctx.options.integer("page_on_front") if ctx.options.text("show_on_front") == "page" else 0
    asked = {name for name, value in parsing.asked.items() if name != "pagename" or value}
    if not front or asked - _FRONT_PAGE_VARS:
        flags.add("is_home")
        return
    flags.add("is_page")
    variables["page_id"] = front
    if variables["paged"]:
        # The front page's own pages: WordPress reads the number as one of <!--nextpage-->.
        variables["page"], variables["paged"] = str(variables["paged"]), 0
    parsing.refresh_singular()
