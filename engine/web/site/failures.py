"""The page that stands in for one that could not be made: clean for readers, precise for who can mend it."""

from typing import Final

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from engine.domain import languages
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.theme.errors import TemplateFailure
from engine.web.http.caching import NO_CACHE

_PAGE: Final = Markup(
    "<!doctype html>\n"
    '<html lang="{tag}" dir="{direction}"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">'
    '<meta name="robots" content="noindex"><title>{title}</title>'
    "<style>:root{{color-scheme:light dark}}body{{font:1.125rem/1.6 Georgia,serif;max-width:34rem;"
    "margin:15vh auto;padding:0 1.5rem}}code{{font:0.9em ui-monospace,monospace}}</style></head>"
    "<body><main><h1>{title}</h1>{words}</main></body></html>\n"
)


def failed(ctx: Context, failure: TemplateFailure) -> Response:
    """An error in a template: where and what for administrators and in debug mode, an apology for all others."""
    language = languages.pages(ctx)
    if ctx.site.settings.debug or can(ctx, "manage_options"):
        title = language.text("This page could not be made")
        words = Markup("<p>{}</p><p><code>{}</code></p><p>{}</p>").format(
            language.text("A template of the theme failed."), failure.place, failure.reason
        )
    else:
        title = language.text("This page cannot be shown")
        words = Markup("<p>{}</p>").format(
            language.text("Something went wrong here. Please try again later.")
        )
    page = _PAGE.format(title=title, words=words, tag=language.tag, direction=language.direction)
    return HTMLResponse(page, 500, NO_CACHE)
