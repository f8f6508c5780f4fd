"""``/wp-admin/``: the page in which the admin's application runs, with what it asks first already answered."""

from collections.abc import Awaitable, Callable, Mapping
from html import unescape
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

import orjson
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from engine.content.language import DATES_WITH_TIME, DISTANCES, Language
from engine.domain import (
    block_templates,
    designs,
    global_styles,
    languages,
    locks,
    nonces,
    posts,
    publishing,
    revisions,
)
from engine.domain.capabilities import can, require
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden, Unavailable
from engine.model.locales import ENGLISH
from engine.model.posts import Post, PostDraft
from engine.web.admin import assets, login, translations
from engine.web.auth import identity
from engine.web.http import forms
from engine.web.http.caching import NO_CACHE
from engine.web.http.pages import Pages

PREFIX: Final = "/wp-admin"
_HTML: Final = "text/html; charset=UTF-8"
_NONCES: Final = f"{PREFIX}/admin-ajax.php"
# Screens on which blocks are edited that are no post's.
_STYLES: Final = f"{PREFIX}/site-editor.php"
_TEMPLATES: Final = frozenset({"wp_template", "wp_template_part"})
_WITH_BLOCKS: Final = frozenset({f"{PREFIX}/widgets.php", _STYLES})
_MAX_FORM: Final = 16 * 1024
_PAGES: Final = Pages("engine.web.admin")

# Scripts are files of ours, and those that the editor writes into its frames, by their hashes: one tells the page that the
# canvas is there, one how large a preview is. The components write styles as they go.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'{inline}; style-src 'self' 'unsafe-inline'; img-src * data: blob:; "
    "media-src * data: blob:; font-src 'self' data:; connect-src 'self' blob:; frame-src 'self' blob: https:; "
    "worker-src 'self' blob:; form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)

# What the editor asks of the index, in its order.
_SITE_FIELDS: Final = (
    "description,gmt_offset,home,image_max_bit_depth,image_sizes,image_size_threshold,image_strip_meta,name,site_icon,"
    "site_icon_url,site_logo,timezone_string,url,page_for_posts,page_on_front,show_on_front"
)
# A page's own arrangement of header, text and footer means nothing where only the text is.
_CANVAS: Final = "\nbody { display: block; min-height: 0; max-width: none; }"

# How a page asks the API without leaving the server: method and address, the answer and its headers, None for a refusal.
Ask = Callable[[Context, str, str], Awaitable[tuple[Any, Mapping[str, str]] | None]]


