"""Templates run in a sandbox, escape text, and say where they fail."""

from pathlib import Path

import pytest
from markupsafe import Markup

from engine.content.language import Language
from engine.theme.environment import Templates
from engine.theme.errors import TemplateFailure
from engine.theme.loader import Theme, find
from engine.theme.presenters import NumberView


def _theme(tmp_path: Path, source: str) -> Theme:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "style.css").write_text("/* Theme Name: One */")
    (folder / "index.jinja").write_text(source)
    return find([tmp_path], "one")


def render(tmp_path: Path, source: str, **values: object) -> str:
    theme = _theme(tmp_path, source)
    return Templates(theme, asset=lambda path: f"/{path}?v=1").render("index.jinja", values)


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


class _Counting(Language):
    """A language that counts how often it is asked."""

    asked = 0

    def text(self, message: str, domain: str = "") -> str:
        self.asked += 1
        return f"<{message}{domain}>"


def test_messages_of_a_template_are_looked_up_once(tmp_path: Path) -> None:
    language, theme = _Counting(), _theme(tmp_path, "{% for n in (1, 2) %}{{ _('x') }}{{ n }}{% endfor %}")
    templates = Templates(theme, asset=str, language=language)

    assert {templates.render("index.jinja", {}) for _ in range(3)} == {"&lt;x&gt;1&lt;x&gt;2"}
    assert language.asked == 1


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("{% for _, name in ((1, 'a'), (2, 'b')) %}{{ _ }}{{ name }}{% endfor %}", "1a2b"),
        ("{% macro _(text) %}-{{ text }}-{% endmacro %}{{ _('x') }}", "-x-"),
        ("{% set _ = 'text' %}{{ _ }}", "text"),
    ],
)
def test_names_of_functions_for_messages_may_be_used_for_other_things(
    source: str, made: str, tmp_path: Path
) -> None:
    assert render(tmp_path, source) == made


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("{{ _('to %s')|escape % name }}", "to &lt;b&gt;"),
        ("{{ _('<i> %s')|safe % html }}", "<i> <b>"),
        ("{{ _('%s and %s')|escape % (name, 2) }}", "&lt;b&gt; and 2"),
        ("{{ _('%s of 100%%')|escape % 3 }}", "3 of 100%"),
        ("{{ _('to %s')|escape % (name,) }}", "to &lt;b&gt;"),
        ("{{ _('to %s') % name }}", "to &lt;b&gt;"),
    ],
)
def test_places_in_messages_are_filled_with_text(source: str, made: str, tmp_path: Path) -> None:
    assert render(tmp_path, source, name="<b>", html=Markup("<b>")) == made


def test_macros_are_called_with_arguments_names_and_a_body(tmp_path: Path) -> None:
    macro = "{% macro item(text, mark='-') %}{{ mark }}{{ text }}{{ caller() if caller is defined else '' }}{% endmacro %}"
    calls = "{% for n in (1, 2) %}{{ item(n, mark='<') }}{% endfor %}{% call item('a') %}<b>{% endcall %}"
    assert render(tmp_path, macro + calls) == "&lt;1&lt;2-a<b>"


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
