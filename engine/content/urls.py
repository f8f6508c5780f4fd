"""Addresses: taking them apart, making them safe, absolute, relative or short."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus, unquote_plus

from engine.content.allowed_html import PROTOCOLS
from engine.content.entities import normalize_entities
from engine.content.protocols import bad_protocol
from engine.content.whitespace import BLANKS

_SCHEME: Final = re.compile(r"[A-Za-z0-9+.-]+")
_PORT_END: Final = re.compile(r"[0-9]{1,5}(?=/|\Z)")
_AUTHORITY_END: Final = re.compile(r"[/?#]")
_PORT_NUMBER: Final = re.compile(r"[ \t\n\r\v\f]*([+-]?[0-9]+)")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")

_NOT_IN_URL: Final = re.compile(r"[^a-zA-Z0-9\-~+_.?#=!&;,/:%@$|*'()\[\]\x80-\U0010ffff]")
_SCRIPT_NAME: Final = re.compile(r"[a-z0-9-]+?\.php", re.IGNORECASE | re.ASCII)
_LINE_END_OCTETS: Final = frozenset({"%0d", "%0a", "%0D", "%0A"})
_HOST_PART: Final = re.compile(r"(?:https?:)?//[^/]+(/?[^\n]*)", re.IGNORECASE)
_OWN_SCHEME: Final = re.compile(r"(\w{1,20}):", re.ASCII)


@dataclass(frozen=True, slots=True)
class Url:
    """The parts of an address as PHP's parse_url() finds them; None for one that is not there."""

    scheme: str | None = None
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = None
    path: str | None = None
    query: str | None = None
    fragment: str | None = None


def parse_url(url: str) -> Url | None:
    """Take an address apart, relative ones too; None for one that has no sense (wp_parse_url)."""
    if url.startswith("//"):
        parsed = _parse(f"placeholder:{url}")
        return parsed and _without(parsed, host=parsed.host)
    if url.startswith("/"):
        parsed = _parse(f"placeholder://placeholder{url}")
        return parsed and _without(parsed, host=None)
    return _parse(url)


def esc_url(url: str, protocols: tuple[str, ...] | None = None, *, display: bool = True) -> str:
    """Return an address fit for an attribute, empty for one whose scheme is not allowed (esc_url)."""
    url = _NOT_IN_URL.sub("", url.lstrip(BLANKS).replace(" ", "%20"))
    if not url:
        return ""
    if url[:7].lower() != "mailto:":
        url = _remove_nested(url, _LINE_END_OCTETS)
    url = _with_scheme(url.replace(";//", "://"), protocols)
    if display:
        url = normalize_entities(url).replace("&amp;", "&#038;").replace("'", "&#039;")
    if "[" in url or "]" in url:
        url = _encode_brackets(url)
    if url.startswith("/"):
        return url
    checked = bad_protocol(url, PROTOCOLS if protocols is None else protocols)
    return checked if checked.lower() == url.lower() else ""


def sanitize_url(url: str, protocols: tuple[str, ...] | None = None) -> str:
    """Return an address fit for storing (sanitize_url, esc_url_raw)."""
    return esc_url(url, protocols, display=False)


def is_internal(url: str, hosts: frozenset[str]) -> bool:
    """Say whether an absolute address leads to one of the site's own hosts (wp_is_internal_link)."""
    parsed = parse_url(url.lower())
    return parsed is not None and parsed.scheme in PROTOCOLS and parsed.host in hosts


@lru_cache(maxsize=16)
def internal_hosts(home: str) -> frozenset[str]:
    """Return the hosts of the site with this home address (wp_internal_hosts)."""
    parsed = parse_url(home.lower())
    return frozenset({parsed.host}) if parsed and parsed.host else frozenset()


def absolute_url(url: str, base: str) -> str:
    """Resolve an address against a base; what cannot be resolved stays (WP_Http::make_absolute_url)."""
    origin, target = parse_url(base), parse_url(url)
    if origin is None or target is None or target.scheme:
        return url
    site = target if target.host is not None else origin
    port = "" if site.port is None else f":{site.port}"
    path = _resolved_path(target.path or "", origin.path or "/")
    query = f"?{target.query}" if target.query else ""
    fragment = f"#{target.fragment}" if target.fragment else ""
    return f"{origin.scheme or ''}://{site.host or ''}{port}/{path.lstrip('/')}{query}{fragment}"


def has_known_scheme(url: str) -> bool:
    """Say whether an address begins with a scheme a link may have."""
    match = _OWN_SCHEME.match(url)
    return bool(match) and match[1] in PROTOCOLS  # type: ignore[index]  # a match is not None


def relative_link(url: str) -> str:
    """Take scheme and host off an address (wp_make_link_relative)."""
    return _HOST_PART.sub(r"\1", url, count=1) if _HOST_PART.match(url) else url


def shorten(url: str, length: int = 35) -> str:
    """Return an address fit for showing: no scheme, no `www.`, cut after so many bytes (url_shorten)."""
    for part in ("https://", "http://", "www."):
        url = url.replace(part, "")
    octets = untrailingslashit(url).encode("utf-8", "surrogateescape")
    if len(octets) <= length:
        return octets.decode("utf-8", "surrogateescape")
    return octets[: length - 3].decode("utf-8", "surrogateescape") + "&hellip;"


def trailingslashit(path: str) -> str:
    """End a path with exactly one slash."""
    return untrailingslashit(path) + "/"


