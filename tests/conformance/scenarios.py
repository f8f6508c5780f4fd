"""Replays sequences of writing requests; ids, times and secrets that are new each time are given names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from tests.conformance import recording
from tests.conformance.comparison import difference
from tests.conformance.reduction import Answer, reduced
from tests.conformance.replay import Tally, basic, send

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_NO_IDS = {
    "count", "menu_order", "status", "width", "height", "filesize", "code", "total", "term_group", "number",
    "length", "version", "block_version", "gmt_offset", "posts_per_page", "start_of_week",
}  # fmt: skip
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)")
_DAY = re.compile(r"/(\d{4})/(\d\d)/(\d\d)(?=/)")
_UPLOADS = re.compile(r"uploads/\d{4}/\d\d/")
_REVISION = re.compile(r"/(revisions|autosaves)/\d+")
_HASH = re.compile(r"moderation-hash=[0-9a-f]+")
# Where in a text a number is an id: behind these, or before those.
_ID_IN_TEXT = (
    r"(?<=audio-){0}(?=-)|(?<=video-){0}(?=-)|(?<=\"ref\":){0}(?!\d)|(?<=[/=]){0}(?![\w-]|/\d)|(?<=[/=]){0}(?=/[a-z<])"
    r"|(?<=post-){0}(?!\d)|(?<=wp-image-){0}(?!\d)|(?<!\d){0}(?=-(?:revision|autosave)-v1)|(?<=comment-){0}(?!\d)"
    r"|(?<=^block-){0}$"
)
_NEAR = timedelta(hours=30)
_SECRET_LENGTH = 8


@dataclass(slots=True)
class Sequence:
    """One running sequence: what its answers gave, and its answers so far."""

    known: dict[str, Any] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    async def step(self, opened: httpx2.AsyncClient, step: Mapping[str, Any]) -> None:
        """Send a step with what is known filled in, and keep its answer under stable names."""
        try:
            filled = _filled(step, self.known)
        except KeyError as missing:
            self.answers.append(_no_answer(f"unresolved {missing}"))
            return
        case = {key: filled.get(key, default) for key, default in _CASE.items()}
        if "auth" in filled:
            case["headers"] = {**(case["headers"] or {}), "Authorization": basic(*filled["auth"])}
        answer = await send(opened, case, **_content(filled))
        self._capture(filled.get("capture") or {}, answer)
        given = reduced(case, answer)
        names = Names(self.known)
        body = None if filled.get("body") == "none" else names.value(given["body"])
        headers = names.value(given["headers"])
        self.answers.append({"status": given["status"], "headers": headers, "more": {}, "body": body})

    def _capture(self, wanted: Mapping[str, str], answer: httpx2.Response) -> None:
        body = _json(answer)
        for name, path in wanted.items():
            found = _dig(body, path)
            if found is not None:
                self.known[name] = found
        if answer.status_code == 201:
            made = [body]
        elif answer.status_code == 207 and isinstance(body, dict):
            made = [one.get("body") for one in body.get("responses", ()) if one]
        else:
            return
        for number, one in enumerate(made):
            identity = one.get("id") if isinstance(one, dict) else None
            if isinstance(identity, int) and identity not in self.known.values():
                self.known[f"new{len(self.answers) + 1}_{number}"] = identity


_CASE: Mapping[str, Any] = {"role": "anon", "method": "GET", "path": "/", "headers": None, "body": None}


class Names:
    """Stable names for what differs from run to run."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._now = datetime.now(UTC).replace(tzinfo=None)
        numbers = [(value, name) for name, value in known.items() if type(value) is int]
        self._ids = dict(reversed(numbers))
        texts = [(value, name) for name, value in known.items() if isinstance(value, str)]
        self._secrets = [(value, name) for value, name in texts if len(value) >= _SECRET_LENGTH]

    def value(self, value: Any, key: str = "") -> Any:
        """A JSON value with names in place of ids, times and secrets; `key` is what it stands under."""
        if isinstance(value, dict):
            return {name: self.value(one, name) for name, one in value.items()}
        if isinstance(value, list) and key == "predecessor-version":
            return [{"href": self.string(one.get("href", "")), "id": "<rev>"} for one in value]
        if isinstance(value, list):
            return [self.value(one, key) for one in value]
        if isinstance(value, str):
            return self.string(value)
        is_id = type(value) is int and value in self._ids and key not in _NO_IDS
        return f"<{self._ids[value]}>" if is_id else value

    def string(self, text: str) -> str:
        """The same within a text."""
        for value, name in self._secrets:
            text = text.replace(value, f"<{name}>")
        text = _MOMENT.sub(lambda found: "<now>" if self._is_near(*found.groups()) else found.group(), text)
        text = _DAY.sub(
            lambda found: "/<today>" if self._is_near(*found.groups(), "12") else found.group(), text
        )
        text = _UPLOADS.sub("uploads/<month>/", text)
        for number, name in self._ids.items():
            if text == str(number):
                return f"<{name}>"
            text = re.sub(_ID_IN_TEXT.format(number), f"<{name}>", text)
        return _HASH.sub("moderation-hash=X", _REVISION.sub(r"/\1/<rev>", text))

    def _is_near(self, *parts: str) -> bool:
        numbers = [*map(int, parts), 0, 0][:6]
        try:
            year, month, day, hour, minute, second = numbers
            moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - as it stands in the text
            return abs(moment - self._now) < _NEAR
        except ValueError:
            return False


def _filled(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    if not isinstance(value, str):
        return value
    whole = _PLACEHOLDER.fullmatch(value)
    return known[whole[1]] if whole else _PLACEHOLDER.sub(lambda found: str(known[found[1]]), value)


def _content(step: Mapping[str, Any]) -> dict[str, Any]:
    """What a step sends; a form may come together with a file."""
    content: dict[str, Any] = {}
    if "json" in step:
        content["json"] = step["json"]
    if "form" in step:
        content["data"] = step["form"]
    if "text" in step:
        content["content"] = step["text"].encode()
    if "file" in step:
        content["content"] = recording.media(step["file"])
    if "multipart" in step:
        part = step["multipart"]
        file = (part["name"], recording.media(part["file"]), part["type"])
        content["files"] = {part.get("field", "file"): file}
    return content


def _json(answer: httpx2.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _dig(value: Any, path: str) -> Any:
    for part in path.split("."):
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (ValueError, KeyError, IndexError, TypeError):
            return None
    return value


def _no_answer(status: str) -> Answer:
    return {"status": status, "headers": {}, "more": {}, "body": None}


async def replay(opened: httpx2.AsyncClient, only: str = "") -> list[Tally]:
    """Replay the sequences whose names match `only`, on a site that was filled anew."""
    expected = recording.scenario_answers()
    tallies = []
    for name, scenario in sorted(recording.scenarios().items()):
        if re.search(only, name):
            tally = Tally(name)
            running = Sequence()
            for number, step in enumerate(scenario["steps"]):
                await running.step(opened, step)
                found = difference(step, expected[name][number], running.answers[number])
                tally.count(f"{name}#{number + 1}", step, found)
            tallies.append(tally)
    return tallies
