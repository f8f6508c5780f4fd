"""`_embed`: the targets of embeddable links, asked of the same routes by the same actor, inside the answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from engine.web.http.php import parse
from engine.web.rest.dispatch import arguments, dispatch
from engine.web.rest.errors import RestError
from engine.web.rest.links import with_curies
from engine.web.rest.routes import Answer, Call, Foresee
from engine.web.rest.serialize import Wanted, includes

# Links of one answer that are followed at most; further ones stay links.
MAX_EMBEDS = 1000


class Embedding:
    """Follows the links of one answer; each target is asked once."""

    def __init__(self, call: Call, rels: list[str] | None) -> None:
        self._call = call
        self._rels = rels
        self._asked: dict[str, Any] = {}

    async def foresee(self, items: Iterable[dict[str, Any]]) -> None:
        """Let the routes of all targets load at once what they would load one by one."""
        links = (link for item in items for _, links in self._followed(item) for link in links)
        calls = defaultdict[Foresee, list[Call]](list)
        for href in dict.fromkeys(str(link["href"]) for link in links if link.get("embeddable")):
            foresee, call = self._foreseen(href)
            if foresee and call:
                calls[foresee].append(call)
        for foresee, foreseen in calls.items():
            await foresee(self._call.ctx, foreseen)

    def _foreseen(self, href: str) -> tuple[Foresee | None, Call | None]:
        """Who can load for a target beforehand, and the call, its arguments understood."""
        call = self._call_of(href)
        try:
            route, groups = call.api.match(call.route) if call else (None, {})
            endpoint = route.endpoint("GET") if route else None
            if not (call and route and endpoint and route.foresee):
                return None, None
            call.path = groups
            call.params = arguments(call, endpoint)
        except RestError:
            return None, None
        return route.foresee, call

    async def into(self, item: dict[str, Any]) -> None:
        """Put `_embedded` into an item that has `_links`."""
        embedded = {}
        for rel, links in self._followed(item):
            targets = [await self._target(link) for link in links]
            if any(targets):
                embedded[rel] = targets
        if embedded:
            item["_embedded"] = embedded

    def _followed(self, item: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for rel, links in item.get("_links", {}).items():
            wanted = self._rels is None or rel in self._rels
            if rel != "curies" and wanted and any(link.get("embeddable") for link in links):
                yield rel, links

    async def _target(self, link: dict[str, Any]) -> Any:
        href = str(link["href"])
        if not link.get("embeddable") or len(self._asked) >= MAX_EMBEDS:
            return []
        if href not in self._asked:
            self._asked[href] = await self._ask(href)
        return self._asked[href]

    async def _ask(self, href: str) -> Any:
        call = self._call_of(href)
        return plain(await dispatch(call)) if call else []

    def _call_of(self, href: str) -> Call | None:
        call = internal_call(self._call, href)
        if call:
            call.query.setdefault("context", "embed")
            if "per_page" not in call.query:
                _ask_for_all(call)
        return call


def _ask_for_all(call: Call) -> None:
    """A collection is embedded with as many items as one page can have."""
    try:
        route, _ = call.api.match(call.route)
    except RestError:
        return
    endpoint = route.endpoint("GET")
    most = (
        endpoint.by_name["per_page"].schema.get("maximum")
        if endpoint and "per_page" in endpoint.by_name
        else None
    )
    if most:
        call.query["per_page"] = str(most)


def internal_call(call: Call, href: str) -> Call | None:
    """A call to an address of this API, by the same actor; None for an address elsewhere."""
    root = call.url("/").rstrip("/")
    if not href.startswith(root):
        return None
    if "rest_route=" in root:
        query = parse(urlsplit(href).query)
        path = query.pop("rest_route", "/")
    else:
        parts = urlsplit(href[len(root) :])
        path, query = parts.path or "/", parse(parts.query)
    return Call(call.ctx, call.api, "GET", str(path), {}, query)


def plain(answer: Answer, tree: Wanted = None) -> Any:
    """The value of an answer: its data with the links in it, as far as `_fields` asks for them."""
    data = answer.data
    asked = answer.always_linked or includes(tree, "_links") or includes(tree, "_embedded")
    if not (answer.links and asked and isinstance(data, (dict, list))):
        return data
    return {**(data if isinstance(data, dict) else {}), "_links": with_curies(answer.links)}
