"""Replays the recorded XML-RPC calls, which make one sequence, and compares faults and values with their types."""

import base64
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx2

from tests.conformance import recording
from tests.conformance.comparison import Difference, difference
from tests.conformance.reduction import Answer, Case
from tests.conformance.replay import Tally

GROUP: Final = "xmlrpc"

# Which kind of id a member holds: p posts, t terms, c comments, any of them where it is "ptc".
_IDS: Final[Mapping[str, str]] = dict.fromkeys(
    ("post_id", "postid", "page_id", "attachment_id", "_id", "post_parent", "page_parent_id", "wp_page_parent_id",
     "post_thumbnail"), "p",
) | dict.fromkeys(
    ("term_id", "term_taxonomy_id", "categoryId", "parentId", "tag_id", "category_id"), "t",
) | {"comment_id": "c", "comment_parent": "c", "parent": "ptc", "id": "ptc", "": "ptc"}  # fmt: skip
# The kind of what a case captures, by the first letter of its name.
_KINDS: Final = {
    "p": "p",
    "w": "p",
    "b": "p",
    "g": "p",
    "a": "p",
    "r": "p",
    "t": "t",
    "c": "t",
    "k": "c",
    "m": "ptc",
}
_IN_ADDRESSES: Final = ((r"([?&](?:p|page_id|attachment_id)=)(\d+)", "p"), (r"(#comment-)(\d+)", "c"),
                        (r"([?&]cat=)(\d+)", "t"))  # fmt: skip
_NEAR: Final = timedelta(hours=26)
_FORMS: Final = ("%Y%m%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%dT%H:%M:%SZ")

# <value> elements by the tag of their type.
_TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "string": str, "int": int, "i4": int, "double": float, "boolean": lambda text: text.strip() == "1",
    "dateTime.iso8601": lambda text: {"$date": text.strip()}, "base64": lambda text: {"$b64": "".join(text.split())},
}  # fmt: skip


def value(element: ET.Element) -> Any:
    """A <value> as JSON, with dates and bytes marked."""
    if len(element) == 0:
        return element.text or ""
    typed = element[0]
    if typed.tag == "array":
        return [value(one) for one in typed.findall("data/value")]
    if typed.tag == "struct":
        return {str(one.findtext("name")): value(_value(one)) for one in typed.findall("member")}
    return _TYPES[typed.tag](typed.text or "")


def _value(element: ET.Element) -> ET.Element:
    found = element.find("value")
    assert found is not None
    return found


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        root = ET.fromstring(content)  # noqa: S314 - our own answer
    except ET.ParseError:
        return {"unparsed": True}
    if root.tag != "methodResponse":
        return {"unparsed": True}
    fault = root.find("fault")
    if fault is not None:
        return {"fault": _without_prose(value(_value(fault)))}
    param = root.find("params/param")
    assert param is not None
    return {"value": _without_prose(value(_value(param)))}


