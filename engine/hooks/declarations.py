"""Typed declarations of hooks: what is fired, with which arguments, in WordPress's names."""

from typing import Any, Generic, ParamSpec, TypeVar

V = TypeVar("V")
P = ParamSpec("P")

_catalogue: dict[str, "Hook"] = {}


class Hook:
    """A hook's name and its one line of documentation; a name is declared once in the whole engine."""

    __slots__ = ("doc", "name")

    def __init__(self, name: str, doc: str = "") -> None:
        self.name = name
        self.doc = doc

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class Action(Hook, Generic[P]):
    """Something happened; callbacks are told, their results are ignored."""

    __slots__ = ()

    def __init__(self, name: str, doc: str = "") -> None:
        super().__init__(name, doc)
        _catalogue.setdefault(name, self)


class Filter(Hook, Generic[V, P]):
    """A value on its way; each callback receives it first, with the arguments after it, and returns the next."""

    __slots__ = ()

    def __init__(self, name: str, doc: str = "") -> None:
        super().__init__(name, doc)
        _catalogue.setdefault(name, self)


class ActionFamily(Hook, Generic[P]):
    """Actions whose names carry a part of the data: ``save_post_{post_type}``."""

    __slots__ = ()

    def __init__(self, name: str, doc: str = "") -> None:
        super().__init__(name, doc)
        _catalogue.setdefault(name, self)

    def of(self, **parts: str) -> Action[P]:
        """The member with these parts filled in."""
        member: Action[P] = Action.__new__(Action)
        Hook.__init__(member, self.name.format(**parts), self.doc)
        return member


class FilterFamily(Hook, Generic[V, P]):
    """Filters whose names carry a part of the data: ``rest_prepare_{post_type}``."""

    __slots__ = ()

    def __init__(self, name: str, doc: str = "") -> None:
        super().__init__(name, doc)
        _catalogue.setdefault(name, self)

    def of(self, **parts: str) -> Filter[V, P]:
        """The member with these parts filled in."""
        member: Filter[V, P] = Filter.__new__(Filter)
        Hook.__init__(member, self.name.format(**parts), self.doc)
        return member


def declared() -> dict[str, Any]:
    """Every hook the engine declares, by name: the source of the reference page and of look-up by string."""
    return dict(_catalogue)
