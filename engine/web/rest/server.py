"""HTTP to calls and answers to HTTP: bodies, overrides, headers, `_envelope`, `_jsonp`, `_fields`, `_embed`."""

import logging
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from engine.domain import allowances, turns
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import TooMany
from engine.web.auth import identity
from engine.web.http import bodies, client, limiting
from engine.web.http.bodies import BINARY, Body, TooLarge
from engine.web.http.php import parse, put_all
from engine.web.rest import conditions, openapi
from engine.web.rest.dispatch import dispatch, refusal, spoken
from engine.web.rest.embed import Embedding, plain
from engine.web.rest.errors import RestError, from_domain, renamed
from engine.web.rest.routes import Answer, Api, Call, Upload
from engine.web.rest.schema import parse_list
from engine.web.rest.serialize import bare, pick, wanted

log = logging.getLogger(__name__)

MAX_BODY = 16 * 1024 * 1024
MAX_FORM_FIELDS = 1000

# The numbers and words by which PHP tells what is wrong with JSON.
_MALFORMED = (4, "Syntax error")
_UNREADABLE = (5, "Malformed UTF-8 characters, possibly incorrectly encoded")

# Where the API is described for programs.
DESCRIPTION = "/openapi.json"

_CALLBACK = re.compile(r"[\w.]+")
# Stands for a callback that cannot be called.
_UNNAMED = "()"

_ALWAYS = {
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
    "Access-Control-Allow-Headers": "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
}
# What pages of listed origins may send and see besides.
_LISTED = {
    "Access-Control-Expose-Headers": (
        f"{_ALWAYS['Access-Control-Expose-Headers']}, ETag, Last-Modified, Retry-After, "
        "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy"
    ),
    "Access-Control-Allow-Headers": (
        f"{_ALWAYS['Access-Control-Allow-Headers']}, If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since"
    ),
}
_PRIVATE = {
    "Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private",
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
}


async def answer(request: Request, ctx: Context, api: Api, path: str) -> Response:
    """The HTTP response to a request for a path of the API."""
    query = parse(request.url.query)
    callback = query.get("_jsonp")
    if callback and not (isinstance(callback, str) and _CALLBACK.fullmatch(callback)):
        error = RestError(
            "rest_callback_invalid", "The callback may have letters, digits, dots and underscores."
        )
        # The client waits for a script, so it gets one, though not the one it named.
        return _response(request, ctx, api, refusal(error), {"_jsonp": _UNNAMED})
    try:
        caller = await identity.api_caller(request, ctx)
    except identity.InvalidNonce as error:
        refused = renamed(error, status=403)
        return _response(request, ctx, api, refusal(refused), query)
    ctx = caller.ctx
    call = Call(ctx, api, _method(request, query), _trimmed(path), {}, query, headers=request.headers)
    call.address = client.address(request, ctx.site.settings)
    async with bodies.opened(request) as body:
        try:
            counted = await _counted(call)
            if request.method in {"POST", "PUT", "PATCH", "DELETE"}:
                await _read_body(body, call)
            made = await _made(call)
        except RestError as error:
            return _response(request, ctx, api, refusal(error, spoken(call)), query)
    made.headers |= caller.headers
    return _response(request, ctx, api, made, query, call=call, counted=counted)


def description(request: Request, ctx: Context, api: Api) -> Response:
    """The API in OpenAPI's terms, made once for all who ask."""
    if request.method not in {"GET", "HEAD"}:
        return Response(None, 405, {"Allow": "GET, HEAD"})
    if ctx.home not in api.described:
        api.described[ctx.home] = orjson.dumps(openapi.document(ctx, api))
    content = api.described[ctx.home]
    headers = {**_ALWAYS, **_cors(request, ctx), "ETag": conditions.etag(content)}
    if conditions.is_known(request.headers, headers):
        return Response(None, 304, headers)
    body = content if request.method == "GET" else b""
    return Response(body, 200, headers | {"Content-Type": "application/json; charset=UTF-8"})


async def _counted(call: Call) -> dict[str, str]:
    """The headers that say how much more the client may ask; raises RestError where it may not even ask this."""
    try:
        return limiting.headers(await allowances.spend(call.ctx, _kind(call), call.address))
    except TooMany as error:
        refused = from_domain(call.ctx, error)
        refused.headers = limiting.refused(error)
        raise refused from error


def _kind(call: Call) -> allowances.Kind:
    path, writes = call.route.lower(), call.method in conditions.WRITES
    if writes and path == "/wp/v2/comments":
        return "comments" if call.ctx.actor.is_logged_in else "guest_comments"
    if writes and path.startswith("/wp/v2/media"):
        return "media"
    return "search" if call.query.get("search") or path == "/wp/v2/search" else "general"


async def _made(call: Call) -> Answer:
    try:
        if conditions.are_set(call):
            return await turns.one_at_a_time(call.ctx, partial(_if_met, call))
        return await _finished(call)
    except Exception:
        log.exception("%s %s failed", call.method, call.route)
        return refusal(
            RestError("internal_server_error", "Something went wrong here; it has been noted.", 500)
        )


async def _finished(call: Call) -> Answer:
    made = await dispatch(call)
    if isinstance(made.data, AsyncIterator):
        if "_envelope" in call.query or "_jsonp" in call.query:
            made.data = "".join([piece async for piece in made.data])
    elif made.status < 400:
        await finish(call, made, call.query)
    return made


async def _if_met(call: Call) -> Answer:
    """What a write with a condition answers; it looks with fresh eyes, and writes only what it saw."""
    seen = [await _finished(read) for read in conditions.reads(call)]
    if not conditions.are_met(call, seen):
        return refusal(RestError("rest_precondition_failed", "It has been changed meanwhile.", 412))
    return await _finished(replace(call, ctx=call.ctx.acting_as(call.ctx.actor)))


