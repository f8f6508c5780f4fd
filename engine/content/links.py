"""Links in text: making addresses clickable, their rel attributes, targets and bases."""

import re
from typing import Final

from engine.content.allowed_html import PROTOCOLS
from engine.content.escaping import esc_attr
from engine.content.kses import read_attributes
from engine.content.scan import NextIndex
from engine.content.urls import absolute_url, esc_url, has_known_scheme, is_internal, parse_url
from engine.content.whitespace import trim

_TAG: Final = re.compile(r"(<[^<>]+>)")
_CODE_OPENING: Final = re.compile(r"<(?:code|pre|script|style)[\s>]", re.IGNORECASE | re.ASCII)
_CODE_CLOSINGS: Final = frozenset({"</code>", "</pre>", "</script>", "</style>"})
_ADDRESS_IN_BRACKETS: Final = re.compile(r"<\s*\w{1,20}+://", re.ASCII)

_URL_CHARACTER: Final = r"[\w\x80-\xff#%~/@\[\]*(+=&$-]"
_URL: Final = re.compile(
    rf"([\s(<.,;:!?])(\w{{1,20}}+://(?=\S{{1,2000}}\s){_URL_CHARACTER}*+"
    rf"(?:['.,;:!?)]{_URL_CHARACTER}++)*)(\)?)(\.\w{{2,6}})?",
    re.ASCII,
)
_WEB_ADDRESS: Final = re.compile(
    r"([\s>])((?:www|ftp)\.[\w\x80-\xff#$%&~/.\-;:=,?@\[\]+]+)", re.IGNORECASE | re.ASCII
)
_EMAIL: Final = re.compile(
    r"([\s>])([.0-9a-z_+-]+)@((?:[0-9a-z-]+\.)+[0-9a-z]{2,})", re.IGNORECASE | re.ASCII
)
_LINK_IN_LINK: Final = re.compile(
    r"(<a(?:[ \r\n\t]+[^>]+>|>))(?:<a [^>]+>([^>]+?)</a></a>)?", re.IGNORECASE | re.ASCII
)
_BLANKS: Final = re.compile(r"[\r\n\t\v\f ]")
_LONG_PIECE: Final = 10_000
_CHUNK: Final = 2_100

_ATTRIBUTE_START: Final = re.compile(r"(src|href)=(['\"])", re.IGNORECASE)
_TARGET: Final = re.compile(r" target=(['\"])[^\n]*?\1", re.IGNORECASE)


def make_clickable(text: str, *, hosts: frozenset[str], in_comment: bool = False) -> str:
    """Turn addresses and e-mail addresses outside of links and code into links (make_clickable).

    `hosts` are the site's own, whose links carry no `nofollow`; in comments all links carry `ugc`.
    """
    octets = text.encode("utf-8", "surrogateescape").decode("latin-1")
    linked = _Linker(hosts, in_comment=in_comment).linked(octets)
    return linked.encode("latin-1").decode("utf-8", "surrogateescape")


def add_rel(text: str, rel: str, *, hosts: frozenset[str]) -> str:
    """Add relations to every link, `nofollow` only to links to other sites (wp_rel_nofollow, wp_rel_ugc)."""
    if "<" not in text:
        return text
    tag_end, line_end = NextIndex(text, ">"), NextIndex(text, "\n")
    parts: list[str] = []
    position = 0
    for match in re.finditer("<a ", text, re.IGNORECASE):
        start = match.end()
        if match.start() < position:
            continue
        end = tag_end.after(start + 1)
        if end < 0:
            break
        if not 0 <= line_end.after(start) < end:
            parts += (text[position : match.start()], _with_rel(text[start:end], rel, hosts))
            position = end + 1
    return "".join(parts) + text[position:]


def add_target(text: str, target: str = "_blank") -> str:
    """Let every link open in `target` (links_add_target)."""
    last = text.rfind(">") + 1
    return (
        re.sub(
            r"<(a)((?:\s[^>]*)?)>",
            lambda match: f'<{match[1]}{_TARGET.sub("", match[2])} target="{esc_attr(target)}">',
            text[:last],
            flags=re.IGNORECASE | re.ASCII,
        )
        + text[last:]
    )


def add_base(text: str, base: str) -> str:
    """Make relative addresses of links and images absolute (links_add_base_url)."""
    ends = {quote: NextIndex(text, quote) for quote in "'\""}
    line_end = NextIndex(text, "\n")
    parts: list[str] = []
    position = 0
    for match in _ATTRIBUTE_START.finditer(text):
        end = ends[match[2]].after(match.end() + 1)
        if match.start() < position or end < 0 or 0 <= line_end.after(match.end()) < end:
            continue
        url = text[match.end() : end]
        parts += (text[position : match.end()], url if has_known_scheme(url) else absolute_url(url, base))
        position = end
    return "".join(parts) + text[position:]


