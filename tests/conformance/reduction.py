"""An HTTP answer reduced to what is compared: no prose, no secrets, no white space of feeds."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

import httpx2

from tests.conformance.recording import DATA

Case: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]

_IGNORE = json.loads((DATA / "ignore.json").read_text(encoding="utf-8"))
_STRINGS = [(re.compile(rule["regex"]), rule["replace"]) for rule in _IGNORE["strings"]]
_MAIN_HEADERS = ("content-type", "x-wp-total", "x-wp-totalpages", "link", "allow", "location")
_MORE_HEADERS = (
    "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-credentials",
    "access-control-allow-headers", "access-control-expose-headers", "vary", "etag", "last-modified",
    "x-content-type-options", "x-robots-tag", "cache-control", "x-wp-deprecatedparam", "x-wp-deprecatedfunction",
    "x-pingback", "www-authenticate", "content-disposition",
)  # fmt: skip
_SETS = {
    "allow", "access-control-allow-headers", "access-control-expose-headers", "access-control-allow-methods", "vary",
    "cache-control",
}  # fmt: skip
_JSON = {"application/json", "application/schema+json", "application/json+oembed"}
_SCHEMAS = {"schema", "endpoints", "routes", "args"}
_JSONP = re.compile(r"\s*(/\*\*/)?([\w.\[\]$]+)\((.*)\);?\s*", re.DOTALL)


def reduced(case: Case, answer: httpx2.Response) -> Answer:
    """Status, headers and body, as far as they are compared; `more` headers count for cases that ask for all."""
    return {
        "status": answer.status_code,
        "headers": _headers(answer, _MAIN_HEADERS),
        "more": _headers(answer, _MORE_HEADERS),
        "body": _body(case, answer),
    }


def _headers(answer: httpx2.Response, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: answer.headers.get_list(name) for name in names}
    return {name: _header(name, ", ".join(values)) for name, values in found.items() if values}


def _header(name: str, value: str) -> Any:
    if name == "link":
        return sorted(_string(part.strip()) for part in re.split(r",\s*(?=<)", value))
    if name in _SETS:
        return sorted({part.strip() for part in value.split(",") if part.strip()})
    if name == "content-type":
        return re.sub(r";\s*", "; ", value).lower()
    return _string(value)


def _body(case: Case, answer: httpx2.Response) -> Any:
    kind = answer.headers.get("content-type", "").split(";")[0].lower()
    method = case.get("method", "GET")
    if not answer.content or (case.get("body") == "none" and kind != "application/json"):
        return None
    if method == "HEAD":
        return {"bytes": len(answer.content)}
    if kind in _JSON:
        return _json(answer.text, strip=bool(case.get("strip_description")) or method == "OPTIONS")
    if kind == "application/javascript":
        return _javascript(answer.text)
    if kind.endswith("xml") or case.get("body") == "xml":
        return _xml(answer.text)
    if kind == "text/plain":
        return _string(answer.text.replace("\r\n", "\n")).strip().split("\n")
    return None


def _json(text: str, *, strip: bool = False) -> Any:
    try:
        return cleaned(json.loads(text), strip=strip)
    except ValueError:
        return {"not_json": True}


def _javascript(text: str) -> Any:
    call = _JSONP.fullmatch(text)
    if not call:
        return {"javascript": True}
    value = _json(call.group(3))
    if value == {"not_json": True}:
        return {"javascript": True}
    return {"prefix": call.group(1) or "", "callback": call.group(2), "value": value}


def _xml(text: str) -> Any:
    try:
        return _element(ET.fromstring(text.strip().encode()))  # noqa: S314 - our own answer
    except ET.ParseError:
        return {"not_xml": True}


def _element(element: ET.Element) -> list[Any]:
    """Tag, attributes, text, children."""
    if element.tag.rsplit("}", 1)[-1] in _IGNORE["xml_elements"]:
        return [element.tag, {}, "", []]
    attributes = {name: _string(value) for name, value in sorted(element.attrib.items())}
    return [
        element.tag,
        attributes,
        _string((element.text or "").strip()),
        [_element(child) for child in element],
    ]


def _string(text: str) -> str:
    for pattern, replacement in _STRINGS:
        text = pattern.sub(replacement, text)
    return text


def cleaned(value: Any, *, strip: bool = False) -> Any:
    """A JSON value without messages, secrets and, in schemas (`strip`), descriptions."""
    if isinstance(value, list):
        return [cleaned(one, strip=strip) for one in value]
    if isinstance(value, str):
        return _string(value)
    if not isinstance(value, dict):
        return value
    is_error = isinstance(value.get("code"), str) and isinstance(value.get("message"), str)
    return {
        name: _member(name, one, is_error=is_error, strip=strip)
        for name, one in value.items()
        if not (strip and name == "description" and isinstance(one, str) and name not in _IGNORE["keys"])
    }


def _member(name: str, value: Any, *, is_error: bool, strip: bool) -> Any:
    if name in _IGNORE["keys"]:
        return "<ignored>"
    if is_error and name == "message":
        return ""
    if is_error and name == "data" and isinstance(value, dict):
        return {part: _error_data(part, one, strip=strip) for part, one in value.items()}
    in_schema = name in _SCHEMAS and isinstance(value, (dict, list))
    return cleaned(value, strip=strip or in_schema)


def _error_data(name: str, value: Any, *, strip: bool) -> Any:
    if name == "params":
        return sorted(value) if isinstance(value, dict) else value
    return cleaned(value, strip=strip)
