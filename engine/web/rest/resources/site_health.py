"""How the site is: ``/wp-site-health/v1``."""

from collections.abc import Awaitable, Callable
from typing import Any

from engine.content.escaping import esc_html
from engine.domain import site_health
from engine.domain.context import Context
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Route

_NAMESPACE = "wp-site-health/v1"
_COLOURS = {"Security": "blue", "Performance": "blue"}


async def _may_look(call: Call) -> None:
    site_health.require_looking(call.ctx)


def _running(test: site_health.Test) -> Callable[[Call], Awaitable[Answer]]:
    async def answer(call: Call) -> Answer:
        found = await test(call.ctx, call.headers)
        return Answer({
            "label": found.label,
            "status": found.status,
            "badge": {"label": found.badge, "color": _COLOURS[found.badge]},
            "description": f"<p>{esc_html(found.description)}</p>",
            "actions": "",
            "test": found.test,
        })  # fmt: skip

    return answer


async def _sizes(call: Call) -> Answer:
    found = await site_health.sizes(call.ctx)
    total = sum(size for name, size in found.items() if size and name != "fonts")
    data: dict[str, Any] = {"raw": 0}
    data |= {f"{name}_size": _shown(size) for name, size in found.items()}
    return Answer(data | {"raw": total, "total_size": _shown(total)})


def _shown(size: int | None) -> dict[str, Any]:
    if size is None:
        return {"size": "Not available", "debug": "not available", "raw": 0}
    text = f"{size / 1024**2:.2f} MB" if size >= 1024**2 else f"{size / 1024:.0f} KB"
    return {"size": text, "debug": f"{text} ({size} bytes)", "raw": size}


_TEXT = {"type": "string", "readonly": True}

# WordPress registers this one apart from the others.
_WITHOUT_SCHEMA = frozenset({"page-cache"})


def _of_test(_ctx: Context) -> dict[str, Any]:
    """What each test tells."""
    colors = ["blue", "orange", "red", "green", "purple", "gray"]
    badge = {"label": _TEXT, "color": {**_TEXT, "enum": colors}}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wp-site-health-test",
        "type": "object",
        "properties": {
            "test": _TEXT,
            "label": _TEXT,
            "status": {**_TEXT, "enum": ["good", "recommended", "critical"]},
            "badge": {"type": "object", "properties": badge, "readonly": True},
            "description": _TEXT,
            "actions": _TEXT,
        },
    }


def routes() -> list[Route]:
    """A route for each test, and one for the sizes of folders."""
    tests = [
        Route(
            f"/{_NAMESPACE}/tests/{name}",
            (Endpoint(READ, _running(test), _may_look),),
            _NAMESPACE,
            schema=None if name in _WITHOUT_SCHEMA else _of_test,
        )
        for name, test in site_health.TESTS.items()
    ]
    return [*tests, Route(f"/{_NAMESPACE}/directory-sizes", (Endpoint(READ, _sizes, _may_look),), _NAMESPACE)]
