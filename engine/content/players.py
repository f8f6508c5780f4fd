"""The shortcodes that play: audio, video and playlists."""

import json
import re
from typing import Any, Final

from engine.content.attachments import Attachment, Kind
from engine.content.escaping import esc_attr, esc_html
from engine.content.files import MIME_TYPES, check_filetype
from engine.content.galleries import attachment_link
from engine.content.query_strings import add_query_args, remove_query_args
from engine.content.shortcodes import Attributes
from engine.content.urls import esc_url, parse_url
from engine.content.values import absint, leading_integer, validate_boolean
from engine.content.whitespace import trim

AUDIO_EXTENSIONS: Final = ("mp3", "ogg", "flac", "m4a", "wav")
VIDEO_EXTENSIONS: Final = ("mp4", "m4v", "webm", "ogv", "flv")

_YOUTUBE: Final = re.compile(r"https?://(?:www\.)?(?:youtube\.com/watch|youtu\.be/)")
_VIMEO: Final = re.compile(r"https?://([^\n]+\.)?vimeo\.com/")
_PRELOADS: Final = frozenset({"none", "metadata", "auto"})
_NOTHING: Final = frozenset({"", "0"})
_TAGS: Final = str.maketrans({"<": "\\u003C", ">": "\\u003E"})
_WIDTH: Final = 640
_HEIGHT: Final = 360


def audio(attributes: Attributes, own: tuple[Attachment, ...], *, post_id: int, number: int) -> str:
    """Return an audio player; without a source it plays the post's first own recording."""
    sources = _sources(attributes, AUDIO_EXTENSIONS, own)
    if isinstance(sources, str):
        return sources and _plain_link("audio", sources)
    written = [
        f'class="{esc_attr(attributes.get("class", "wp-audio-shortcode"))}"',
        f'id="audio-{post_id}-{number}"',
        *_switches(attributes),
        *_preload(attributes, "none"),
        f'style="{esc_attr(attributes.get("style", "width: 100%;"))}"',
    ]
    body = "".join(_source(url, number) for url in sources)
    return f'<audio {" ".join(written)} controls="controls">{body}{_fallback(sources[0])}</audio>'


def video(
    attributes: Attributes, content: str | None, own: tuple[Attachment, ...], *, post_id: int, number: int
) -> str:
    """Return a video player; without a source it plays the post's first own film."""
    host = _host(attributes.get("src", ""))
    sources = [attributes["src"]] if host else _sources(attributes, VIDEO_EXTENSIONS, own)
    if isinstance(sources, str):
        return sources and _plain_link("video", sources)
    if host:
        sources = [_hosted(sources[0], host, attributes), *_alternatives(attributes, VIDEO_EXTENSIONS)]
    width = attributes.get("width", str(_WIDTH))
    sized = {"width": absint(width), "height": absint(attributes.get("height", str(_HEIGHT)))}
    named = attributes.get("class", "wp-video-shortcode")
    poster = esc_url(attributes.get("poster", ""))
    written = [
        *([f'class="{esc_attr(named)}"'] if named not in _NOTHING else []),
        f'id="video-{post_id}-{number}"',
        *(f'{name}="{value}"' for name, value in sized.items() if value),
        *([f'poster="{esc_attr(poster)}"'] if poster else []),
        *_switches(attributes),
        *_preload(attributes, "metadata"),
    ]
    body = _source(sources[0], number, mime_type=f"video/{host}" if host else "")
    body += "".join(_source(url, number) for url in sources[1:])
    body += trim(_one_line(content or ""))
    player = f'<video {" ".join(written)} controls="controls">{body}{_fallback(sources[0])}</video>'
    rule = "" if width in _NOTHING else f"width: {leading_integer(width)}px;"
    return f'<div style="{rule}" class="wp-video">{player}</div>'


def playlist(attributes: Attributes, kind: Kind, attachments: tuple[Attachment, ...]) -> str:
    """Return a playlist with its tracks for the script, and as links for those without one."""
    if not attachments:
        return ""
    style = esc_attr(attributes.get("style", "light"))
    current = '\t\t<div class="wp-playlist-current-item"></div>\n\t' if kind == "audio" else ""
    height = f' height="{_HEIGHT}"' if kind == "video" else ""
    links = "".join(f"<li>{attachment_link(attachment)}</li>" for attachment in attachments)
    tracks = _json(_tracks(attributes, kind, attachments))
    return (
        f'<div class="wp-playlist wp-{kind}-playlist wp-playlist-{style}">\n\t{current}'
        f'\t<{kind} controls="controls" preload="none" width="{_WIDTH}"\n\t\t\t{height}></{kind}>\n'
        '\t<div class="wp-playlist-next"></div>\n\t<div class="wp-playlist-prev"></div>\n'
        f"\t<noscript>\n\t<ol>\n\t\t{links}\t</ol>\n\t</noscript>\n"
        f'\t<script type="application/json" class="wp-playlist-script">{tracks}</script>\n</div>\n\t'
    )


