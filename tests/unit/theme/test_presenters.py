"""Views whose fields are made when they are asked for."""

from dataclasses import fields

import pytest

from engine.theme.present import _PostFields
from engine.theme.presenters import PostView


class _Source:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def url(self) -> str:
        self.asked.append("url")
        return "/one"


def test_field_is_made_once_and_only_when_asked_for() -> None:
    source = _Source()
    view = PostView.by(source)
    assert source.asked == []
    assert [view.url, view.url] == ["/one", "/one"]
    assert source.asked == ["url"]


def test_view_has_no_other_attributes_than_its_source_makes() -> None:
    with pytest.raises(AttributeError):
        PostView.by(_Source()).nothing  # type: ignore[attr-defined]  # noqa: B018


def test_every_field_of_a_post_has_a_method_that_makes_it() -> None:
    made = {name for name in vars(_PostFields) if not name.startswith("_")}
    assert made == {one.name for one in fields(PostView)}
