"""Widgets: pieces of a page that an administrator puts into the theme's sidebars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

INACTIVE = "wp_inactive_widgets"

FieldKind: TypeAlias = Literal[
    "text",
    "url",
    "number",
    "checkbox",
    "flag",
    "choice",
    "textarea",
    "html",
    "menu",
    "taxonomy",
    "hidden",
    "ids",
]


@dataclass(frozen=True, slots=True)
class WidgetField:
    """One setting of a widget, how a form shows it and how it is kept.

    A checkbox is kept as 1 or 0, a flag as true or false. What is `optional` is not kept when empty.
    """

    name: str
    kind: FieldKind = "text"
    label: str = ""
    default: Any = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    lowest: int = 0


@dataclass(frozen=True, slots=True)
class WidgetType:
    """A kind of widget, with its settings; `id` is WordPress's id_base, `css_class` what its wrapper gets."""

    id: str
    name: str
    description: str
    css_class: str
    fields: tuple[WidgetField, ...] = ()


@dataclass(frozen=True, slots=True)
class Widget:
    """One widget with its settings, in the sidebar where it stands."""

    type: WidgetType
    number: int
    instance: Mapping[str, Any]
    sidebar: str

    @property
    def id(self) -> str:
        """Its name: ``text-2``."""
        return f"{self.type.id}-{self.number}"
