"""oEmbed as its consumer: who is asked about an address, what their answer says, and what of it a page may show.

Providers that every WordPress knows are trusted with their HTML. Of any other site's answer only a frame is shown, in a
sandbox, with a quotation before it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final, Literal

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from engine.content.allowed_html import ANY, Policy
from engine.content.escaping import esc_attr, esc_html
from engine.content.kses import kses
from engine.content.markup import Markup
from engine.content.query_strings import add_query_args
from engine.content.urls import absolute_url, esc_url, urlencode
from engine.content.values import leading_integer

Format = Literal["json", "xml"]

# Addresses without their scheme, and the endpoint that is asked about them.
_PROVIDERS: Final = tuple(
    (re.compile(rf"https?://{pattern}", re.IGNORECASE), endpoint)
    for pattern, endpoint in (
        (r"(?:(?:m|www)\.)?youtube\.com/(?:watch|playlist|shorts/|live/)", "https://www.youtube.com/oembed"),
        (r"youtu\.be/", "https://www.youtube.com/oembed"),
        (r"(?:[^/?#]+\.)?vimeo\.com/", "https://vimeo.com/api/oembed.json"),
        (r"(?:www\.)?dailymotion\.com/", "https://www.dailymotion.com/services/oembed"),
        (r"dai\.ly/", "https://www.dailymotion.com/services/oembed"),
        (r"(?:www\.)?flickr\.com/", "https://www.flickr.com/services/oembed/"),
        (r"flic\.kr/", "https://www.flickr.com/services/oembed/"),
        (r"(?:[^/?#]+\.)?smugmug\.com/", "https://api.smugmug.com/services/oembed/"),
        (r"(?:www\.)?scribd\.com/doc(?:ument)?/", "https://www.scribd.com/services/oembed"),
        (r"wordpress\.tv/", "https://wordpress.tv/oembed/"),
        (r"(?:[^/?#]+\.)?(?:crowdsignal\.net|polldaddy\.com|survey\.fm)/", "https://api.crowdsignal.com/oembed"),
        (r"poll\.fm/", "https://api.crowdsignal.com/oembed"),
        (r"(?:www\.)?(?:twitter|x)\.com/\w{1,15}(?:/status(?:es)?/|/lists/|/timelines/|/likes$|$)", "https://publish.twitter.com/oembed"),
        (r"(?:www\.)?twitter\.com/i/moments/", "https://publish.twitter.com/oembed"),
        (r"(?:www\.)?soundcloud\.com/", "https://soundcloud.com/oembed"),
        (r"(?:open|play)\.spotify\.com/", "https://embed.spotify.com/oembed/"),
        (r"(?:[^/?#]+\.)?imgur\.com/", "https://api.imgur.com/oembed"),
        (r"(?:www\.)?issuu\.com/[^?#]+/docs/.", "https://issuu.com/oembed_wp"),
        (r"(?:www\.)?mixcloud\.com/", "https://app.mixcloud.com/oembed/"),
        (r"(?:www\.|embed\.)?ted\.com/talks/", "https://www.ted.com/services/v1/oembed.json"),
        (r"(?:www\.)?(?:animoto|video214)\.com/play/", "https://animoto.com/oembeds/create"),
        (r"[^/?#]+\.tumblr\.com/", "https://www.tumblr.com/oembed/1.0"),
        (r"(?:www\.)?kickstarter\.com/projects/", "https://www.kickstarter.com/services/oembed"),
        (r"kck\.st/", "https://www.kickstarter.com/services/oembed"),
        (r"cloudup\.com/", "https://cloudup.com/oembed"),
        (r"(?:www\.)?reverbnation\.com/", "https://www.reverbnation.com/oembed"),
        (r"videopress\.com/v/", "https://public-api.wordpress.com/oembed/"),
        (r"(?:www\.)?reddit\.com/r/[^/]+/comments/", "https://www.reddit.com/oembed"),
        (r"(?:www\.)?speakerdeck\.com/", "https://speakerdeck.com/oembed.json"),
        (r"(?:[a-z0-9-]+\.)?amazon\.(?:com|com\.mx|com\.br|ca)/", "https://read.amazon.com/kp/api/oembed"),
        (r"(?:[a-z0-9-]+\.)?amazon\.(?:co\.uk|de|fr|it|es|in|nl|ru)/", "https://read.amazon.co.uk/kp/api/oembed"),
        (r"(?:[a-z0-9-]+\.)?amazon\.(?:co\.jp|com\.au)/", "https://read.amazon.com.au/kp/api/oembed"),
        (r"(?:[a-z0-9-]+\.)?amazon\.cn/", "https://read.amazon.cn/kp/api/oembed"),
        (r"(?:www\.)?(?:a\.co|amzn\.to)/", "https://read.amazon.com/kp/api/oembed"),
        (r"(?:www\.)?amzn\.eu/", "https://read.amazon.co.uk/kp/api/oembed"),
        (r"(?:www\.)?amzn\.in/", "https://read.amazon.in/kp/api/oembed"),
        (r"(?:www\.)?amzn\.asia/", "https://read.amazon.com.au/kp/api/oembed"),
        (r"(?:www\.)?z\.cn/", "https://read.amazon.cn/kp/api/oembed"),
        (r"www\.someecards\.com/(?:[^?#]+-cards/|usercards/viewcard/).", "https://www.someecards.com/v2/oembed/"),
        (r"some\.ly/.", "https://www.someecards.com/v2/oembed/"),
        (r"(?:www\.)?tiktok\.com/(?:@[^/]+$|[^?#]+/video/)", "https://www.tiktok.com/oembed"),
        (r"(?:[a-z]{2}|www)\.pinterest\.com(?:\.(?:au|mx))?/", "https://www.pinterest.com/oembed.json"),
        (r"(?:www\.)?wolframcloud\.com/obj/.", "https://www.wolframcloud.com/oembed"),
        (r"pca\.st/.", "https://pca.st/oembed.json"),
        (r"anghami\.com/(?:album|artist|playlist|song)/", "https://api.anghami.com/rest/v1/oembed.view"),
        (r"bsky\.app/profile/[^?#]+/post/", "https://embed.bsky.app/oembed"),
        (r"(?:www\.)?canva\.com/design/[^?#]+/view", "https://canva.com/_oembed"),
    )
)  # fmt: skip
_FRAME: Final = re.compile(r"<iframe\b[^>]*></iframe>", re.IGNORECASE)
_QUOTATION: Final = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
_FRAME_ATTRIBUTES: Final = (
    "src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title",
)  # fmt: skip
_ALLOWED: Final = Policy(
    {"a": {"href": ANY}, "blockquote": {}, "iframe": dict.fromkeys(_FRAME_ATTRIBUTES, ANY)},
    protocols=("http", "https"),
)
_TYPES: Final[Mapping[str, Format]] = {
    "application/json+oembed": "json",
    "text/xml+oembed": "xml",
    "application/xml+oembed": "xml",
}
_LINES: Final = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask about an address; `is_known` providers are trusted with their HTML."""

    url: str
    format: Format = "json"
    is_known: bool = False