def bare_playlist(attachments: tuple[Attachment, ...]) -> str:
    """Return a playlist as feeds have it: links alone."""
    lines = "".join(f"\n{attachment_link(attachment)}" for attachment in attachments)
    return f"{lines}\n" if lines else ""


def _sources(
    attributes: Attributes, extensions: tuple[str, ...], own: tuple[Attachment, ...]
) -> list[str] | str:
    """Return the addresses to play, or the one that cannot be played, or nothing."""
    source = attributes.get("src", "")
    others = _alternatives(attributes, extensions)
    if source not in _NOTHING:
        return [source, *others] if _extension(source) in extensions else source
    if any(_extension(attributes.get(name, "")) == name for name in extensions):
        return others
    return [own[0].url, *others] if own else ""


def _alternatives(attributes: Attributes, extensions: tuple[str, ...]) -> list[str]:
    return [attributes[name] for name in extensions if attributes.get(name, "") not in _NOTHING]


def _extension(address: str) -> str:
    found = check_filetype(address, MIME_TYPES)
    return found[0].lower() if found else ""


def _source(address: str, number: int, *, mime_type: str = "") -> str:
    found = check_filetype(address, MIME_TYPES)
    kind = mime_type or (found[1] if found else "")
    return f'<source type="{kind}" src="{esc_url(add_query_args({"_": number}, address))}" />'


def _fallback(address: str) -> str:
    url = esc_url(address)
    return f'<a href="{url}">{url}</a>'


def _plain_link(kind: str, address: str) -> str:
    return f'<a class="wp-embedded-{kind}" href="{esc_url(address)}">{esc_html(address)}</a>'


def _switches(attributes: Attributes) -> list[str]:
    given = {"loop": "", "autoplay": "", "muted": "false"} | attributes
    return [name for name in ("loop", "autoplay", "muted") if validate_boolean(given[name])]


def _preload(attributes: Attributes, default: str) -> list[str]:
    preload = attributes.get("preload", default)
    return [f'preload="{preload}"'] if preload in _PRELOADS else []


def _host(source: str) -> str:
    if _YOUTUBE.match(source):
        return "youtube"
    return "vimeo" if _VIMEO.match(source) else ""


def _hosted(source: str, host: str, attributes: Attributes) -> str:
    if host == "youtube":
        return re.sub("^http://", "https://", remove_query_args(["feature"], source))
    parsed = parse_url(source)
    address = f"https://{parsed.host or ''}{parsed.path or ''}" if parsed else source
    return add_query_args({"loop": "0" if attributes.get("loop", "") in _NOTHING else "1"}, address)


def _one_line(content: str) -> str:
    if "\n" not in content:
        return content
    return content.replace("\r\n", "").replace("\n", "").replace("\t", "")


def _tracks(attributes: Attributes, kind: Kind, attachments: tuple[Attachment, ...]) -> dict[str, Any]:
    shown = {
        name: validate_boolean(attributes.get(name, True))
        for name in ("tracklist", "tracknumbers", "images", "artists")
    }
    tracks = [_track(attachment, kind, with_image=shown["images"]) for attachment in attachments]
    return {"type": kind, **shown, "tracks": tracks}


def _track(attachment: Attachment, kind: Kind, *, with_image: bool) -> dict[str, Any]:
    found = check_filetype(attachment.url, MIME_TYPES)
    track: dict[str, Any] = {
        "src": attachment.url,
        "type": found[1] if found else False,
        "title": attachment.title,
        "caption": attachment.caption,
        "description": attachment.description,
        "meta": {name: value for name, value in attachment.meta.items() if value},
    }
    if kind == "video":
        original = {"width": _WIDTH, "height": _HEIGHT}
        track["dimensions"] = {"original": original, "resized": original}
    if with_image and attachment.picture:
        for name, size in (("image", "full"), ("thumb", "thumbnail")):
            image = attachment.picture.size(size)
            track[name] = {"src": image.url, "width": image.width, "height": image.height}
    return track


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":")).translate(_TAGS)
