import pytest

from engine.content.oembed_consumer import Endpoint, discovered, html_of, known_endpoint, parsed, question


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=x", "www.youtube.com"),
        ("http://youtu.be/x", "www.youtube.com"),
        ("https://vimeo.com/1", "vimeo.com"),
        ("https://player.vimeo.com/video/1", "vimeo.com"),
        ("https://x.com/somebody/status/1", "publish.twitter.com"),
        ("https://bsky.app/profile/a.b/post/1", "embed.bsky.app"),
        ("https://a.tumblr.com/post/1", "www.tumblr.com"),
    ],
)
def test_address_of_a_known_provider_is_asked_there(url: str, host: str) -> None:
    endpoint = known_endpoint(url)

    assert endpoint is not None
    assert endpoint.url.split("/")[2] == host


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/?https://www.youtube.com/watch?v=x",
        "https://youtube.com.evil.example/watch?v=x",
        "https://evil.example/#.vimeo.com/1",
        "javascript://youtube.com/watch?v=x",
    ],
)
def test_address_that_only_names_a_provider_is_not_its(url: str) -> None:
    assert known_endpoint(url) is None


def test_question_carries_the_address_and_the_size() -> None:
    asked = question(
        Endpoint("https://a.example/oembed", is_known=True), "https://b.example/?c=d&e", 500, 750
    )

    assert asked == (
        "https://a.example/oembed?maxwidth=500&maxheight=750"
        "&url=https%3A%2F%2Fb.example%2F%3Fc%3Dd%26e&dnt=1&format=json"
    )


def test_page_that_names_its_endpoint_is_asked_there() -> None:
    html = '<head><link rel="alternate" type="application/json+oembed" href="/o?url=x&amp;a=b"></head>'

    assert discovered(html, "https://a.example/post") == Endpoint("https://a.example/o?url=x&a=b")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("[]", "json"),
        ("{", "json"),
        ("[" * 100_000, "json"),
        ("<a/>", "xml"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><oembed><html>&b;</html></oembed>', "xml"),
    ],
)
def test_answer_that_is_none_is_nothing(body: str, kind: str) -> None:
    assert parsed(body, "json" if kind == "json" else "xml") is None


def test_answer_in_xml_says_the_same_as_in_json() -> None:
    xml = parsed("<oembed><type>video</type><html>&lt;iframe&gt;</html></oembed>", "xml")

    assert xml == parsed('{"type":"video","html":"<iframe>"}', "json")


def test_photo_is_an_image_that_leads_to_its_page() -> None:
    data = {"type": "photo", "url": "https://a.example/p.jpg", "width": 4, "height": "3", "title": '"'}

    html = html_of(data, "https://a.example/", is_known=True, secret="s")

    assert html == (
        '<a href="https://a.example/"><img src="https://a.example/p.jpg" alt="&quot;" width="4" height="3" /></a>'
    )


def test_frame_of_a_known_provider_gets_the_title_of_the_answer() -> None:
    data = {"type": "video", "html": '<iframe src="https://a.example/"\n></iframe>', "title": "Boats"}

    assert 'title="Boats"' in html_of(data, "", is_known=True, secret="s")
    assert "\n" not in html_of(data, "", is_known=True, secret="s")


def test_html_of_an_unknown_site_is_a_frame_in_a_sandbox() -> None:
    data = {
        "type": "rich",
        "html": '<blockquote><a href="https://a.example/">A</a></blockquote><script>alert(1)</script>'
        '<iframe src="https://a.example/embed/" onload="alert(1)" srcdoc="x"></iframe><b>more</b>',
    }

    html = html_of(data, "", is_known=False, secret="abc")

    assert html.startswith(
        '<blockquote class="wp-embedded-content" data-secret="abc"><a href="https://a.example/">'
    )
    assert 'sandbox="allow-scripts"' in html
    assert 'src="https://a.example/embed/#?secret=abc"' in html
    assert not {"script>", "onload", "srcdoc", "<b>"} & {
        part for part in ("script>", "onload", "srcdoc", "<b>") if part in html
    }


@pytest.mark.parametrize(
    "html",
    [
        "<b>x</b>",
        "<iframe></iframe>",
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="//x.example/"></iframe>',
    ],
)
def test_html_of_an_unknown_site_without_a_frame_of_the_web_is_not_shown(html: str) -> None:
    assert html_of({"type": "rich", "html": html}, "", is_known=False, secret="s") == ""