def known_endpoint(url: str) -> Endpoint | None:
    """Where to ask about an address of a provider that every WordPress knows."""
    found = next((endpoint for pattern, endpoint in _PROVIDERS if pattern.match(url)), None)
    return Endpoint(found, is_known=True) if found else None


def question(endpoint: Endpoint, url: str, width: int, height: int) -> str:
    """The address that asks an endpoint about `url`; what a page names itself asks about itself already."""
    fields = {"maxwidth": str(width), "maxheight": str(height)}
    if endpoint.is_known:
        fields |= {"url": urlencode(url), "dnt": "1"}
    return add_query_args({**fields, "format": endpoint.format}, endpoint.url)


class _Links(HTMLParser):
    """The first endpoint of each format that a page names in its head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[Format, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at links alone."""
        given = {name: value or "" for name, value in attrs}
        kind = _TYPES.get(given.get("type", "").lower())
        if (
            tag == "link"
            and kind
            and given.get("href")
            and "alternate" in given.get("rel", "").lower().split()
        ):
            self.found.setdefault(kind, given["href"])


def discovered(html: str, url: str) -> Endpoint | None:
    """The endpoint that a page names for itself (WP_oEmbed::discover)."""
    links = _Links()
    links.feed(html)
    formats: tuple[Format, ...] = ("json", "xml")
    kind = next((one for one in formats if one in links.found), None)
    return Endpoint(absolute_url(links.found[kind], url), kind) if kind else None