def _without_prose(found: Any) -> Any:
    """Sentences are our own, and sizes of files are those of the machine."""
    if isinstance(found, list):
        return [_without_prose(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {name: _blank(name, one) for name, one in found.items()}


def _blank(name: str, found: Any) -> Any:
    if name == "faultString" or (name == "desc" and isinstance(found, str)):
        return ""
    if name == "filesize":
        return "<size>"
    if name == "labels" and isinstance(found, dict):
        kept = {"name", "singular_name"}
        return {key: one if key in kept or not isinstance(one, str) else "" for key, one in found.items()}
    return _without_prose(found)


@dataclass(slots=True)
class Sequence:
    """The running sequence: ids that its answers gave, and what they were when it was recorded."""

    live: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    async def step(self, opened: httpx2.AsyncClient, case: Case) -> dict[str, Any]:
        """Send a call and take its answer down as the recording has it."""
        body = case["request"]
        for name, known in self.live.items():
            body = body.replace(f"{{{{{name}}}}}", known)
        content = base64.b64decode(body[5:]) if body.startswith("$b64:") else body.encode()
        kind = case.get("send_content_type", "text/xml")
        answer = await opened.request(
            case.get("http_method", "POST"), case.get("path", "/xmlrpc.php"), content=content,
            headers={"Content-Type": kind},
        )  # fmt: skip
        found = {
            "status": answer.status_code,
            "content_type": answer.headers.get("content-type", "").replace(" ", "").lower(),
            **_marked(_parsed(answer.content), datetime.now(UTC).replace(tzinfo=None)),
        }
        self._capture(case, found)
        return found

    def _capture(self, case: Case, found: Mapping[str, Any]) -> None:
        for name, wanted in case.get("capture", {}).items():
            try:
                self.live[name] = str(_dig(found["value"], wanted["path"]))
                self.ids[_KINDS[name[0]], self.live[name]] = str(wanted["recorded"])
            except (KeyError, IndexError, TypeError, StopIteration):
                self.live.setdefault(name, str(wanted["recorded"]))

    def recorded(self, found: Any, name: str = "") -> Any:
        """A value with the ids of the recording."""
        if isinstance(found, dict):
            if set(found) == {"id", "key", "value"}:
                return {**found, "id": "<meta>"}
            return {key: self.recorded(one, key) for key, one in found.items()}
        if isinstance(found, list):
            return [self.recorded(one, name) for one in found]
        if isinstance(found, bool) or not isinstance(found, (int, str)):
            return found
        for kind in _IDS.get(name, ""):
            if (kind, str(found)) in self.ids:
                known = self.ids[kind, str(found)]
                return int(known) if isinstance(found, int) else known
        return self._addresses(found) if isinstance(found, str) else found

    def _addresses(self, text: str) -> str:
        for pattern, kind in _IN_ADDRESSES:
            text = re.sub(pattern, lambda m, kind=kind: m[1] + self.ids.get((kind, m[2]), m[2]), text)  # type: ignore[misc]
        return text


def _dig(found: Any, path: list[Any]) -> Any:
    for part in path:
        if isinstance(part, dict):
            found = next(one for one in found if all(one[key] == want for key, want in part.items()))
        else:
            found = found[part]
    return found


def _marked(found: Any, now: datetime) -> Any:
    """A value with marks for dates of now."""
    if isinstance(found, dict):
        if set(found) == {"$date"}:
            return {"$date": "<now>"} if _is_now(found["$date"], now) else found
        return {name: _marked(one, now) for name, one in found.items()}
    if isinstance(found, list):
        return [_marked(one, now) for one in found]
    if not isinstance(found, str):
        return found
    if _is_now(found, now):
        return "<now>"
    days = [now + timedelta(days=step) for step in (-1, 0, 1)]
    dates = "|".join({day.strftime("%Y/%m/%d") for day in days})
    months = "|".join({day.strftime("%Y/%m") for day in days})
    found = re.sub(f"/({dates})/", "/<ymd>/", found)
    found = re.sub(f"/uploads/({months})/", "/uploads/<ym>/", found)
    return re.sub(f"^({months})/", "<ym>/", found)


def _is_now(text: str, now: datetime) -> bool:
    for form in _FORMS:
        try:
            return abs(datetime.strptime(text, form) - now) < _NEAR  # noqa: DTZ007 - as it stands in the text
        except ValueError:
            continue
    return False


async def replay(opened: httpx2.AsyncClient, only: str = "") -> list[Tally]:
    """Replay the whole sequence; only calls whose ``xmlrpc/id`` matches are counted.

    Calls on which WordPress itself broke are not compared, and those that need other sites are left out.
    """
    running, tally = Sequence(), Tally(GROUP)
    for case in recording.xmlrpc_calls():
        if case.get("needs") == "stubs":
            continue
        found = await running.step(opened, case)
        counted = "expect" in case and not case.get("wp_crash")
        if counted and re.search(only, f"{GROUP}/{case['id']}"):
            tally.count(case["id"], {**case, "path": ""}, _difference(running, case, found))
    return [tally] if tally.total else []


def _difference(running: Sequence, case: Case, found: dict[str, Any]) -> Difference | None:
    want = dict(case["expect"])
    if "value" in found:
        found["value"] = running.recorded(found["value"])
    if "value" in want:
        want["value"] = Sequence().recorded(want["value"])
    if case.get("unordered"):
        for one in (found, want):
            if isinstance(one.get("value"), list):
                one["value"] = sorted(one["value"], key=_sortable)
    return difference({}, _answer(want), _answer(found))


def _sortable(found: Any) -> str:
    """A text by which values that tie are put in one order."""
    return repr(sorted(found.items())) if isinstance(found, dict) else repr(found)


def _answer(found: dict[str, Any]) -> Answer:
    body = {name: one for name, one in found.items() if name not in {"status", "content_type"}}
    headers = {"content-type": found["content_type"]}
    return {"status": found["status"], "headers": headers, "more": {}, "body": _typed(body)}


def _typed(found: Any) -> Any:
    """A value in which a number with a point is told from one without."""
    if isinstance(found, dict):
        return {name: _typed(one) for name, one in found.items()}
    if isinstance(found, list):
        return [_typed(one) for one in found]
    return {"$double": found} if isinstance(found, float) else found