def untrailingslashit(path: str) -> str:
    """Take slashes and backslashes off the end."""
    return path.rstrip("/\\")


def urlencode(text: str) -> str:
    """Percent-encode as PHP does: a space becomes `+`, only `-`, `_` and `.` stay of the marks."""
    return quote_plus(text, errors="surrogateescape").replace("~", "%7E")


def urldecode(text: str) -> str:
    """Decode octets and plus signs; bytes that are no UTF-8 become surrogates."""
    return unquote_plus(text, errors="surrogateescape")


def _without(url: Url, *, host: str | None) -> Url:
    return Url(None, host, url.port, url.user, url.password, url.path, url.query, url.fragment)


def _parse(url: str) -> Url | None:
    colon = url.find(":")
    if colon < 0:
        return _parse_authority(url[2:]) if url.startswith("//") else _parse_path(url)
    if colon == 0 or not _SCHEME.fullmatch(url, 0, colon):
        return _parse_without_scheme(url, colon)
    scheme, rest = url[:colon], url[colon + 1 :]
    if not rest:
        return Url(scheme)
    if rest[0] != "/":
        # `a.com:80` names a host and a port, `mailto:a` a scheme.
        return _parse_port(url, colon) if _PORT_END.match(rest) else _parse_path(rest, scheme)
    if not rest.startswith("//"):
        return _parse_path(rest, scheme)
    if scheme.lower() == "file" and rest.startswith("///"):
        return _parse_path(rest[3:] if rest[4:5] == ":" else rest[2:], scheme)
    return _parse_authority(rest[2:], scheme)


def _parse_without_scheme(url: str, colon: int) -> Url | None:
    end = _AUTHORITY_END.search(url.replace("/", " "))
    if colon == 0 or (colon + 1 < len(url) and (end is None or colon < end.start())):
        return _parse_port(url, colon)
    return _parse_authority(url[2:]) if url.startswith("//") else _parse_path(url)


def _parse_port(url: str, colon: int) -> Url | None:
    rest = url[colon + 1 :]
    relative = url.startswith("//")
    match = _PORT_END.match(rest)
    if match:
        port = int(match[0])
        return _parse_authority(url[2:] if relative else url, port=port) if port <= 65535 else None
    if not rest:
        return None
    return _parse_authority(url[2:]) if relative else _parse_path(url)


def _parse_authority(text: str, scheme: str | None = None, port: int | None = None) -> Url | None:
    end = _AUTHORITY_END.search(text)
    authority = text[: end.start()] if end else text
    login, at, host = authority.rpartition("@")
    user, colon, password = login.partition(":")
    if not (host.startswith("[") and host.endswith("]")) and ":" in host:
        host, _, digits = host.rpartition(":")
        if not port and digits:
            number = _port(digits)
            if number is None:
                return None
            port = number
    if not host:
        return None
    path = _parse_path(text[end.start() :], scheme) if end else Url(_printable(scheme))
    return Url(
        path.scheme,
        _printable(host),
        port,
        _printable(user) if at else None,
        _printable(password) if colon else None,
        path.path,
        path.query,
        path.fragment,
    )


def _port(digits: str) -> int | None:
    match = _PORT_NUMBER.match(digits) if len(digits) <= 5 else None
    number = int(match[1]) if match else -1
    return number if 0 <= number <= 65535 else None


def _parse_path(text: str, scheme: str | None = None) -> Url:
    before, hash_mark, fragment = text.partition("#")
    path, question_mark, query = before.partition("?")
    return Url(
        _printable(scheme),
        path=_printable(path) if path or not text else None,
        query=_printable(query) if question_mark else None,
        fragment=_printable(fragment) if hash_mark else None,
    )


def _printable(part: str | None) -> str | None:
    return None if part is None else _CONTROLS.sub("_", part)


def _remove_nested(text: str, octets: frozenset[str]) -> str:
    """Remove octets until none is left, those included that only come together by a removal."""
    if not any(octet in text for octet in octets):
        return text
    kept: list[str] = []
    for character in text:
        kept.append(character)
        if "".join(kept[-3:]) in octets:
            del kept[-3:]
    return "".join(kept)


def _with_scheme(url: str, protocols: tuple[str, ...] | None) -> str:
    if ":" in url or url[:1] in {"/", "#", "?"} or _SCRIPT_NAME.match(url):
        return url
    return ("https://" if protocols and protocols[0] == "https" else "http://") + url


def _encode_brackets(url: str) -> str:
    """Encode square brackets everywhere but in the host."""
    parsed = parse_url(url) or Url()
    front = f"{parsed.scheme}://" if parsed.scheme is not None else "//" if url.startswith("/") else ""
    front += parsed.user or ""
    front += f":{parsed.password}" if parsed.password is not None else ""
    front += "@" if parsed.user is not None or parsed.password is not None else ""
    front += parsed.host or ""
    front += f":{parsed.port}" if parsed.port is not None else ""
    written = url.replace(front, "") if front else url
    if not written:
        return url
    return url.replace(written, written.replace("[", "%5B").replace("]", "%5D"))


def _resolved_path(path: str, base: str) -> str:
    if path.startswith("/"):
        return path
    if not path:
        return base
    kept: list[str] = []
    *segments, last = (base[: base.rfind("/") + 1] + path).split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        else:
            kept.append(segment)
    return "/".join([*kept, last])