def parsed(body: str, kind: Format) -> Mapping[str, Any] | None:
    """An endpoint's answer; None for what is none."""
    if kind == "json":
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return data if isinstance(data, dict) else None
    try:
        root = fromstring(body, forbid_dtd=True)
    except (DefusedXmlException, SyntaxError, ValueError):
        return None
    return {str(child.tag): child.text or "" for child in root} if root.tag == "oembed" else None


def html_of(data: Mapping[str, Any], url: str, *, is_known: bool, secret: str) -> str:
    """What a page shows of an answer, '' for nothing (data2html); `secret` names the frame to its content."""
    title = data["title"] if isinstance(data.get("title"), str) else ""
    match data.get("type"):
        case "photo":
            made = _photo(data, url, title)
        case "video" | "rich":
            made = _titled(_one_line(data["html"] if isinstance(data.get("html"), str) else ""), title)
        case "link":
            return f'<a href="{esc_url(url)}">{esc_html(title)}</a>' if title else ""
        case _:
            return ""
    return made if is_known or data.get("type") == "photo" else _framed(made, secret)


def _photo(data: Mapping[str, Any], url: str, title: str) -> str:
    source = data.get("url")
    width, height = (leading_integer(str(data.get(name) or "")) for name in ("width", "height"))
    address = esc_url(source) if isinstance(source, str) else ""
    if not address or not width or not height:
        return ""
    image = f'<img src="{address}" alt="{esc_attr(title)}" width="{width}" height="{height}" />'
    return f'<a href="{esc_url(url)}">{image}</a>'


def _one_line(html: str) -> str:
    """HTML without line breaks, of which paragraphs would be made; what has preformatted text stays."""
    return html if "<pre" in html else _LINES.sub("", html)


def _titled(html: str, title: str) -> str:
    """The title of the answer on a frame that has none."""
    markup = Markup(html)
    frame = markup.next("IFRAME")
    if frame is None or frame.text("title") or not title:
        return html
    frame.set("title", title)
    return str(markup)


def _framed(html: str, secret: str) -> str:
    """A frame in a sandbox and the quotation before it, all that is shown of an unknown site (wp_filter_oembed_result)."""
    clean = kses(html, _ALLOWED)
    frame = _FRAME.search(clean)
    if frame is None:
        return ""
    quotation = _QUOTATION.search(clean[: frame.start()])
    markup = Markup(frame[0])
    tag = markup.next("IFRAME")
    source = tag.text("src") if tag else ""
    if tag is None or not source.startswith(("https://", "http://")):
        return ""
    tag.set("src", f"{source}#?secret={secret}")
    for name, value in (
        ("class", "wp-embedded-content"),
        ("sandbox", "allow-scripts"),
        ("security", "restricted"),
        ("data-secret", secret),
    ):
        tag.set(name, value)
    if quotation is None:
        return str(markup)
    tag.set("style", "position: absolute; visibility: hidden;")
    begun = f'<blockquote class="wp-embedded-content" data-secret="{esc_attr(secret)}">'
    return quotation[0].replace("<blockquote>", begun, 1) + str(markup)
