"""`_links`: relations of an item to others, as HAL with WordPress's curies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from engine.web.rest.serialize import ALL, View

T = TypeVar("T")

CURIES = [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]


@dataclass(frozen=True, slots=True)
class Link(Generic[T]):
    """A relation: its name (``wp:term`` for WordPress's own), and the targets an item has.

    `targets` gives addresses within the API (``/wp/v2/users/3``) or full ones, or dicts with `href` and further
    attributes; nothing means that this item has no such relation, and in other contexts than `contexts` none has.
    """

    rel: str
    targets: Callable[[View[T], T], Any]
    embeddable: bool = False
    contexts: tuple[str, ...] = ALL


Links = dict[str, list[dict[str, Any]]]


def made(links: tuple[Link[T], ...], view: View[T], item: T) -> Links:
    """The links of one item; of `links`, those of other contexts were left out before."""
    result: Links = {}
    for link in links:
        targets = link.targets(view, item)
        if not targets:
            continue
        several = targets if isinstance(targets, list) else (targets,)
        shown = [_target(link.embeddable, view, one) for one in several]
        if link.rel in result:
            result[link.rel] += shown
        else:
            result[link.rel] = shown
    return result


def _target(embeddable: bool, view: View[Any], target: str | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(target, str):
        href = view.url(target) if target[0] == "/" else target
        return {"embeddable": True, "href": href} if embeddable else {"href": href}
    shown = {"embeddable": True, **target} if embeddable else {**target}
    if shown["href"][0] == "/":
        shown["href"] = view.url(shown["href"])
    return shown


def with_curies(links: Links) -> Links:
    """The links with the curies that their names use."""
    for rel in links:
        if rel[:3] == "wp:":
            return {**links, "curies": CURIES}
    return links
