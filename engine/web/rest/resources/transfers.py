"""``/tympan/v1/export`` and ``/tympan/v1/imports``: the site's content as a file, and files of other sites."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from engine.domain.capabilities import require
from engine.model.transfer import ExportFilter
from engine.transfer import imports, wxr_writer
from engine.web.rest.errors import RestError
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import CREATE, READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.schema import parse_date

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_SWITCH = {"type": "boolean", "default": True}
_DAY = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$", "default": ""}


def routes() -> list[Route]:
    """The routes."""
    wanted = (
        Param("type", {**_STRING, "default": ""}),
        Param("status", {**_STRING, "default": ""}),
        Param("author", {**_INTEGER, "default": 0, "minimum": 0}),
        Param("category", {**_INTEGER, "default": 0, "minimum": 0}),
        Param("since", _DAY),
        Param("until", _DAY),
    )
    sent = (Param("files", _SWITCH), Param("accounts", _SWITCH))
    fields: dict[str, Any] = dict.fromkeys(("id", "name", "status", "error"), _STRING)
    fields |= {"position": _INTEGER, "size": _INTEGER, "report": {"type": "object"}}
    key = (Param("id", _STRING),)
    return [
        own_route("/export", Endpoint(READ, _export, _may_export, wanted), title="export"),
        own_route("/imports", Endpoint(CREATE, _begin, _may_import, sent), title="import", **fields),
        own_route(
            r"/imports/(?P<id>[\w-]{20,100})",
            Endpoint(READ, _read, _may_import, key),
            title="import",
            **fields,
        ),
    ]


async def _may_export(call: Call) -> None:
    require(call.ctx, "export")


async def _may_import(call: Call) -> None:
    require(call.ctx, "import")


async def _export(call: Call) -> Answer:
    """WordPress's export file, of all there is or of a part, written while it is sent."""
    last = _day(call["until"])
    wanted = ExportFilter(
        type=call["type"],
        author=call["author"],
        status=call["status"],
        category=call["category"],
        since=_day(call["since"]),
        until=last + timedelta(days=1) if last else None,
    )
    name = f"export-{call.ctx.now_local:%Y-%m-%d}.xml"
    disposition = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    pieces = wxr_writer.export(call.ctx, wanted)
    return Answer(pieces, headers=disposition, document="text/xml; charset=UTF-8")


def _day(text: str) -> datetime | None:
    if not text:
        return None
    found = parse_date(f"{text}T00:00:00")
    if found is None:
        raise RestError("rest_invalid_date", "That is no day.")
    return found


async def _begin(call: Call) -> Answer:
    """Take the file that was sent; it is read in the background."""
    upload = call.files.get("file")
    if upload is None:
        raise RestError("rest_upload_no_data", "No file was sent.")
    state = await imports.begin(
        call.ctx, upload.file, upload.name, takes_files=call["files"], makes_accounts=call["accounts"]
    )
    return Answer(_shown(state), status=202)


async def _read(call: Call) -> Answer:
    return Answer(_shown(await imports.state(call.ctx, call["id"])))


def _shown(state: imports.State) -> dict[str, Any]:
    return asdict(state)
