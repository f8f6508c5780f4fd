"""Starlette's requests and responses as Authlib's servers take and give them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from authlib.common.urls import url_encode
from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response


class ReadRequest(OAuth2Request):  # type: ignore[misc]  # Authlib is untyped
    """A request whose form was read before, as Authlib's servers do not wait."""

    def __init__(self, request: Request, form: Mapping[str, str], *, query_as_form: bool = False) -> None:
        super().__init__(request.method, str(request.url), headers=request.headers)
        self._query = dict(request.query_params)
        self._form = self._query if query_as_form else dict(form)
        self.payload = BasicOAuth2Payload({**self._query, **form})

    @property
    def args(self) -> Mapping[str, str]:
        return self._query

    @property
    def form(self) -> Mapping[str, str]:
        return self._form


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form."""
    if request.method != "POST":
        return {}
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


def capital(headers: Headers) -> dict[str, str]:
    """Headers as OAuth 1 looks them up: by the one spelling it knows."""
    return {name.title(): value for name, value in headers.items()}


def answer(status: int, payload: Any, headers: Iterable[tuple[str, str]]) -> Response:
    """What a server answers: an object as JSON, pairs as a form, a text as it is."""
    content = json.dumps(payload) if isinstance(payload, dict) else payload
    if isinstance(payload, list):
        content = url_encode(
            [(name, str(value).lower() if value is True else value) for name, value in payload]
        )
    return Response(content, status, dict(headers))
