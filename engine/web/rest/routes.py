"""What a route is: a pattern, its endpoints with their arguments, and the call that reaches one."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO, TypeAlias

from engine.domain import permalinks
from engine.domain.context import Context
from engine.web.rest.errors import RestError
from engine.web.rest.schema import KEYWORDS, Schema
from engine.web.rest.serialize import bare

READ = ("GET",)
CREATE = ("POST",)
EDIT = ("POST", "PUT", "PATCH")
DELETE = ("DELETE",)


@dataclass(frozen=True, slots=True)
class Param:
    """An argument of an endpoint.

    `check` sees the value once it satisfies the schema and raises RestError for what only the site can know;
    what it returns is used in the value's place. The schema of a `free` argument is only shown: `check`, if there
    is one, sees the value as it was sent. An `early` argument is validated before any is sanitised: those that every
    list has, and those that set fields.
    """

    name: str
    schema: Schema
    required: bool = False
    check: Callable[["Call", Any], Any] | None = None
    free: bool = False
    early: bool = False

    @property
    def shown(self) -> dict[str, Any]:
        """The argument as OPTIONS and the index show it."""
        return {
            "required": self.required,
            **{key: bare(self.schema[key]) for key in KEYWORDS if key in self.schema},
        }


@dataclass(slots=True)
class Upload:
    """A file of a multipart body, or the raw body itself; the open file goes with the request."""

    name: str
    content_type: str
    file: BinaryIO
    size: int


@dataclass(slots=True)
class Call:
    """One request to one endpoint. `params` holds the sanitised arguments, defaults included.

    `query`, `body` and `path` are what was sent, by where it was sent; the path always wins over the others.
    `address` is the client's IP address. `broken` says why the body could not be read; a route that is not there, or
    that takes no such method, is told first.
    """

    ctx: Context
    api: "Api"
    method: str
    route: str
    path: dict[str, str]
    query: dict[str, Any]
    body: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    raw: Upload | None = None
    params: dict[str, Any] = field(default_factory=dict)
    matched: "Route | None" = None
    address: str = ""
    broken: RestError | None = None

    def __getitem__(self, name: str) -> Any:
        return self.params.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.params

    def given(self, name: str) -> bool:
        """Whether the client itself sent this argument."""
        return name in self.path or name in self.body or name in self.query

    @property
    def context(self) -> str:
        """view, embed or edit."""
        return str(self.params.get("context") or "view")

    def sent(self) -> dict[str, Any]:
        """Every argument as it was sent."""
        return {**self.query, **self.body, **self.path}

    def url(self, path: str = "/") -> str:
        """The address of a route of this API."""
        return self.api.url(self.ctx, path)


@dataclass(slots=True)
class Answer:
    """What an endpoint answers: data, and for one item its links apart from it.

    `link_header` entries replace the pointer to the API's root; `headers` are added. Links that are not
    `always_linked` are left out where `_fields` does not ask for them. A `document` is text or bytes of that media type,
    which `data` is sent as, unchanged; pieces of text that come one by one (an AsyncIterator) are sent as they come.
    """

    data: Any
    links: dict[str, list[dict[str, Any]]] | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    link_header: list[str] = field(default_factory=list)
    always_linked: bool = False
    document: str = ""


# WordPress's own namespaces in the order in which it tells of them.
_NAMESPACES = ("oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1", "wp-abilities/v1")

Permit = Callable[[Call], Awaitable[None]]
Handle = Callable[[Call], Awaitable[Answer]]


async def public(_call: Call) -> None:
    """Anybody may."""


@dataclass(frozen=True)
class Endpoint:
    """The methods it answers, its arguments, who may, and what it does.

    `batch` is whether several such calls may come as one; None says nothing of it, and means no. `beforehand` loads what
    the checks of the arguments look at.
    """

    methods: tuple[str, ...]
    handle: Handle
    permit: Permit
    params: tuple[Param, ...] = ()
    batch: bool | None = None
    beforehand: Permit | None = None

    @cached_property
    def by_name(self) -> dict[str, Param]:
        """The arguments by name."""
        return {param.name: param for param in self.params}

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What arguments are when nobody sends them."""
        return {p.name: p.schema["default"] for p in self.params if "default" in p.schema}

    def shown(self) -> dict[str, Any]:
        """The endpoint as OPTIONS and the index show it."""
        shown: dict[str, Any] = {"methods": list(self.methods)}
        if self.batch is not None:
            shown["allow_batch"] = {"v1": self.batch}
        shown["args"] = {param.name: param.shown for param in self.params} or []
        return shown


