"""One parsed block: what stands between two delimiters, and the tree below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue


# Not frozen, though nobody may change one: a frozen one takes three times as long to make, and texts have hundreds.
@dataclass(slots=True)
class Block:
    """A block of a parsed document; text outside of every block is a block without a name.

    `written` is the delimiter's JSON as WordPress decodes it: a list where the keys count up from 0, None where it
    is no JSON. `content` holds the saved HTML in pieces, None where the next of `inner` stands.
    """

    name: str | None
    written: JsonValue = ()
    inner: tuple[Block, ...] = ()
    content: tuple[str | None, ...] = ()

    @property
    def attributes(self) -> JsonObject:
        """The written attributes by name; empty where the JSON is none."""
        written = self.written
        if not written:
            return {}
        return written if type(written) is dict or isinstance(written, Mapping) else {}

    @property
    def html(self) -> str:
        """The saved HTML without the inner blocks (`innerHTML`)."""
        return "".join([piece for piece in self.content if piece is not None])


def as_wordpress(block: Block) -> dict[str, JsonValue]:
    """The array that `parse_blocks` gives for this block; any depth."""
    made: dict[int, dict[str, JsonValue]] = {}
    for current in reversed(_parents_first(block)):
        made[id(current)] = {
            "blockName": current.name,
            "attrs": current.written or [] if current.written is not None else None,
            "innerBlocks": [made[id(child)] for child in current.inner],
            "innerHTML": current.html,
            "innerContent": list(current.content),
        }
    return made[id(block)]


def _parents_first(block: Block) -> list[Block]:
    found = [block]
    for current in found:
        found.extend(current.inner)
    return found
