"""The archives of the site's posts by time, as lists of them name them, and the months of its calendar."""

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final, cast

from engine.content.blocks.data import ArchiveEntry, CalendarMonth
from engine.content.date_format import format_date
from engine.content.query_strings import add_query_args
from engine.content.timezones import UTC_ZONE
from engine.domain import archive_links, permalinks, posts, rendered_titles
from engine.domain.context import Context
from engine.model.posts import PostQuery
from engine.store import archives as store

_UNITS: Final[dict[str, tuple[store.Unit, str]]] = {
    "yearly": ("year", "Y"),
    "monthly": ("month", "F Y"),
}


async def entries(ctx: Context, kind: str) -> tuple[ArchiveEntry, ...]:
    """The archives of a kind that wp_get_archives knows, in its order; none of any other."""
    if kind in {"postbypost", "alpha"}:
        return await _posts(ctx, by_title=kind == "alpha")
    if kind == "weekly":
        return _weeks(ctx, await _counts(ctx, "day"))
    if kind == "daily":
        pattern = ctx.options.text("date_format", "F j, Y")
        return tuple(_entry(ctx, period, count, pattern) for period, count in await _counts(ctx, "day"))
    if kind not in _UNITS:
        return ()
    unit, pattern = _UNITS[kind]
    return tuple(_entry(ctx, period, count, pattern) for period, count in await _counts(ctx, unit))


async def _counts(ctx: Context, unit: store.Unit) -> list[tuple[tuple[int, ...], int]]:
    known = ctx.remembered("archives")
    if unit not in known:
        known[unit] = await store.counts(ctx.db, "post", unit)
    return cast("list[tuple[tuple[int, ...], int]]", known[unit])


def _entry(ctx: Context, period: tuple[int, ...], count: int, pattern: str) -> ArchiveEntry:
    return ArchiveEntry(
        archive_links.of_date(ctx, *period), shown(ctx, pattern, _first_day(period)), count, period
    )


def _first_day(period: tuple[int, ...]) -> date:
    year, month, day = (*period, 1, 1)[:3]
    return date(min(max(year, 1), 9999), month, day)


def shown(ctx: Context, pattern: str, day: date) -> str:
    """A day of the calendar by a format string, in the words of the site's language."""
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return format_date(pattern, moment, UTC_ZONE, ctx.types.language.wordpress.dates)


async def _posts(ctx: Context, *, by_title: bool) -> tuple[ArchiveEntry, ...]:
    asked = PostQuery(per_page=-1, count=False)
    if by_title:
        asked = PostQuery(orderby="title", order="asc", per_page=-1, count=False)
    found = (await posts.query(ctx, asked)).items
    await permalinks.remember(ctx, found)
    return tuple(
        ArchiveEntry(permalinks.of_post(ctx, one), rendered_titles.title(ctx, one) or str(one.id), 1)
        for one in found
    )


def _weeks(ctx: Context, days: Iterable[tuple[tuple[int, ...], int]]) -> tuple[ArchiveEntry, ...]:
    """Days put together in weeks; like WordPress's, a week ends with its year."""
    starts = ctx.options.integer("start_of_week", 1)
    pattern = ctx.options.text("date_format", "F j, Y")
    weeks: dict[tuple[int, int], tuple[date, int]] = {}
    for period, count in days:
        day = _first_day(period)
        key = (day.year, week_of(day, starts))
        first, before = weeks.get(key, (day, 0))
        weeks[key] = (first, before + count)
    made = []
    for (year, week), (day, count) in weeks.items():
        first = day - timedelta((day.isoweekday() - starts) % 7)
        label = f"{shown(ctx, pattern, first)}&#8211;{shown(ctx, pattern, first + timedelta(6))}"
        address = add_query_args({"m": str(year), "w": str(week)}, f"{ctx.home}/")
        made.append(ArchiveEntry(address, label, count))
    return tuple(made)


def week_of(day: date, starts: int) -> int:
    """The number of a day's week, as MySQL's WEEK() counts for weeks that start on a day, 0 being Sunday.

    Weeks that start on Sunday are numbered from the year's first Sunday, those that start on Monday from the first
    week with four days in the year; all others as if the days were moved to Sunday.
    """
    if starts == 1:
        return (day.timetuple().tm_yday - day.isoweekday() + 10) // 7
    if 1 < starts < 7:
        day -= timedelta(starts)
    return int(day.strftime("%U"))


async def month(ctx: Context, year: int = 0, number: int = 0) -> CalendarMonth | None:
    """A month of the calendar, the present one where none is given; None on a site without posts."""
    known = ctx.remembered("calendar")
    if (year, number) not in known:
        known[year, number] = await _month(ctx, year or ctx.now_local.year, number or ctx.now_local.month)
    return cast("CalendarMonth | None", known[year, number])


async def _month(ctx: Context, year: int, number: int) -> CalendarMonth | None:
    year, number = min(max(year, 1), 9999), min(max(number, 1), 12)
    first = datetime(year, number, 1)  # noqa: DTZ001 - the columns are naive
    last = first.replace(day=calendar.monthrange(year, number)[1], hour=23, minute=59, second=59)
    days = await store.days(ctx.db, "post", first, last)
    before, after = await store.neighbours(ctx.db, "post", first, last)
    if not days and not before and not after:
        return None
    pattern = ctx.options.text("date_format", "F j, Y")
    return CalendarMonth(
        year,
        number,
        f"{shown(ctx, 'F', first)} {year}",
        tuple(_entry(ctx, (year, number, day), 1, pattern) for day in days),
        _entry(ctx, before, 1, "M") if before else None,
        _entry(ctx, after, 1, "M") if after else None,
    )