Foresee: TypeAlias = Callable[[Context, Sequence[Call]], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    r"""A pattern in WordPress's notation, ``/wp/v2/posts/(?P<id>[\d]+)``, and what stands behind it.

    `foresee` loads at once what several calls of the route, about to be made, would load one by one. Reading one that
    `lists` answers several items of the schema; None where it may be either. What is not
    `in_index` is not WordPress's, and only OpenAPI tells of it.
    """

    pattern: str
    endpoints: tuple[Endpoint, ...]
    namespace: str = "wp/v2"
    schema: Callable[[Context], dict[str, Any]] | None = None
    foresee: Foresee | None = None
    lists: bool | None = None
    in_index: bool = True

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled; WordPress matches without regard to case."""
        return re.compile(self.pattern + r"\Z", re.IGNORECASE)

    @cached_property
    def is_literal(self) -> bool:
        """Whether the pattern names one path only."""
        return "(?P<" not in self.pattern

    @property
    def methods(self) -> list[str]:
        """All methods of all endpoints, once each."""
        return list(dict.fromkeys(method for endpoint in self.endpoints for method in endpoint.methods))

    def endpoint(self, method: str) -> Endpoint | None:
        """The endpoint that answers a method; HEAD is answered as GET where nothing else is said."""
        for wanted in (method, "GET") if method == "HEAD" else (method,):
            for endpoint in self.endpoints:
                if wanted in endpoint.methods:
                    return endpoint
        return None

    def shown(self, ctx: Context, api: "Api", *, with_schema: bool = False) -> dict[str, Any]:
        """The route as the index shows it."""
        shown: dict[str, Any] = {
            "namespace": self.namespace,
            "methods": self.methods,
            "endpoints": [endpoint.shown() for endpoint in self.endpoints],
        }
        if self.is_literal:
            shown["_links"] = {"self": [{"href": api.url(ctx, self.pattern)}]}
        if with_schema and self.schema:
            shown["schema"] = self.schema(ctx)
        return shown


class Api:
    """All routes of a site, in the order of their registration."""

    def __init__(self, routes: list[Route]) -> None:
        self.routes = routes
        self.listed = [route for route in routes if route.in_index]
        found = dict.fromkeys(route.namespace for route in self.listed if route.namespace)
        own = [name for name in _NAMESPACES if name in found]
        self.namespaces = [*own, *(name for name in found if name not in own)]
        # The description for programs, by the site's address, once somebody asked for it.
        self.described: dict[str, bytes] = {}
        self._literal = {route.pattern.lower(): route for route in routes if route.is_literal}
        self._patterns = [route for route in routes if not route.is_literal]

    def match(self, path: str) -> tuple[Route, dict[str, str]]:
        """The route of a path and what the pattern's groups hold; raises RestError where there is none."""
        route = self._literal.get(path.lower())
        if route:
            return route, {}
        for candidate in self._patterns:
            found = candidate.regex.match(path)
            if found:
                groups = {name: value for name, value in found.groupdict().items() if value is not None}
                return candidate, groups
        raise no_route()

    @staticmethod
    def url(ctx: Context, path: str = "/") -> str:
        """The address of a route: under /wp-json, or by rest_route where the site has no permalinks."""
        return permalinks.api(ctx, path)


def no_route() -> RestError:
    """Nothing answers this path and method."""
    return RestError("rest_no_route", "No route answers this address and method.", 404)
