"""What views and forms of the editor's lists may say, as JSON schemas: the vocabulary of DataViews and DataForm."""

from typing import Any, Final

_STRING: Final = {"type": "string"}
_BOOLEAN: Final = {"type": "boolean"}
_STRINGS: Final = {"type": "array", "items": _STRING}
_LENGTH: Final = {"type": ["string", "number"]}
_ANYTHING: list[Any] = []  # what PHP makes of a schema that says nothing
_OPERATORS = (
    "is", "isNot", "isAny", "isNone", "isAll", "isNotAll", "lessThan", "greaterThan", "lessThanOrEqual",
    "greaterThanOrEqual", "before", "after",
)  # fmt: skip


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _either(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": list(schemas)}


def _list_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def _named(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema}


# Views: a kind of layout, and what it shows.

_ALIGNMENT = _one_of("start", "center", "end")
_DENSITY = {"density": _one_of("compact", "balanced", "comfortable")}
_COLUMN = _object(width=_LENGTH, maxWidth=_LENGTH, minWidth=_LENGTH, align=_ALIGNMENT)
_TABLE = {**_DENSITY, "styles": _named(_COLUMN), "enableMoving": _BOOLEAN}
_GRID = {**_DENSITY, "badgeFields": _STRINGS, "previewSize": {"type": "number"}}
_LAYOUTS = {
    "table": _TABLE, "list": _DENSITY, "grid": _GRID, "activity": _DENSITY, "pickerGrid": _GRID, "pickerTable": _TABLE,
}  # fmt: skip

_FILTER = _object(field=_STRING, operator=_one_of(*_OPERATORS), value=_ANYTHING, isLocked=_BOOLEAN)
_SORT = {"field": _STRING, "direction": _one_of("asc", "desc")}
_VIEW = {
    "filters": _list_of(_FILTER),
    "sort": _object(**_SORT),
    "groupBy": _object(**_SORT, showLabel={"type": "boolean", "default": True}),
    "perPage": {"type": "integer"},
    "fields": _STRINGS,
    **dict.fromkeys(("titleField", "mediaField", "descriptionField"), _STRING),
    **dict.fromkeys(
        ("showTitle", "showMedia", "showDescription", "showLevels", "infiniteScrollEnabled"), _BOOLEAN
    ),
}

VIEW: Final = _object(type=_STRING, **_VIEW, layout=_object(**(_TABLE | _GRID)))
VIEWS: Final = _list_of(_object(slug=_STRING, title=_STRING, view=VIEW))
LAYOUTS: Final = _object(**{kind: _object(**_VIEW, layout=_object(**own)) for kind, own in _LAYOUTS.items()})

# Forms: fields in groups, each laid out in a way of its own.

_LABEL = _one_of("top", "side", "none")
_DIALOG = _one_of("dropdown", "modal")
_PART = _object(id=_STRING, visibility=_one_of("always", "when-collapsed"))
_FORM_LAYOUT = _either(
    _object(type=_one_of("regular"), labelPosition=_LABEL),
    _object(
        type=_one_of("panel"),
        labelPosition=_LABEL,
        openAs=_either(_DIALOG, _object(type=_DIALOG, applyLabel=_STRING, cancelLabel=_STRING)),
        summary=_either(_STRING, _STRINGS),
        editVisibility=_one_of("always", "on-hover"),
    ),
    _object(
        type=_one_of("card"),
        withHeader=_BOOLEAN,
        isOpened=_BOOLEAN,
        isCollapsible=_BOOLEAN,
        summary=_either(_STRING, _list_of(_either(_STRING, _PART))),
    ),
    _object(type=_one_of("row"), alignment=_ALIGNMENT, styles=_named(_object(flex=_LENGTH))),
    _object(type=_one_of("details"), summary=_STRING),
)
_GROUP = _object(
    id=_STRING,
    label=_STRING,
    description=_STRING,
    layout=_FORM_LAYOUT,
    children=_list_of(_either(_STRING, {"type": "object"})),
)

FORM: Final = _object(layout=_FORM_LAYOUT, fields=_list_of(_either(_STRING, _GROUP)))
