"""Every network in its own dialect: addresses, names of fields, refusals, and what each does wrong in its own way.

One application serves them all, each below a path of its own; Mastodon, which readers name by its host, at the root.
"""

import hashlib
import hmac
import html
import io
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from PIL import Image, ImageColor
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.providers import oauth1_server, oauth2_server, requests
from tests.providers.oauth2_server import (
    CLIENT_ID,
    CLIENT_SECRET,
    Client,
    Grant,
    Server,
    Settings,
    public_keys,
)
from tests.providers.people import FAULTS, OPENID_FAULTS, PEOPLE, Person

Endpoint = Callable[[Request], Awaitable[Response]]

VERSION = "v26.0"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in with {label}</title>
<style>:root{{color-scheme:light dark}}body{{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 1rem}}
button{{display:block;width:100%;margin:.4rem 0;padding:.6rem 1rem;font:inherit;text-align:start}}
details{{margin-top:1.5rem}}h1{{font-size:1.3rem}}</style></head>
<body><h1>{label}, as it is spoken here</h1><p>An application wants to know who you are.</p>
<form method="post">{people}<button name="person" value="">No, cancel</button></form>
<details><summary>What may go wrong</summary>{faults}</details></body></html>
"""


def application(origin: str, *, cuts_ties: bool = False) -> Starlette:
    """All networks, at the origin where they will be reached; `cuts_ties` keeps their pages from their opener."""
    tied = {"Cross-Origin-Opener-Policy": "same-origin"} if cuts_ties else {}
    routes: list[BaseRoute] = [
        *_wordpress_com(origin, tied),
        *_x(tied),
        *_facebook(origin, tied),
        *_openid(origin, "/google", "Google", tied),
        *_openid(origin, "/openid", "OpenID", tied),
        *_github(tied),
        *_mastodon(origin, tied),
        Route("/pictures/{name}.png", _picture),
    ]
    return Starlette(routes=routes)


def settings(origin: str) -> dict[str, str]:
    """The site's settings that lead to these networks."""
    known = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    found = {
        f"TYMPAN_{network}_{name.upper()}": value
        for network in ("WORDPRESS_COM", "X", "FACEBOOK", "GOOGLE", "GITHUB", "OIDC")
        for name, value in known.items()
    }
    return found | {
        "TYMPAN_WORDPRESS_COM_URL": f"{origin}/wordpress",
        "TYMPAN_X_URL": f"{origin}/x",
        "TYMPAN_X_API_URL": f"{origin}/x-api",
        "TYMPAN_FACEBOOK_URL": f"{origin}/facebook",
        "TYMPAN_FACEBOOK_GRAPH_URL": f"{origin}/graph",
        "TYMPAN_GOOGLE_URL": f"{origin}/google",
        "TYMPAN_GITHUB_URL": f"{origin}/github",
        "TYMPAN_GITHUB_API_URL": f"{origin}/github-api",
        "TYMPAN_OIDC_ISSUER": f"{origin}/openid",
        "TYMPAN_OIDC_NAME": "Library card",
        "TYMPAN_MASTODON_SERVERS": origin,
    }


# Consent.


def _consent(label: str, ask: Callable[[Request], Awaitable[Response | str]], headers: dict[str, str], *,
             faults: dict[str, str] = FAULTS, said_no: dict[str, str] | None = None, issuer: str = "") -> Endpoint:  # fmt: skip
    """The page on which somebody says who he or she is, or no."""

    async def endpoint(request: Request) -> Response:
        form = await requests.form_of(request)
        answered = await ask(request)
        if isinstance(answered, Response):
            location = answered.headers.get("location", "")
            if issuer and "code=" in location:
                named = f"{issuer}/other" if form.get("fault") == "issuer" else issuer
                location += f"&{urlencode({'iss': named})}"
            if said_no and "error=access_denied" in location:
                location += f"&{urlencode(said_no)}"
            return RedirectResponse(location, 302, headers) if location else answered
        if answered:
            return HTMLResponse(html.escape(answered), 400)
        people = "".join(_button(one.username, f"Continue as {one.name}") for one in PEOPLE.values())
        wrong = "".join(
            f'<form method="post"><input type="hidden" name="fault" value="{fault}">{_button("robin", words)}</form>'
            for fault, words in faults.items()
        )
        return HTMLResponse(_PAGE.format(label=label, people=people, faults=wrong), headers=headers)

    return endpoint


def _button(person: str, words: str) -> str:
    return f'<button name="person" value="{person}">{html.escape(words)}</button>'


def _told(grant: Grant | None, say: Callable[[Person], Any], refusal: Any) -> Response:
    """What an address about the owner of a token answers."""
    if grant is None:
        return JSONResponse(refusal, 401)
    if grant.fault == "limited":
        return JSONResponse(
            {"errors": [{"code": 88, "message": "Rate limit exceeded"}]},
            429,
            {"x-rate-limit-reset": "1900000000"},
        )
    if grant.fault == "broken":
        return Response("upstream connect error", 503)
    if grant.fault == "garbled":
        return Response("<!doctype html><p>Something went wrong", 200, media_type="text/html")
    return JSONResponse(say(grant.person))


