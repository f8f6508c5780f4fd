"""The headers of a page of a collection: how many there are, and where the pages before and after are."""

from math import ceil
from typing import Any
from urllib.parse import quote, quote_plus

from engine.web.rest.routes import Answer, Call


def add_page_headers(answer: Answer, call: Call, total: int, pages: int, *, beyond: bool = False) -> None:
    """Set X-WP-Total, X-WP-TotalPages and the Link header's prev and next.

    From `beyond` the last page the one before is that of the next lower number; else it is the last.
    """
    answer.headers["X-WP-Total"] = str(total)
    answer.headers["X-WP-TotalPages"] = str(pages)
    page = call.params.get("page") or 1
    if page > 1:
        before = page - 1 if beyond else min(page - 1, pages)
        answer.link_header.append(f'<{page_url(call, page=str(before))}>; rel="prev"')
    if page < pages:
        answer.link_header.append(f'<{page_url(call, page=str(page + 1))}>; rel="next"')


def count_from_offset(call: Call) -> None:
    """Take the page that an offset amounts to for where the pages before and after begin."""
    call.params["page"] = ceil(call["offset"] / call["per_page"]) + 1


def page_url(call: Call, **changes: str) -> str:
    """The address of another part of the collection: the same query but for this."""
    base = call.url(call.route)
    query = build_query({**_understood(call), **changes})
    return f"{base}{'&' if '?' in base else '?'}{query}"


def _understood(call: Call) -> dict[str, Any]:
    """The query as its arguments were understood, lists as lists; arguments that are null are left out."""
    values = {name: call.params.get(name, sent) for name, sent in call.query.items()}
    return {name: value for name, value in values.items() if value is not None}


def build_query(fields: dict[str, Any]) -> str:
    """A query string as WordPress builds it: nested with brackets, an empty value without its equals sign."""
    return "&".join(f"{name}={value}" if value else name for name, value in _flat(fields))


def _flat(fields: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in fields.items():
        # Names are written as they came, but for what would end an address or a header.
        plain = quote(str(key), safe="!$&'()*+,-./:;=?@[]_~")
        name = f"{prefix}%5B{plain}%5D" if prefix else plain
        if isinstance(value, dict):
            flat += _flat(value, name)
        elif isinstance(value, (list, tuple)):
            flat += _flat({str(index): item for index, item in enumerate(value)}, name)
        else:
            flat.append((name, quote_plus(_text(value))))
    return flat


def _text(value: Any) -> str:
    """A value as PHP writes it into text."""
    return ("1" if value else "") if isinstance(value, bool) else str(value)