def _trimmed(path: str) -> str:
    return path.rstrip("/") or "/"


def _method(request: Request, query: dict[str, Any]) -> str:
    """The method that counts: a request may say that it means another."""
    override = query.get("_method") or request.headers.get("x-http-method-override") or ""
    return override.upper() if isinstance(override, str) and override else request.method.upper()


async def _read_body(body: Body, call: Call) -> None:
    try:
        await _take_body(body, call)
    except TooLarge as error:
        raise RestError(
            "rest_request_too_large", "The request is larger than this site accepts.", 413
        ) from error


async def _take_body(body: Body, call: Call) -> None:
    """Fields into memory, files to the disk: as large as this site takes them from those who may upload."""
    most = call.ctx.site.settings.upload_size if can(call.ctx, "upload_files") else MAX_BODY
    if body.kind == "multipart/form-data":
        form = await body.form(max(most, MAX_BODY), fields=MAX_FORM_FIELDS, field_size=MAX_BODY)
        call.body = put_all(form.fields)
        call.files = {
            name: Upload(part.filename or "", part.content_type or BINARY, part.file, part.size or 0)
            for name, part in form.files
        }
    elif body.kind == "application/json" or body.kind.endswith("+json"):
        content = await body.whole(MAX_BODY)
        try:
            call.body = _json(content)
        except RestError as error:
            call.broken = error
    elif body.kind == "application/x-www-form-urlencoded":
        call.body = parse((await body.whole(MAX_BODY)).decode("utf-8", "replace"))
    else:
        file, size = await body.file(max(most, MAX_BODY))
        if size:
            call.raw = Upload("", body.kind, file, size)


def _json(content: bytes) -> dict[str, Any]:
    if not content.strip():
        return {}
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        code, reason = _UNREADABLE if "UTF-8" in str(error) else _MALFORMED
        raise RestError(
            "rest_invalid_json",
            "The body is not valid JSON.",
            400,
            json_error_code=code,
            json_error_message=reason,
        ) from error
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        return {str(index): item for index, item in enumerate(value)}
    return {}


async def finish(call: Call, made: Answer, query: dict[str, Any]) -> None:
    """Put links and what is embedded into the data, as far as `_fields` asks for them."""
    tree = wanted(query.get("_fields"))
    if call.method == "OPTIONS":
        made.data = bare(pick(made.data, tree))
    made.data = plain(made, tree)
    if "_embed" in query:
        await _embed(call, made)


async def _embed(call: Call, made: Answer) -> None:
    asked = call.query["_embed"]
    rels = [] if asked in ("0", "1", "true") else parse_list(asked)
    embedding = Embedding(call, rels or None)
    data = made.data if isinstance(made.data, list) else [made.data]
    items = [item for item in data if isinstance(item, dict)]
    await embedding.foresee(items)
    for item in items:
        await embedding.into(item)


def _response(
    request: Request,
    ctx: Context,
    api: Api,
    made: Answer,
    query: dict[str, Any],
    *,
    call: Call | None = None,
    counted: Mapping[str, str] | None = None,
) -> Response:
    headers = {**_ALWAYS, **_cors(request, ctx)}
    if ctx.actor.is_logged_in:
        headers |= _PRIVATE
    root = f'<{api.url(ctx)}>; rel="https://api.w.org/"'
    own = dict(made.headers)
    if made.link_header:
        own["Link"] = ", ".join(made.link_header)
    if "_envelope" in query:
        shown: dict[str, Any] = {
            name: int(value) if value.isdecimal() else value for name, value in own.items()
        }
        made = Answer({"body": made.data, "status": made.status, "headers": shown or []})
        own = {}
    headers = {"Link": root, **headers, **own}
    method = _method(request, query)
    if isinstance(made.data, AsyncIterator):
        headers |= {**(counted or {}), "Content-Type": made.document}
        return (
            Response(None, made.status, headers)
            if method == "HEAD"
            else StreamingResponse(made.data, made.status, headers)
        )
    content = _document(made.data) if made.document else orjson.dumps(made.data)
    media_type = made.document or "application/json; charset=UTF-8"
    callback = query.get("_jsonp")
    if callback:
        content = f"/**/{callback}(".encode() + content + b")" if callback is not _UNNAMED else content
        media_type = "application/javascript; charset=UTF-8"
    validators = conditions.announced(call, made, content) if call else {}
    headers |= {**validators, **(counted or {})}
    if method == "HEAD":
        content = b""
    if method != request.method.upper():
        # A cache knows the address and the method it saw, not the one that was meant.
        headers["Cache-Control"] = _PRIVATE["Cache-Control"]
    if validators and conditions.is_known(request.headers, validators):
        return Response(None, 304, headers)
    return Response(content, made.status, headers | {"Content-Type": media_type})


def _document(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _cors(request: Request, ctx: Context) -> dict[str, str]:
    """Any origin may read what anybody may read; what a cookie adds needs a nonce, which no other origin has."""
    origin = request.headers.get("origin")
    listed = ctx.site.settings.cors_origins
    if listed:
        return _listed_cors(origin, listed)
    if origin is None:
        return {} if ctx.actor.is_logged_in or request.method != "GET" else {"Vary": "Origin"}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "OPTIONS, GET, POST, PUT, PATCH, DELETE",
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
    }


def _listed_cors(origin: str | None, listed: tuple[str, ...]) -> dict[str, str]:
    """Only pages of these origins may use the API; to caches the answer depends on the origin in any case."""
    if origin is None or origin not in listed:
        return {"Vary": "Origin"}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "OPTIONS, GET, POST, PUT, PATCH, DELETE",
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
        **_LISTED,
    }