# The networks.


def _wordpress_com(origin: str, tied: dict[str, str]) -> list[BaseRoute]:
    old = Server(
        Settings(needs_pkce=False, extra={"blog_id": "0", "blog_url": None, "scope": "auth"}),
        Client(ways=("client_secret_post",)),
    )

    async def me(request: Request) -> Response:
        return _told(old.of_bearer(request), lambda one: {
            "ID": int(one.id), "display_name": one.name, "username": one.username, "email": one.email,
            "primary_blog": 1, "primary_blog_url": f"https://{one.username}.example.com", "language": "en",
            "avatar_URL": f"{origin}/pictures/{one.username}.png", "profile_URL": f"https://profiles.example.com/{one.username}",
            "verified": bool(one.email), "email_verified": bool(one.email),
        }, {"error": "invalid_token", "message": "The token is invalid."})  # fmt: skip

    return [
        *_openid(origin, "/wordpress", "WordPress.com", tied, folder="/oauth2-1"),
        _route("/wordpress/oauth2/authorize", _consent("WordPress.com", old.consent, tied)),
        _route("/wordpress/oauth2/token", old.token),
        _route("/wordpress/rest/v1.1/me", me),
    ]


def _openid(
    origin: str, base: str, label: str, tied: dict[str, str], *, folder: str = "/o"
) -> list[BaseRoute]:
    issuer = origin + base
    server = Server(Settings(is_openid=True), Client(), issuer)

    async def metadata(_: Request) -> Response:
        return JSONResponse({
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}{folder}/authorize",
            "token_endpoint": f"{issuer}{folder}/token",
            "userinfo_endpoint": f"{issuer}{folder}/userinfo",
            "jwks_uri": f"{issuer}/.well-known/jwks.json",
            "scopes_supported": ["openid", "profile", "email"],
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        })  # fmt: skip

    async def keys(_: Request) -> Response:
        return JSONResponse(public_keys())

    async def userinfo(request: Request) -> Response:
        grant = server.of_bearer(request)
        other = grant is not None and grant.fault == "subject"
        return _told(grant, lambda one: {
            "sub": "1" if other else one.id, "name": one.name, "preferred_username": one.username,
            "picture": f"{origin}/pictures/{one.username}.png",
            **({"email": one.email, "email_verified": True} if one.email else {}),
        }, {"error": "invalid_token"})  # fmt: skip

    ask = _consent(label, server.consent, tied, faults=FAULTS | OPENID_FAULTS, issuer=issuer)
    return [
        _route(f"{base}/.well-known/openid-configuration", metadata),
        _route(f"{base}/.well-known/jwks.json", keys),
        _route(f"{base}{folder}/authorize", ask),
        _route(f"{base}{folder}/token", server.token),
        _route(f"{base}{folder}/userinfo", userinfo),
    ]


