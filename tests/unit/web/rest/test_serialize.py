"""Fields are chosen by context and by _fields, parts included."""

from typing import Any

import pytest

from engine.web.rest.serialize import EDIT, Field, Reading, View, wanted

FIELDS: tuple[Field[dict[str, Any]], ...] = (
    Field("id", {"type": "integer"}, lambda _v, i: i["id"]),
    Field(
        "title",
        {"type": "object"},
        parts=(
            Field("raw", {"type": "string"}, lambda _v, i: i["title"], EDIT),
            Field("rendered", {"type": "string"}, lambda _v, i: f"<b>{i['title']}</b>"),
        ),
    ),
    Field("meta", {"type": "object"}, lambda _v, i: i["meta"], ("view", "edit")),
)
ITEM = {"id": 3, "title": "Tide", "meta": {"a": 1, "b": 2}}


def read(context: str, fields: Any = None) -> dict[str, Any]:
    view: View[Any] = View(None, context, None, str)  # type: ignore[arg-type]
    return Reading(FIELDS)(context, fields)(view, ITEM)


@pytest.mark.parametrize(
    ("context", "fields", "expected"),
    [
        ("embed", None, {"id": 3, "title": {"rendered": "<b>Tide</b>"}}),
        ("view", "id", {"id": 3}),
        ("view", "id, title.rendered", {"id": 3, "title": {"rendered": "<b>Tide</b>"}}),
        ("view", ["id"], {"id": 3}),
        ("view", "title.raw", {"title": []}),
        ("edit", "title.raw", {"title": {"raw": "Tide"}}),
        ("view", "meta.b", {"meta": {"b": 2}}),
        ("view", "meta.x", {"meta": []}),
        ("view", "bogus", {}),
    ],
)
def test_item_has_the_fields_asked_for(context: str, fields: Any, expected: dict[str, Any]) -> None:
    assert read(context, fields) == expected


def test_no_fields_at_all_asks_for_everything() -> None:
    assert wanted("") is None
    assert wanted(" , ") is None


def test_a_whole_field_wins_over_its_parts() -> None:
    assert wanted("title,title.raw") == {"title": None}
