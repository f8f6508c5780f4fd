"""All that an export holds, free of ids and of the site's address, so that exports of two sites can be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from engine.model.transfer import TransferAuthor, TransferComment, TransferPost, TransferSite, TransferTerm
from engine.transfer.wxr_reader import WxrFile

Holdings = Mapping[str, Mapping[str, Any]]

# What every importer makes anew: addresses by id, the time of the change, what is known of an image's sizes.
_MADE: Final = frozenset({"id", "guid", "modified", "modified_gmt"})
_MADE_META: Final = frozenset({"_wp_attachment_metadata", "_edit_lock", "_edit_last"})
# Meta that asks for pings and enclosures, until they are sent and found.
_ASKING: Final = frozenset({"_pingme", "_encloseme"})
# Menu items are made anew at the time of the import, under their new id, and closed as pages are.
_MADE_OF_ITEMS: Final = _MADE | {"date", "date_gmt", "name", "author", "comment_status", "ping_status"}
_ITEM: Final = "nav_menu_item"


def compared(path: Path, *addresses: str) -> Holdings:
    """What is in an export, by a name that every site has for it; `addresses` are those that the site had before."""
    entries = list(WxrFile(path).entries())
    names = _Names(
        (*addresses, *(one.url for one in entries if isinstance(one, TransferSite) and one.url)),
        {one.id: _name(one) for one in entries if isinstance(one, TransferPost)},
        {one.id: f"{one.taxonomy}/{one.slug}" for one in entries if isinstance(one, TransferTerm)},
        {one.id: one.login for one in entries if isinstance(one, TransferAuthor)},
    )
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if isinstance(entry, TransferAuthor):
            found[f"author {entry.login}"] = asdict(entry) | {"id": ""}
        elif isinstance(entry, TransferTerm):
            found[f"term {entry.taxonomy}/{entry.slug}"] = asdict(entry) | {
                "id": "",
                "meta": sorted(entry.meta),
            }
        elif isinstance(entry, TransferPost):
            found[_name(entry)] = names.post(entry)
    return found


def differences(ours: Holdings, theirs: Holdings) -> list[str]:
    """What two sites do not have in common, a line each."""
    lines = [f"{name}: is not there any more" for name in ours if name not in theirs]
    lines += [f"{name}: was not there before" for name in theirs if name not in ours]
    for name, its in ours.items():
        for field, value in its.items():
            other = theirs.get(name, its)[field]
            if other != value:
                lines.append(f"{name}: {field} was {_short(value, other)}, is {_short(other, value)}")
    return lines


def _short(value: Any, other: Any) -> str:
    if isinstance(value, list) and isinstance(other, list):
        return repr([one for one in value if one not in other])[:300]
    if isinstance(value, dict) and isinstance(other, dict):
        return repr({key: one for key, one in value.items() if other.get(key) != one})[:300]
    if isinstance(value, str) and isinstance(other, str):
        same = next((place for place, (a, b) in enumerate(zip(value, other, strict=False)) if a != b), 0)
        return repr(value[max(0, same - 20) :])[:100]
    return repr(value)[:300]


def _name(post: TransferPost) -> str:
    if post.type == _ITEM:
        menu = next((term.slug for term in post.terms if term.taxonomy == "nav_menu"), "")
        return f"{_ITEM} {menu}/{post.menu_order}"
    return f"{post.type} {post.name or post.title}/{post.date}"


@dataclass(frozen=True, slots=True)
class _Names:
    """What the ids of an export stand for, and the addresses of its site."""

    homes: Sequence[str]
    posts: Mapping[str, str]
    terms: Mapping[str, str]
    users: Mapping[str, str]

    def post(self, post: TransferPost) -> dict[str, Any]:
        """A post with names for all ids."""
        made = _MADE_OF_ITEMS if post.type == _ITEM else _MADE
        found = {field: self._anywhere(value) for field, value in asdict(post).items() if field not in made}
        found["parent"] = self.posts.get(post.parent, "") if post.type != _ITEM else ""
        found["terms"] = sorted((term.taxonomy, term.slug) for term in post.terms)
        found["meta"] = sorted(self._meta(post))
        found["comments"] = self._comments(post.comments)
        return found

    def _meta(self, post: TransferPost) -> Sequence[tuple[str, str]]:
        kinds = dict(post.meta)
        rows = []
        for key, value in post.meta:
            if key in _MADE_META | _ASKING:
                continue
            if key in {"_thumbnail_id", "_menu_item_menu_item_parent"}:
                rows.append((key, self.posts.get(value, "")))
            elif key == "_menu_item_object_id":
                named = {"post_type": self.posts, "taxonomy": self.terms}.get(
                    kinds.get("_menu_item_type", ""), {}
                )
                rows.append((key, named.get(value, "")))
            else:
                rows.append((key, self._anywhere(value)))
        return rows

    def _comments(self, comments: Sequence[TransferComment]) -> dict[str, Any]:
        places = {one.id: str(place) for place, one in enumerate(comments)}
        return {
            f"{place} {field}": value
            for place, one in enumerate(comments)
            for field, value in {
                **asdict(one),
                "id": "",
                "parent": places.get(one.parent, ""),
                "user": self.users.get(one.user, ""),
                "meta": sorted(one.meta),
            }.items()
        }

    def _anywhere(self, value: Any) -> Any:
        for home in self.homes if isinstance(value, str) else ():
            value = value.replace(home, "http://home")
        return value
