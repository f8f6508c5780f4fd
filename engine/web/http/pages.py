"""Pages of the engine's own, beside those of themes: log-in, refusals. No scripts, one small style sheet within."""

import secrets
from html import unescape
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from engine.domain import languages
from engine.domain.context import Context
from engine.theme.environment import messages

_SHELL: Final = PackageLoader("engine.web.http")

# Nothing is fetched, nothing runs, nobody frames the page.
_POLICY: Final = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The same, with scripts of the engine's own.
WITH_SCRIPTS: Final = f"{_POLICY}; script-src 'self'"
_HEADERS: Final = {
    "Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private",
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


class Pages:
    """The pages of one room: its own templates, in the shell that all share, in the language of who sees them."""

    def __init__(self, package: str) -> None:
        self._environment = Environment(
            loader=ChoiceLoader([PackageLoader(package), _SHELL]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def answer(
        self,
        ctx: Context,
        template: str,
        *,
        title: str,
        status: int = 200,
        policy: str = _POLICY,
        **values: Any,
    ) -> HTMLResponse:
        """A page made of a template, under a policy of what it may load; nothing between here and the browser keeps it.

        Of what it is given the title alone is translated here.
        """
        nonce, language = secrets.token_urlsafe(12), languages.pages(ctx)
        content = self._environment.get_template(template).render(
            nonce=nonce,
            title=language.text(title),
            language=language,
            **messages(language),
            site_name=unescape(ctx.options.text("blogname")),
            home=f"{ctx.home}/",
            **values,
        )
        headers = _HEADERS | {"Content-Security-Policy": policy.format(nonce=nonce)}
        return HTMLResponse(content, status, headers)
