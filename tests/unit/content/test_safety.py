"""What once was a hole in WordPress stays closed here: filtering, formatting, and then reading as a browser does (E5, E8)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.content.escaping import esc_attr, esc_html, esc_textarea
from engine.content.files import sanitize_file_name
from engine.content.kses import kses_comment, kses_post
from engine.content.links import make_clickable
from engine.content.pipeline import render_comment, render_content, render_title
from engine.content.slugs import sanitize_title
from engine.content.urls import esc_url
from tests.unit.content.browser import dangers

PAYLOADS = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x'onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<svg onload=alert(1)><animate href=#x attributeName=href values=javascript:alert(1)></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='javascript&#58alert(1)'>x</a>",
    "<a href='&#x6A;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a>",
    "<a href='feed:feed:javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a title='\" onmouseover=alert(1) \"'>x</a>",
    '<a title="<a onmouseover=alert(1)>">x</a>',
    "<a href=\"http://x.example/' onmouseover='alert(1)\">x</a>",
    "<blockquote cite=\"\n\nx' onmouseover='alert(1)\">x</blockquote>",
    "<blockquote cite='javascript:alert(1)\n\n'>x</blockquote>",
    "<q cite='x\n\ny' onclick='alert(1)'>x</q>",
    '<abbr title="x\n\n" style="x" onclick="alert(1)">x</abbr>',
    "<a title='x onmouseover=alert(unescape(/hello%20world/.source)) style=x '" + "A" * 70_000 + "'></a>",
    '<a title="\U0001f600" onclick="alert(1)">x</a>',
    '<div style="width:expression(alert(1))">x</div>',
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<div style="background:u\\72l(javascript:alert(1))">x</div>',
    "<p data-wp-bind--onclick='x' onclick='y'>x</p>",
    "<object data=javascript:alert(1)></object>",
    "<object data='http://x.example/x.swf' type='application/pdf'></object>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!x <img src=x onerror=alert(1)>>",
    "</1 <img src=x onerror=alert(1)>>",
    "<?xml <img src=x onerror=alert(1)> ?>",
    '<a href="[x]" onclick=[y]>x</a>',
    "[caption width=1 caption='<img src=x onerror=alert(1)>']x[/caption]",
    'http://x.example/"onmouseover="alert(1)',
    "http://x.example/'onmouseover='alert(1)//",
    "www.x.example/<script>alert(1)</script>",
    "javascript://x.example/%0aalert(1)",
    "<a href='http://a.example/<a href=http://b.example/ onclick=alert(1)>'>x</a>",
    "<pre>\n\n<script>alert(1)</script>",
    "<p><p><a name='</p><p onclick=alert(1)>'>",
    "<li title='\n\n' onclick='alert(1)'>x",
    '<a href="x\n<br />y" \nonclick=alert(1)>x</a>',
    '\\" onclick=alert(1) \\"',
    "<<img src=x onerror=alert(1)>>",
    "<img src=x onerror=alert(1)",
    "<a b='<img src=x onerror=alert(1)//",
)  # fmt: skip

FRAGMENTS = st.sampled_from(
    [
        *PAYLOADS[:30],
        *"<>\"'=/&;-! \n[]`\\",
        "<a ",
        "href=",
        "onclick=",
        "javascript:",
        "<!--",
        "-->",
        "style=",
        "</",
        "]]>",
        "<b>",
    ]
)
HOSTILE = st.lists(st.one_of(FRAGMENTS, st.text(max_size=5)), max_size=12).map("".join)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_comment_with_hostile_markup_runs_nothing_when_shown(payload: str) -> None:
    assert dangers(render_comment(kses_comment(payload))) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_contributors_post_with_hostile_markup_runs_nothing_when_shown(payload: str) -> None:
    shown = render_content(kses_post(payload))
    assert [danger for danger in dangers(shown) if danger not in {"<math>", "<object>"}] == []


@pytest.mark.parametrize("text", ["[gallery]", "[embed]http://a.test/[/embed]", "[caption]x[/caption]"])
def test_comment_runs_no_shortcode(text: str) -> None:
    assert render_comment(kses_comment(text)) == f"<p>{make_clickable(text, hosts=frozenset())}</p>\n"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_title_with_hostile_markup_runs_nothing_when_shown(payload: str) -> None:
    assert dangers(render_title(kses_comment(payload))) == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("escape", [esc_html, esc_attr, esc_textarea])
def test_escaped_markup_is_text(payload: str, escape: object) -> None:
    assert callable(escape)
    written = escape(payload)
    assert not {"<", ">", '"', "'"} & set(written)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_slugs_and_file_names_of_hostile_markup_hold_no_markup(payload: str) -> None:
    assert not set("<>\"'&/\\\0") & set(sanitize_title(payload) + sanitize_file_name(payload))


@given(HOSTILE)
@settings(max_examples=300)
def test_any_comment_runs_nothing_when_shown(text: str) -> None:
    assert dangers(render_comment(kses_comment(text))) == []


@given(HOSTILE)
@settings(max_examples=300)
def test_kses_of_its_own_answer_changes_nothing_that_matters(text: str) -> None:
    once = kses_comment(text)
    assert dangers(once) == []
    assert dangers(kses_comment(once)) == []


@given(st.text(alphabet=st.sampled_from("javscript:&#x0;\t\n/.?=<>\"'htp58colon"), max_size=40))
@settings(max_examples=300)
def test_any_escaped_address_has_an_allowed_scheme(url: str) -> None:
    written = esc_url(url)
    assert not set("<>\"'\t\n ") & set(written)
    assert dangers(f'<a href="{written}">x</a>') == []