def _x(tied: dict[str, str]) -> list[BaseRoute]:
    new = Server(Settings(code_lifetime=30), Client())
    old = oauth1_server.Server()
    protector = oauth1_server.Protector(old)

    async def me(request: Request) -> Response:
        return _told(new.of_bearer(request), lambda one: {"data": {
            "id": one.id, "name": one.name, "username": one.username, "verified": False,
            "profile_image_url": f"https://pictures.example.com/{one.username}.png",
        }}, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"})  # fmt: skip

    async def verify(request: Request) -> Response:
        return _told(await protector.grant(request), lambda one: {
            "id": int(one.id), "id_str": one.id, "name": one.name, "screen_name": one.username,
            "profile_image_url_https": f"https://pictures.example.com/{one.username}.png",
            **({"email": one.email} if one.email else {}),
        }, {"errors": [{"code": 32, "message": "Could not authenticate you."}]})  # fmt: skip

    return [
        _route("/x/i/oauth2/authorize", _consent("X", new.consent, tied)),
        _route("/x-api/2/oauth2/token", new.token),
        _route("/x-api/2/users/me", me),
        _route("/x-api/oauth/request_token", old.request_token),
        _route("/x-api/oauth/authenticate", _consent("X", old.consent, tied)),
        _route("/x-api/oauth/access_token", old.access_token),
        _route("/x-api/1.1/account/verify_credentials.json", verify),
    ]


def _facebook(origin: str, tied: dict[str, str]) -> list[BaseRoute]:
    server = Server(Settings(needs_pkce=False, query_as_form=True), Client(ways=("client_secret_post",)))

    def failed(code: int, message: str, status: int = 400, **more: Any) -> Response:
        error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1", **more}
        return JSONResponse({"error": error}, status)

    async def token(request: Request) -> Response:
        made = await server.token(request)
        if made.status_code != 200:
            return failed(100, "This authorization code has expired.", error_subcode=36007)
        return made

    async def debug(request: Request) -> Response:
        if request.query_params.get("access_token") != f"{CLIENT_ID}|{CLIENT_SECRET}":
            return failed(190, "Invalid OAuth access token.", 401)
        grant = server.tokens.get(request.query_params.get("input_token", ""))
        if grant is None:
            return JSONResponse({"data": {"is_valid": False, "error": {"code": 190, "subcode": 463}}})
        return JSONResponse(
            {
                "data": {
                    "app_id": CLIENT_ID,
                    "is_valid": True,
                    "user_id": grant.person.id,
                    "scopes": ["public_profile"],
                }
            }
        )

    async def me(request: Request) -> Response:
        given = request.query_params.get("access_token", "")
        proof = hmac.new(CLIENT_SECRET.encode(), given.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(request.query_params.get("appsecret_proof", ""), proof):
            return failed(100, "Invalid appsecret_proof provided in the API argument")
        grant = server.tokens.get(given)
        if grant is not None and grant.fault == "limited":
            return failed(4, "(#4) Application request limit reached", 403, is_transient=True)
        return _told(grant, lambda one: {
            "id": one.id, "name": one.name, **({"email": one.email} if one.email else {}),
            "picture": {"data": {"url": f"{origin}/pictures/{one.username}.png", "is_silhouette": False, "width": 200, "height": 200}},
        }, {"error": {"message": "Error validating access token", "type": "OAuthException", "code": 190, "error_subcode": 463}})  # fmt: skip

    no = {"error_reason": "user_denied"}
    return [
        _route(f"/facebook/{VERSION}/dialog/oauth", _consent("Facebook", server.consent, tied, said_no=no)),
        _route(f"/graph/{VERSION}/oauth/access_token", token),
        _route(f"/graph/{VERSION}/debug_token", debug),
        _route(f"/graph/{VERSION}/me", me),
    ]


def _github(tied: dict[str, str]) -> list[BaseRoute]:
    server = Server(Settings(fails_with_200=True), Client(ways=("client_secret_post",)))

    async def user(request: Request) -> Response:
        return _told(server.of_bearer(request), lambda one: {
            "login": one.username, "id": int(one.id), "name": one.name, "email": None,
            "html_url": f"https://code.example.com/{one.username}", "avatar_url": f"https://pictures.example.com/{one.username}",
        }, {"message": "Bad credentials", "status": "401"})  # fmt: skip

    async def emails(request: Request) -> Response:
        return _told(server.of_bearer(request), lambda one: [
            {"email": "old@example.com", "primary": False, "verified": True, "visibility": None},
            {"email": one.email or "hidden@example.com", "primary": True, "verified": bool(one.email), "visibility": "private"},
        ], {"message": "Bad credentials", "status": "401"})  # fmt: skip

    return [
        _route("/github/login/oauth/authorize", _consent("GitHub", server.consent, tied)),
        _route("/github/login/oauth/access_token", server.token),
        _route("/github-api/user", user),
        _route("/github-api/user/emails", emails),
    ]


def _mastodon(origin: str, tied: dict[str, str]) -> list[BaseRoute]:
    server = Server(Settings(needs_pkce=False), Client(client_id="none", ways=()))

    async def apps(request: Request) -> Response:
        form = await requests.form_of(request)
        if not form.get("client_name") or not form.get("redirect_uris"):
            return JSONResponse({"error": "Validation failed"}, 422)
        number = str(len(server.clients))
        made = Client(f"app-{number}", f"secret-{number}", form["redirect_uris"], ("client_secret_post",))
        server.clients[made.client_id] = made
        return JSONResponse(
            {
                "id": number,
                "name": form["client_name"],
                "client_id": made.client_id,
                "client_secret": made.client_secret,
            }
        )

    async def credentials(request: Request) -> Response:
        return _told(server.of_bearer(request), lambda one: {
            "id": one.id, "username": one.username, "acct": one.username, "display_name": one.name,
            "url": f"{origin}/@{one.username}", "avatar_static": f"{origin}/pictures/{one.username}.png",
        }, {"error": "The access token is invalid"})  # fmt: skip

    return [
        _route("/api/v1/apps", apps),
        _route("/oauth/authorize", _consent("Mastodon", server.consent, tied)),
        _route("/oauth/token", server.token),
        _route("/api/v1/accounts/verify_credentials", credentials),
    ]


async def _picture(request: Request) -> Response:
    """Somebody's picture, wider than high."""
    name = request.path_params["name"]
    if name not in PEOPLE:
        return Response(status_code=404)
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), ImageColor.getrgb(f"hsl({len(name) * 67 % 360}, 45%, 50%)")).save(
        drawn, "PNG"
    )
    return Response(drawn.getvalue(), media_type="image/png")


def _route(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, methods=["GET", "POST"])


__all__ = ["application", "oauth2_server", "settings"]