class _Linker:
    """Works on bytes written as Latin-1, for WordPress counts and matches bytes here."""

    def __init__(self, hosts: frozenset[str], *, in_comment: bool) -> None:
        self.hosts = hosts
        self.in_comment = in_comment

    def linked(self, text: str) -> str:
        in_code = 0
        parts: list[str] = []
        for piece in _TAG.split(text):
            if _CODE_OPENING.match(piece):
                in_code += 1
            elif in_code and piece.lower() in _CODE_CLOSINGS:
                in_code -= 1
            is_tag = piece.startswith("<") and not _ADDRESS_IN_BRACKETS.match(piece)
            parts.append(piece if in_code or is_tag or piece in {"", "0"} else self._piece(piece))
        return _unnested("".join(parts))

    def _piece(self, piece: str) -> str:
        if len(piece) <= _LONG_PIECE:
            return self._linked_piece(piece)
        # A chunk without white space is too long to be an address.
        return "".join(
            chunk if len(chunk) > _CHUNK + 1 else self.linked(chunk) for chunk in _chunks(piece, _CHUNK)
        )

    def _linked_piece(self, piece: str) -> str:
        padded = _URL.sub(self._url, f" {piece} ")
        padded = _WEB_ADDRESS.sub(self._web_address, padded)
        return _EMAIL.sub(r'\1<a href="mailto:\2@\3">\2@\3</a>', padded)[1:-1]

    def _url(self, match: re.Match[str]) -> str:
        url, suffix = match[2], match[3]
        if suffix and "(" in url[1:]:
            url, suffix = url + suffix, ""
        url += match[4] or ""
        unbalanced = url.count(")") - url.count("(")
        for _ in range(unbalanced):
            last = url.rindex(")")
            url, suffix = url[:last], url[last:] + suffix
        url = esc_url(url)
        if not url:
            return match[0]
        return f'{match[1]}<a href="{url}"{self._rel(url)}>{url}</a>{suffix}'

    def _web_address(self, match: re.Match[str]) -> str:
        url, last = "http://" + match[2], ""
        if url[-1] in ".,;:)":
            url, last = url[:-1], url[-1]
        url = esc_url(url)
        if not url:
            return match[0]
        return f'{match[1]}<a href="{url}"{self._rel(url)}>{url}</a>{last}'

    def _rel(self, url: str) -> str:
        parsed = parse_url(url)
        scheme = (parsed.scheme or "").lower() if parsed else ""
        rel = ["nofollow"] if scheme in {"http", "https"} and not is_internal(url, self.hosts) else []
        rel += ["ugc"] if self.in_comment else []
        return f' rel="{" ".join(rel)}"' if rel else ""


def _unnested(text: str) -> str:
    """Take out a link made inside of a link."""
    last = text.rfind(">") + 1
    unnested = _LINK_IN_LINK.sub(
        lambda match: match[0] if match[2] is None else f"{match[1]}{match[2]}</a>", text[:last]
    )
    return unnested + text[last:]


def _chunks(text: str, goal: int) -> list[str]:
    """Part a text at white space into chunks of at most `goal` where that is possible (_split_str_by_whitespace)."""
    chunks: list[str] = []
    start = 0
    while len(text) - start > goal:
        last = max(text.rfind(blank, start, start + goal + 1) for blank in "\r\n\t\v\f ")
        if last < 0:
            following = _BLANKS.search(text, start + goal + 1)
            if not following:
                break
            last = following.start()
        chunks.append(text[start : last + 1])
        start = last + 1
    return [*chunks, text[start:]] if text[start:] not in {"", "0"} else chunks


def _with_rel(source: str, rel: str, hosts: frozenset[str]) -> str:
    attributes = read_attributes(source, PROTOCOLS)
    if is_internal(attributes.get("href") or "", hosts):
        rel = trim(rel.replace("nofollow", ""))
    if "rel" in attributes:
        own = [trim(part) for part in (attributes.pop("rel") or "").split(" ")]
        rel = " ".join(dict.fromkeys(own + rel.split(" ")))
        source = " ".join(
            name if value is None else f'{name}="{esc_attr(value)}"' for name, value in attributes.items()
        )
    return f'<a {source} rel="{esc_attr(rel)}">' if rel else f"<a {source}>"
