"""The tags and attributes that posts and comments may hold (wp_kses_allowed_html)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

PROTOCOLS: Final = tuple(
    """
    http https ftp ftps mailto news irc irc6 ircs gopher nntp feed telnet mms rtsp sms svn tel fax xmpp webcal urn
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)
"""The schemes a link may have (wp_allowed_protocols)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What an allowed attribute must fulfil to stay; a required one takes its tag's attributes with it."""

    required: bool = False
    valueless: bool = False
    values: frozenset[str] = frozenset()
    uploaded_pdf: bool = False


ANY: Final = Rule()

Attributes = Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Policy:
    """An allow-list: attributes by tag, schemes, and the host whose uploaded documents may be embedded.

    The attribute name `data-*` allows every data attribute.
    """

    tags: Mapping[str, Attributes] = field(default_factory=dict)
    protocols: tuple[str, ...] = PROTOCOLS
    upload_host: str = ""


def _attributes(names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), ANY)


def _by_tag(table: Mapping[str, str]) -> dict[str, dict[str, Rule]]:
    return {tag: _attributes(names) for tags, names in table.items() for tag in tags.split()}


_EVERYWHERE: Final = (
    "aria-controls aria-current aria-describedby aria-details aria-expanded aria-hidden aria-label"
    " aria-labelledby aria-live class data-* dir hidden id lang style tabindex title role xml:lang"
)

# Tags that share their attributes stand together.
_POST: Final = {
    "a": "href rel rev name target",
    "address abbr acronym b bdo big br cite code dd dfn dl dt em fieldset i kbd mark rb rp rt rtc ruby s samp search small strike strong sub sup title tt u var wbr": "",
    "area": "alt coords href nohref shape target",
    "article aside caption figure figcaption footer h1 h2 h3 h4 h5 h6 header hgroup legend main nav p span section summary": "align",
    "audio": "autoplay controls loop muted preload src",
    "blockquote q": "cite",
    "button": "command commandfor disabled name type value popovertarget popovertargetaction aria-haspopup",
    "col colgroup": "align char charoff span valign width",
    "data": "value",
    "del time": "datetime",
    "details": "align open name",
    "div": "align popover",
    "dialog": "closedby open popover autofocus",
    "font": "color face size",
    "hr": "align noshade size width",
    "img": "alt align border height hspace loading longdesc vspace src usemap width",
    "ins": "datetime cite",
    "label": "for",
    "li": "align value",
    "map": "name",
    "menu": "type",
    "meter": "high low max min optimum value",
    "pre": "width",
    "progress": "max value",
    "table": "align bgcolor border cellpadding cellspacing rules summary width",
    "tbody tfoot thead": "align char charoff valign",
    "td th": "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width",
    "textarea": "cols rows disabled name readonly",
    "tr": "align bgcolor char charoff valign",
    "track": "default kind label src srclang",
    "ul": "type popover role",
    "ol": "start type reversed",
    "video": "autoplay controls height loop muted playsinline poster preload src width",
}

_MATH: Final = {
    "math": "display",
    "mi": "mathvariant",
    "mo": "form fence separator lspace rspace stretchy symmetric maxsize minsize largeop movablelimits",
    "mspace": "width height depth",
    "mfrac": "linethickness",
    "mpadded": "width height depth lspace voffset",
    "munder mover munderover": "accentunder accent",
    "mtable": "columnalign rowspacing columnspacing align rowalign columnlines rowlines frame framespacing width",
    "mtr": "columnalign rowalign",
    "mtd": "columnspan rowspan columnalign rowalign",
    "annotation": "encoding",
    "menclose": "notation",
    "mtext mn ms mrow msqrt mroot mstyle merror mphantom msub msup msubsup mmultiscripts mprescripts semantics": "",
}
_IN_MATH: Final = "displaystyle scriptlevel mathbackground mathcolor mathsize"

_COMMENT: Final = {
    "a": "href title",
    "abbr acronym": "title",
    "blockquote q": "cite",
    "del": "datetime",
    "b cite code em i s strike strong": "",
}

_EXTRA: Final = {
    "a": {"download": Rule(valueless=True)},
    "object": {
        "data": Rule(required=True, uploaded_pdf=True),
        "type": Rule(required=True, values=frozenset({"application/pdf"})),
    },
}


def _post_tags() -> dict[str, dict[str, Rule]]:
    tags = _by_tag(_POST)
    tags |= {tag: own | _attributes(_IN_MATH) for tag, own in _by_tag(_MATH).items()}
    for tag, own in _EXTRA.items():
        tags[tag] = tags.get(tag, {}) | own
    return {tag: own | _attributes(_EVERYWHERE) for tag, own in tags.items()}


POST: Final = Policy(_post_tags())
"""What an author without unfiltered_html may write in a post."""

COMMENT: Final = Policy(_by_tag(_COMMENT))
"""What a comment, a title or a site's tag line may hold."""

DESCRIPTION: Final = Policy({**COMMENT.tags, "a": _attributes("href title rel target")})
"""What a user's or term's description may hold."""

NOTHING: Final = Policy()
"""No tag at all."""
