"""The icons that writers may choose from: WordPress's collection, as the data beside this says with its credit."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing; `name` is that of its collection and its own: ``core/audio``."""

    name: str
    label: str
    drawing: str

    @property
    def collection(self) -> str:
        """The collection that it is of."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class IconCollection:
    """Icons that belong together."""

    slug: str
    label: str
    description: str


COLLECTIONS = (IconCollection("core", "WordPress", "The icons that WordPress’s own editor uses."),)


@cache
def icons() -> dict[str, Icon]:
    """Every icon by name, in the order of its collection."""
    found = json.loads(resources.files("engine.content").joinpath("icons.json").read_text("utf-8"))
    made = [Icon(f"core/{one['name']}", one["label"], one["drawing"]) for one in found["icons"]]
    return {one.name: one for one in made}
