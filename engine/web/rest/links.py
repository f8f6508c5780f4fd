"""`_links`: relations of an item to others, as HAL with WordPress's curies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from engine.web.rest.serialize import View

T = TypeVar("T")

CURIES = [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]


@dataclass(frozen=True, slots=True)
class Link(Generic[T]):
    """A relation: its name (``wp:term`` for WordPress's own), and the targets an item has.

    `targets` gives addresses within the API (``/wp/v2/users/3``) or full ones, or dicts with `href` and further
    attributes; nothing means that this item has no such relation.
    """

    rel: str
    targets: Callable[[View[T], T], Any]
    embeddable: bool = False


Links = dict[str, list[dict[str, Any]]]


def made(links: tuple[Link[T], ...], view: View[T], item: T) -> Links:
    """The links of one item."""
    result: Links = {}
    for link in links:
        targets = link.targets(view, item)
        if not targets:
            continue
        several = targets if isinstance(targets, list) else [targets]
        result.setdefault(link.rel, []).extend(_target(link, view, one) for one in several)
    return result


def _target(link: Link[Any], view: View[Any], target: str | Mapping[str, Any]) -> dict[str, Any]:
    attributes = dict(target) if isinstance(target, Mapping) else {"href": target}
    if str(attributes["href"]).startswith("/"):
        attributes["href"] = view.url(attributes["href"])
    if link.embeddable:
        attributes = {"embeddable": True, **attributes}
    return attributes


def with_curies(links: Links) -> Links:
    """The links with the curies that their names use."""
    if any(rel.startswith("wp:") for rel in links):
        return {**links, "curies": CURIES}
    return links
