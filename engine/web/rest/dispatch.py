"""Every call through the same stages: match, required and valid arguments, sanitise, permission, answer.

The order is WordPress's, and is seen from outside: a wrong argument is told before a missing right.
"""

from dataclasses import replace
from typing import Any

from engine.content.language import ENGLISH, Language
from engine.domain import languages
from engine.model.errors import DomainError
from engine.web.rest.errors import RestError, from_domain, invalid_params, missing_params
from engine.web.rest.routes import Answer, Call, Endpoint, Param, Route, no_route
from engine.web.rest.schema import nothing, sanitize, validate


async def dispatch(call: Call) -> Answer:
    """The answer of the endpoint that a call reaches; a refusal is an answer too, and keeps its Allow header."""
    try:
        route, call.path = call.api.match(call.route)
    except RestError as error:
        # Asked what can be done at an address without a route, WordPress answers: nothing.
        return Answer([]) if call.method == "OPTIONS" else refusal(error, spoken(call))
    call.matched = route
    try:
        if call.method == "OPTIONS":
            answer = _options(call, route)
        else:
            answer = await _run(call, route)
    except RestError as error:
        answer = refusal(error, spoken(call))
    except DomainError as error:
        answer = refusal(from_domain(call.ctx, error), spoken(call))
    if answer.status == 404 and not answer.document and answer.data.get("code") == "rest_no_route":
        return answer
    allowed = await allowed_methods(call, route)
    if allowed:
        answer.headers["Allow"] = ", ".join(allowed)
    return answer


def spoken(call: Call) -> Language:
    """The language of refusals: the account's for who asks for it, as WordPress's scripts do, else the site's."""
    return languages.pages(call.ctx) if call.query.get("_locale") == "user" else languages.usual(call.ctx)


def refusal(error: RestError, language: Language = ENGLISH) -> Answer:
    """A refusal as an answer, in a language."""
    return Answer(error.body(language), status=error.status, headers=dict(error.headers))


async def _run(call: Call, route: Route) -> Answer:
    endpoint = route.endpoint(call.method)
    if endpoint is None:
        raise no_route()
    call.params = await understood(call, endpoint)
    await endpoint.permit(call)
    return await endpoint.handle(call)


async def allowed_methods(call: Call, route: Route) -> list[str]:
    """The methods this actor may use on the route, as the Allow header says."""
    allowed: list[str] = []
    matched = route.endpoint(call.method)
    # As in WordPress the other endpoints see the defaults of the one that was asked for.
    defaults = matched.defaults if matched else {}
    for endpoint in route.endpoints:
        asked = replace(call, params={**defaults, **call.sent(), **call.params}, method=endpoint.methods[0])
        try:
            await endpoint.permit(asked)
        except (RestError, DomainError):
            continue
        except (TypeError, ValueError, AttributeError):
            # What another endpoint would have refused may be of any shape here; it allows nothing.
            continue
        allowed += [method for method in endpoint.methods if method not in allowed]
    return allowed


async def understood(call: Call, endpoint: Endpoint) -> dict[str, Any]:
    """The endpoint's arguments, once what their checks look at is loaded."""
    if endpoint.beforehand:
        await endpoint.beforehand(call)
    return arguments(call, endpoint)


def arguments(call: Call, endpoint: Endpoint) -> dict[str, Any]:
    """The endpoint's arguments from what was sent: all needed ones there, each valid, in the types they say.

    There are two looks at them, as in WordPress: what the first finds wrong is told without the second.

    What no argument describes is passed through as it came: fields of plugins read it, WordPress's own do not.
    """
    if call.broken:
        raise call.broken
    sent = call.sent()
    missing = [param.name for param in endpoint.params if param.required and sent.get(param.name) is None]
    if missing:
        raise missing_params(missing)
    result = {**endpoint.defaults, **sent}
    # What only the site can know about a default, such as who may list which status, is looked at too.
    named = [
        (name, param)
        for name, param in endpoint.by_name.items()
        if name in sent or (param.check and name in result)
    ]
    for early in (True, False):
        errors: dict[str, RestError] = {}
        for name, param in named:
            if param.early is early:
                try:
                    result[name] = _checked(call, param, result[name], is_sent=name in sent)
                except RestError as error:
                    errors[name] = error
        if errors:
            raise invalid_params(errors)
    return result


def _checked(call: Call, param: Param, value: Any, *, is_sent: bool) -> Any:
    if is_sent and not param.free:
        if value is None:
            value = nothing(param.schema)
        else:
            validate(value, param.schema, param.name)
            value = sanitize(value, param.schema, param.name)
    return param.check(call, value) if param.check else value


def _options(call: Call, route: Route) -> Answer:
    """What can be done here; WordPress answers it without asking who may."""
    data: dict[str, Any] = {
        "namespace": route.namespace,
        "methods": route.methods,
        "endpoints": [endpoint.shown() for endpoint in route.endpoints],
    }
    if route.schema:
        data["schema"] = route.schema(call.ctx)
    if route.is_literal:
        data["_links"] = {"self": [{"href": call.url(route.pattern)}]}
    return Answer(data)
