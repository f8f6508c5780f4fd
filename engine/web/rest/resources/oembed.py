"""``/oembed/1.0``: what other sites may show of ours, and what an author may show here of theirs."""

from collections.abc import Mapping
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from engine.domain import oembed_consumer, oembed_provider
from engine.domain.capabilities import can
from engine.model.errors import DomainError
from engine.web.rest.dispatch import refusal
from engine.web.rest.errors import forbidden, from_domain
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route, public

_NAMESPACE = "oembed/1.0"
_WIDTH = 600
_ADDRESS = Param("url", {"type": "string", "format": "uri"}, required=True)
_PROXY = (
    _ADDRESS,
    Param("format", {"type": "string", "default": "json", "enum": ["json", "xml"]}),
    Param("maxwidth", {"type": "integer", "default": _WIDTH}),
    Param("maxheight", {"type": "integer"}),
    Param("discover", {"type": "boolean", "default": True}),
)


def routes() -> list[Route]:
    """The provider and the proxy."""
    provider = (
        _ADDRESS,
        Param("format", {"default": "json"}, check=_format),
        Param("maxwidth", {"default": _WIDTH}, check=_number),
    )
    return [
        Route(f"/{_NAMESPACE}/embed", (Endpoint(READ, _embed, public, provider),), _NAMESPACE),
        Route(f"/{_NAMESPACE}/proxy", (Endpoint(READ, _proxy, _may_ask, _PROXY),), _NAMESPACE),
    ]


def _format(_call: Call, value: Any) -> str:
    """Whatever is not known is JSON."""
    return "xml" if value == "xml" else "json"


def _number(_call: Call, value: Any) -> int:
    digits = ""
    for sign in str(value).strip().lstrip("-")[:9]:
        if not ("0" <= sign <= "9"):
            break
        digits += sign
    return int(digits or 0)


async def _embed(call: Call) -> Answer:
    """What a page of another site shows of one of ours; in XML, refusals too are XML."""
    try:
        made = Answer(dict(await oembed_provider.of_post(call.ctx, str(call["url"]), width=call["maxwidth"])))
    except DomainError as error:
        made = refusal(from_domain(call.ctx, error))
    if call["format"] == "xml":
        made.data, made.document = _xml(made.data), "text/xml; charset=UTF-8"
    return made


async def _may_ask(call: Call) -> None:
    if not can(call.ctx, "edit_posts"):
        raise forbidden(call.ctx, message="You may not embed what others have.")


async def _proxy(call: Call) -> Answer:
    height = call["maxheight"] or 0
    discover = bool(call["discover"])
    found = await oembed_consumer.of_any(
        call.ctx, str(call["url"]), width=call["maxwidth"], height=height, discover=discover
    )
    return Answer(dict(found))


def _xml(data: Mapping[str, Any]) -> str:
    root = Element("oembed")
    _fill(root, data)
    return '<?xml version="1.0"?>\n' + tostring(root, encoding="unicode") + "\n"


def _fill(element: Element, data: Mapping[str, Any]) -> None:
    for name, value in data.items():
        child = SubElement(element, name)
        if isinstance(value, Mapping):
            _fill(child, value)
        else:
            # References are for pages; an XML document has the signs themselves.
            child.text = "" if value is None else unescape(str(value))