def is_page(path: str) -> bool:
    """Whether a path is one of the admin's."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


async def answer(request: Request, ctx: Context, ask: Ask) -> Response:
    """A file of the application, a nonce for it, or its page for whoever is logged in."""
    path = request.url.path
    if path.startswith(assets.PREFIX):
        return assets.answer(request)
    if path.startswith(translations.PREFIX):
        return translations.answer(request, ctx.site.settings)
    ctx = await identity.visitor(request, ctx)
    if path == _NONCES:
        return await (_let_go if request.method == "POST" else _nonce)(request, ctx)
    if request.method not in {"GET", "HEAD"}:
        return PlainTextResponse("", 405, {"Allow": "GET, HEAD"})
    if path == PREFIX:
        return RedirectResponse(f"{ctx.site_url}{PREFIX}/", 301)
    return await _page(request, ctx, ask)


async def _page(request: Request, ctx: Context, ask: Ask) -> Response:
    if not ctx.actor.is_logged_in:
        there = login.log_in_url(ctx, ctx.asked)
        return RedirectResponse(f"{there}&reauth=1", 302, {"Content-Type": _HTML, **NO_CACHE})
    if not can(ctx, "read"):
        return _refusal(ctx, languages.say(ctx, "Your account may not use the admin of this site."), 403)
    try:
        if request.url.path == f"{PREFIX}/post.php" and "get-post-lock" in request.query_params:
            return await _take_over(request, ctx)
        entry = assets.entry()
        editing, is_new = await _editing(request, ctx)
    except DomainError as error:
        status = 503 if isinstance(error, Unavailable) else 403
        return _refusal(ctx, languages.refusal(ctx, error), status)
    if editing and editing.type in _TEMPLATES:
        return RedirectResponse(await _template_editor(ctx, editing), 302, dict(NO_CACHE))
    with_blocks = request.url.path in _WITH_BLOCKS and can(ctx, "edit_theme_options")
    if with_blocks and request.url.path == _STYLES:
        await global_styles.begin(ctx)
    await designs.remember(ctx)
    boot = await _boot(ctx, ask, editing, is_new=is_new)
    if with_blocks:
        boot["editor"] = _editor_settings(ctx)
    locale = languages.of_actor(ctx)
    return _PAGES.answer(
        ctx,
        "app.html",
        title="Edit" if editing else "Admin",
        policy=_POLICY.format(inline="".join(f" '{one}'" for one in entry.inline)),
        spoken=locale.replace("_", "-"),
        direction="rtl" if languages.is_from_right(locale) else "ltr",
        assets=f"{ctx.site_url}{assets.PREFIX}",
        entry=entry,
        editing=editing,
        boot=Markup(_script_safe(boot)),  # noqa: S704 - JSON in which no tag can end
    )


async def _template_editor(ctx: Context, post: Post) -> str:
    """The address at which a stored template is edited: by its name, as it is also where the theme's counts again."""
    await posts.remember_terms(ctx, (post,))
    theme = next((term.name for term in posts.terms(ctx, post, "wp_theme")), block_templates.stylesheet(ctx))
    name = quote(f"/{post.type}/{theme}//{post.name}", safe="")
    return f"{ctx.site_url}{_STYLES}?p={name}&canvas=edit"


async def _nonce(request: Request, ctx: Context) -> Response:
    """A fresh nonce for the API, as WordPress's clients fetch it when theirs has become too old."""
    if request.query_params.get("action") != "rest-nonce" or not ctx.actor.is_logged_in:
        return HTMLResponse("0", 400, {"X-Robots-Tag": "noindex", "Content-Type": _HTML, **NO_CACHE})
    return PlainTextResponse(await identity.api_nonce(ctx), headers={"Cache-Control": "no-store"})


async def _take_over(request: Request, ctx: Context) -> Response:
    """Edit a post that somebody else is editing, by the link of the notice that says so."""
    post = await _post(request, ctx)
    if not await nonces.is_valid(ctx, request.query_params.get("_wpnonce", ""), f"lock-post_{post.id}"):
        raise Forbidden("This page is too old. Please open the post again.", code="invalid_nonce")
    await locks.take(ctx, post)
    return RedirectResponse(
        f"{ctx.site_url}{PREFIX}/post.php?post={post.id}&action=edit", 302, dict(NO_CACHE)
    )


async def _let_go(request: Request, ctx: Context) -> Response:
    """Note that an editor was closed, as WordPress's own tells it on leaving (wp-remove-post-lock)."""
    headers = {"X-Robots-Tag": "noindex", "Content-Type": _HTML, **NO_CACHE}
    try:
        form = await forms.read(request, most=_MAX_FORM)
        post, proof = form.number("post_ID"), form["_wpnonce"]
        if form["action"] != "wp-remove-post-lock" or not ctx.actor.is_logged_in:
            return HTMLResponse("0", 400, headers)
        if not await nonces.is_valid(ctx, proof, f"update-post_{post}"):
            return HTMLResponse("-1", 403, headers)
        await locks.release(ctx, await posts.get(ctx, post), form["active_post_lock"])
    except DomainError:
        return HTMLResponse("0", 400, headers)
    return HTMLResponse("1", 200, headers)


async def _post(request: Request, ctx: Context) -> Post:
    identity_ = request.query_params.get("post", "")
    post = await posts.get(ctx, int(identity_) if identity_.isdecimal() and len(identity_) < 19 else 0)
    require(ctx, "edit_post", post)
    return post


