"""Templates run in a sandbox, escape text, and say where they fail."""

from pathlib import Path

import pytest
from markupsafe import Markup

from engine.theme.environment import Templates
from engine.theme.errors import TemplateFailure
from engine.theme.loader import find
from engine.theme.presenters import NumberView


def render(tmp_path: Path, source: str, **values: object) -> str:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "style.css").write_text("/* Theme Name: One */")
    (folder / "index.jinja").write_text(source)
    return Templates(find([tmp_path], "one"), asset=lambda path: f"/{path}?v=1").render("index.jinja", values)


def test_text_is_escaped_and_html_is_not(tmp_path: Path) -> None:
    made = render(tmp_path, "{{ a }} {{ b }}", a="<b>", b=Markup("<i>"))
    assert made == "&lt;b&gt; <i>"


def test_asset_is_an_address_that_may_be_kept(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ asset('style.css') }}") == "/style.css?v=1"


def test_messages_are_written_within_loops_and_blocks(tmp_path: Path) -> None:
    source = "{% block a %}{{ _('x') }}{% endblock %}{% for n in (1, 2) %}{{ ngettext('one', 'many', n) }}{% endfor %}"
    assert render(tmp_path, source) == "xonemany"


def test_only_fields_of_views_are_read_unasked(tmp_path: Path) -> None:
    number = NumberView(number=3, url="/3", is_current=True)
    assert render(tmp_path, "{{ one.number }}{{ one.__class__ is defined }}", one=number) == "3False"


def test_messages_have_their_plural(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ ngettext('%(num)d comment', '%(num)d comments', 2) }}") == "2 comments"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ site.__init__.__globals__ }}",
        "{{ names.append('x') }}",
        "{% for i in range(999999999) %}{% endfor %}",
    ],
)
def test_sandbox_refuses_what_is_not_a_template_s_business(tmp_path: Path, source: str) -> None:
    with pytest.raises(TemplateFailure):
        render(tmp_path, source, site=object(), names=[])


@pytest.mark.parametrize("source", ["one\n{{ missing }}", "one\n{% if %}", "one\n{{ 1 // 0 }}"])
def test_failure_names_file_and_line(tmp_path: Path, source: str) -> None:
    with pytest.raises(TemplateFailure) as caught:
        render(tmp_path, source)
    assert caught.value.place == "index.jinja, line 2"
