"""What a page elsewhere says of itself, for a link that is about to be made."""

from urllib.parse import urlsplit

from engine.backends.fetch import Ask
from engine.content import url_details
from engine.content.url_details import UrlDetails
from engine.domain import post_rights
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden, NotFound


def require_asking(ctx: Context) -> None:
    """Raise Forbidden unless the actor writes anything."""
    if not post_rights.writes_anything(ctx):
        raise Forbidden("You may not have other sites asked.", code="rest_cannot_view_url_details")


async def of(ctx: Context, url: str) -> UrlDetails:
    """The details of a page; raises NotFound for what is no address, and where nothing answers or nothing may be asked."""
    require_asking(ctx)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotFound("That is no address.", code="rest_invalid_url")
    try:
        answer = await ctx.site.outside.fetch(Ask(url=url, most=url_details.MOST, seconds=5))
    except DomainError as error:
        raise NotFound("Nothing answers there.", code="no_response") from error
    if not answer.ok or not answer.body:
        raise NotFound("Nothing is there.", code="no_response")
    return url_details.details(answer.text, answer.url)