async def _editing(request: Request, ctx: Context) -> tuple[Post | None, bool]:
    """The post that the page is to open in the editor, and whether it was made for that now."""
    name = request.url.path.removeprefix(f"{PREFIX}/")
    if name == "post-new.php":
        kind = ctx.types.post_types.get(request.query_params.get("post_type", "post"))
        draft = PostDraft(type=kind.name if kind else "post", title="Auto Draft", status="auto-draft")
        return await publishing.create(ctx, draft), True
    if name == "post.php":
        post = await _post(request, ctx)
        return post, post.status == "auto-draft"
    return None, False


async def _boot(ctx: Context, ask: Ask, editing: Post | None, *, is_new: bool) -> dict[str, Any]:
    user = ctx.actor.user
    assert user is not None
    root = f"{ctx.home}/wp-json/"
    if not ctx.options.text("permalink_structure"):
        root = f"{ctx.home}/index.php?rest_route=/"
    preload: dict[str, Any] = {}
    for method, path in _first(ctx, editing):
        found = await ask(ctx, method, path)
        if found is None:
            continue
        answered = {"body": found[0], "headers": dict(found[1])}
        if method == "GET":
            preload[path] = answered
        else:
            preload.setdefault(method, {})[path] = answered
    return {
        "root": root,
        "nonce": await identity.api_nonce(ctx),
        "nonceEndpoint": f"{ctx.site_url}{_NONCES}?action=rest-nonce",
        "home": f"{ctx.home}/",
        "admin": f"{ctx.site_url}{PREFIX}/",
        "logOut": await login.log_out_url(ctx),
        "siteName": unescape(ctx.options.text("blogname")),
        "user": {"id": user.id, "name": user.display_name or user.login},
        "avatars": ctx.site.settings.avatars,
        "capabilities": sorted(ctx.actor.capabilities),
        "date": {
            "timezone": ctx.options.text("timezone_string"),
            "offset": float(ctx.options.text("gmt_offset") or 0),
            "dateFormat": ctx.options.text("date_format"),
            "timeFormat": ctx.options.text("time_format"),
            "startOfWeek": ctx.options.integer("start_of_week"),
            **_words_of_dates(languages.pages(ctx)),
        },
        "preload": preload,
        "editor": await _editor(ctx, editing) if editing else {},
        "locale": languages.of_actor(ctx),
        "languages": [ENGLISH, *languages.installed(ctx)],
        "sendsMail": bool(ctx.site.settings.mail_host),
        "hasTranslations": ctx.site.settings.languages_dir is not None,
        "version": version("tympan"),
        "newPost": editing.id if editing and is_new else None,
    }


def _words_of_dates(spoken: Language) -> dict[str, Any]:
    """What the scripts for dates are told in, as WordPress prints it for them."""
    names, told = spoken.dates, spoken.wordpress
    return {
        "months": names.months,
        "monthsShort": names.months_short,
        "weekdays": names.weekdays,
        "weekdaysShort": names.weekdays_short,
        "meridiem": {"am": names.am[0], "AM": names.am[1], "pm": names.pm[0], "PM": names.pm[1]},
        "relative": {name: told.text(message) for name, message in DISTANCES.items()},
        **{name: told.text(message) for name, message in DATES_WITH_TIME.items()},
    }


