"""oEmbed: what is offered to other sites, and what of theirs is taken."""

import json
from urllib.parse import quote

import pytest

from engine.backends.fetch import Answer, Ask, Unreachable
from tests.conformance import recording
from tests.conformance.sites import RecordedSite

POST = "http://blog.test/2025/01/15/block-gallery/"
PAGE = "https://film.example/watch"


class Web:
    """Other sites: a page, and what its provider says."""

    def __init__(self, said: object) -> None:
        self.said = said
        self.asked: list[str] = []

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        if ask.url == PAGE:
            link = '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x&amp;a=1">'
            return Answer(url=PAGE, status=200, body=f"<html><head>{link}</head>".encode())
        if self.said is None:
            raise Unreachable("No answer.")
        return Answer(url=ask.url, status=200, body=json.dumps(self.said).encode())


async def proxied(site: RecordedSite, web: Web, role: str = "editor") -> tuple[int, dict[str, str]]:
    site.reaches(web)
    answer = await site.ask(f"/wp-json/oembed/1.0/proxy?url={quote(PAGE)}&maxwidth=500", role)
    return answer.status_code, answer.json()


async def test_embed_is_as_recorded_but_for_the_script(site: RecordedSite) -> None:
    """The script is our own; it does what WordPress's does."""
    for case in recording.requests()["oembed"]:
        expected = recording.answers()["oembed"][case["id"]]
        if not (isinstance(expected["body"], dict) and "html" in expected["body"]):
            continue
        given = (await site.ask(case["path"], case["role"])).json()
        markup, script = given["html"].split("<script>")
        secret = markup.split('data-secret="')[1].split('"')[0]
        plain = markup.replace(secret, "X")
        assert {**given, "html": plain} == {
            **expected["body"],
            "html": expected["body"]["html"].split("<script>")[0],
        }
        assert "postMessage" in script


async def test_embed_in_xml_says_refusals_in_xml(site: RecordedSite) -> None:
    answer = await site.ask("/wp-json/oembed/1.0/embed?url=http://blog.test/nope/&format=xml")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/xml; charset=UTF-8")
    assert "<code>oembed_invalid_url</code>" in answer.text


async def test_proxy_confines_what_another_site_says(site: RecordedSite) -> None:
    frame = (
        '<iframe src="https://film.example/e" width="640" height="360" onload="x()" allow="camera"></iframe>'
    )
    web = Web(
        {"type": "video", "title": "A film", "html": f"<script>x()</script>{frame}", "width": 640, "evil": 1}
    )
    status, said = await proxied(site, web)
    assert status == 200
    assert web.asked == [PAGE, "https://film.example/oembed?url=x&a=1&maxwidth=500&maxheight=750&format=json"]
    assert "evil" not in said
    assert "script>" not in said["html"]
    assert "onload" not in said["html"]
    assert 'sandbox="allow-scripts"' in said["html"]
    assert 'src="https://film.example/e#?secret=' in said["html"]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(None, id="no answer"),
        pytest.param([], id="no object"),
        pytest.param({"type": "rich", "html": "<b>only text</b>"}, id="no frame"),
        pytest.param({"type": "rich", "html": '<iframe src="javascript:alert(1)"></iframe>'}, id="script address"),
        pytest.param({"type": "photo", "url": "data:text/html,x"}, id="picture that is none"),
        pytest.param({"type": "code", "html": "<iframe src='https://a.example'></iframe>"}, id="unknown type"),
    ],
)  # fmt: skip
async def test_proxy_of_nothing_usable_is_not_found(site: RecordedSite, said: object) -> None:
    status, answer = await proxied(site, Web(said))
    assert (status, answer["code"]) == (404, "oembed_invalid_url")


@pytest.mark.parametrize(("role", "status"), [("anon", 401), ("subscriber", 403)])
async def test_proxy_for_who_writes_nothing_is_refused(site: RecordedSite, role: str, status: int) -> None:
    web = Web(None)
    assert (await proxied(site, web, role))[0] == status
    assert web.asked == []
