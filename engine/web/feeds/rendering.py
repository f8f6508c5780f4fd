"""Our templates of feeds and sitemaps: everything escaped that is not marked as ready, and nothing that XML forbids."""

import re
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from html import escape, unescape
from importlib.metadata import version
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

GENERATOR: Final = f"https://pypi.org/project/tympan/?v={version('tympan')}"

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def xml(template: str, **values: Any) -> str:
    """What a template makes of these values, without characters that no XML document may have."""
    return _FORBIDDEN.sub("", _ENVIRONMENT.get_template(template).render(generator=GENERATOR, **values))


def cdata(text: str) -> Markup:
    """A text that is not parsed; what would end it is written as two."""
    return Markup(f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>")


def _rfc2822(date: datetime) -> str:
    return format_datetime(date)[:-5] + "+0000"


def _iso8601(date: datetime) -> str:
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("engine.web.feeds"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    plain=unescape, stored=partial(escape, quote=False), cdata=cdata, rfc2822=_rfc2822, iso8601=_iso8601
)