def _first(ctx: Context, editing: Post | None) -> list[tuple[str, str]]:
    """What the application asks first on this page."""
    asked = [("GET", "/wp/v2/users/me?context=edit"), ("GET", "/wp/v2/types?context=view")]
    if editing is None:
        return asked
    kind = ctx.types.post_types[editing.type]
    theme = block_templates.stylesheet(ctx)
    template = "page" if kind.name == "page" else f"single-{kind.name}"
    if editing.name:
        template += f"-{editing.name}"
    base = f"/{kind.rest_namespace}/{kind.rest_base or kind.name}"
    return [
        *asked,
        ("GET", "/wp/v2/users/me"),
        ("GET", f"/wp/v2/types/{kind.name}?context=edit"),
        ("GET", "/wp/v2/taxonomies?context=view"),
        ("GET", "/wp/v2/taxonomies?context=edit"),
        ("GET", f"{base}/{editing.id}?context=edit"),
        ("GET", f"{base}/{editing.id}/autosaves?context=edit"),
        ("GET", "/wp/v2/settings"),
        *(("OPTIONS", path) for path in ("/wp/v2/settings", "/wp/v2/media", "/wp/v2/pages", "/wp/v2/blocks",
                                         "/wp/v2/templates", "/wp/v2/posts")),
        ("GET", "/wp/v2/themes?context=edit&status=active"),
        ("GET", f"/wp/v2/users/{editing.author}?context=view&_fields=id,name"),
        ("GET", "/wp/v2/block-patterns/categories"),
        ("GET", f"/?_fields={_SITE_FIELDS}"),
        *(("GET", f"/wp/v2/templates/lookup?slug={slug}") for slug in ("front-page", template)),
        ("GET", f"/wp/v2/global-styles/themes/{theme}?context=view"),
        ("GET", f"/wp/v2/global-styles/themes/{theme}/variations?context=view"),
    ]  # fmt: skip


def _editor_settings(ctx: Context) -> dict[str, Any]:
    """What WordPress prints for its editor besides what the packages know themselves."""
    theme_folder = f"{ctx.site_url}/wp-content/themes/{block_templates.stylesheet(ctx)}/"
    return {
        "styles": [
            *designs.editor_styles(ctx),
            {
                "css": ctx.types.editor_css + _CANVAS,
                "baseURL": theme_folder,
                "__unstableType": "theme",
                "isGlobalStyles": False,
            },
        ],
        "__experimentalFeatures": designs.of(ctx).theme.settings,
        "titlePlaceholder": "Add title",
        "bodyPlaceholder": "Type / to choose a block",
        "autosaveInterval": 60,
        "localAutosaveInterval": 15,
        "richEditingEnabled": True,
        "disableLayoutStyles": not designs.of(ctx).theme.has_layouts,
        "disablePostFormats": not ctx.types.post_formats,
        "__experimentalDashboardLink": f"{ctx.site_url}{PREFIX}/edit.php",
        "canEditCSS": can(ctx, "edit_css"),
    }


async def _editor(ctx: Context, post: Post) -> dict[str, Any]:
    """What is printed for the editor of a post; a newer autosave by the address that WordPress has for it."""
    newer = await revisions.newer_autosave(ctx, post)
    link = f"{ctx.site_url}{PREFIX}/revision.php?revision={newer.id}" if newer else ""
    autosave = {"autosave": {"editLink": link}} if newer else {}
    return {**_editor_settings(ctx), **await _lock(ctx, post), **autosave}


async def _lock(ctx: Context, post: Post) -> dict[str, Any]:
    """Who edits the post: the actor from now on, or somebody else who does so already."""
    holder = await locks.editor(ctx, post)
    if holder is None:
        lock: dict[str, Any] = {"isLocked": False, "activePostLock": await locks.take(ctx, post)}
    else:
        shown = {"name": holder.display_name or holder.login, "avatar": None}
        lock = {"isLocked": True, "activePostLock": "", "user": shown}
    return {
        "postLock": lock,
        "postLockUtils": {
            "nonce": await nonces.nonce(ctx, f"lock-post_{post.id}"),
            "unlockNonce": await nonces.nonce(ctx, f"update-post_{post.id}"),
            "ajaxUrl": f"{ctx.site_url}{_NONCES}",
        },
    }


def _refusal(ctx: Context, reason: str, status: int) -> Response:
    return _PAGES.answer(ctx, "refusal.html", title="Not possible", status=status, reason=reason)


def _script_safe(value: object) -> str:
    """JSON that may stand within a script element."""
    return orjson.dumps(value).decode().replace("<", "\\u003c").replace("&", "\\u0026")
