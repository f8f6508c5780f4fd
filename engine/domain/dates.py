"""Dates of posts and comments between the site's time zone and UTC, both naive as the columns hold them."""

from datetime import UTC, datetime

from engine.domain.context import Context


def in_gmt(ctx: Context, local: datetime) -> datetime:
    """A local date in UTC; an hour that clocks skip is read as before the change, one that they repeat as after."""
    aware = local.replace(tzinfo=ctx.timezone)
    first, second = aware.astimezone(UTC), aware.replace(fold=1).astimezone(UTC)
    return max(first, second).replace(tzinfo=None)


def in_local(ctx: Context, gmt: datetime) -> datetime:
    """A date of UTC in the site's time zone."""
    return gmt.replace(tzinfo=UTC).astimezone(ctx.timezone).replace(tzinfo=None)
