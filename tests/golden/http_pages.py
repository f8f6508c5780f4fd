"""Pages of the recorded site by HTTP: their status and headers, and what stands in their head."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from tests.golden.addresses import open_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpx2 import Response

    from tests.golden.cases import Case, RecordedSite

_MOVED = (301, 302)


def http_pages(_site: RecordedSite, case: Case) -> dict[str, Any]:
    """What a browser gets that asks for an address."""
    site = open_site()
    response = site.run(site.ask(case))
    kind = response.headers.get("content-type", "")
    answer = {
        "status": response.status_code,
        "location": response.headers.get("location"),
        "x_redirect_by": response.headers.get("x-redirect-by"),
        "content_type": kind,
        "link_header": response.headers.get("link"),
    }
    if "text/html" not in kind or response.status_code in _MOVED:
        return answer
    return answer | head_of(response)


def head_of(response: Response) -> dict[str, Any]:
    """What the head of a page says of it."""
    title = re.search(r"<title>(.*?)</title>", response.text, re.DOTALL)
    classes = re.search(r'<body[^>]* class="([^"]*)"', response.text)
    return {
        "title": title[1] if title else None,
        "body_class": classes[1].split() if classes else None,
        "rel_canonical": _link(response.text, "canonical"),
        "robots": _named(response.text, r'<meta name="robots" content="([^"]*)"'),
        "shortlink": _link(response.text, "shortlink"),
    }


def _link(text: str, rel: str) -> str | None:
    """The address of a link, escaped as WordPress escapes addresses."""
    found = _named(text, rf'<link rel="{rel}" href="([^"]*)"')
    return found and found.replace("&", "&#038;")


def _named(text: str, pattern: str) -> str | None:
    found = re.search(pattern, text)
    return unescape(found[1]) if found else None


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {"http_pages": http_pages}
