"""A month as a table."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.wrapping import has_link_colour, wrapped
from engine.content.blocks.data import CalendarNeed
from engine.content.escaping import esc_attr, esc_html
from engine.content.language import filled
from engine.content.styles.engine import compute
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import ArchiveEntry, CalendarMonth
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering

_NOTHING: Final = "&nbsp;"


def calendar(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A month with links to the days that have posts."""
    has_month = instance.get("month") is not None and instance.get("year") is not None
    period = (instance.number("year"), instance.number("month")) if has_month else rendering.page.period[:2]
    need = CalendarNeed(*period) if len(period) == 2 else CalendarNeed()
    month = rendering.data.ask(need)
    if month is None:
        return ""
    table = _table(month, rendering)
    colours = {
        "text": instance.get("style", "color", "text"),
        "background": instance.get("style", "color", "background"),
    }
    for name, part in (("textColor", "text"), ("backgroundColor", "background")):
        if instance.get(name) is not None:
            colours[part] = f"var:preset|color|{instance.text(name)}"
    styles = compute({"color": colours}, presets_as_classes=True)
    classes = " ".join([*styles.classes, *(["has-link-color"] if has_link_colour(instance) else [])])
    if styles.css:
        table = table.replace("<table", f'<table style="{esc_attr(styles.css)}"')
    if classes:
        table = table.replace('class="wp-calendar-table', f'class="wp-calendar-table {esc_attr(classes)}')
    return wrapped(instance, table, rendering)


def _table(month: CalendarMonth, rendering: Rendering) -> str:
    """The month with links to the days that have posts, and to the months before and after (get_calendar)."""
    starts = rendering.site.week_starts_on % 7
    _, days = rendering.language.text, rendering.language.dates.weekdays
    names = (esc_attr(days[(starts + place) % 7]) for place in range(7))
    heads = "".join(f'\n\t\t<th scope="col" aria-label="{name}">{name[0]}</th>' for name in names)
    return (
        '<table id="wp-calendar" class="wp-calendar-table">\n'
        f"\t<caption>{esc_html(month.title)}</caption>\n\t<thead>\n\t<tr>{heads}\n\t</tr>\n\t</thead>\n\t<tbody>\n"
        f"\t<tr>{_weeks(month, starts, rendering)}\n\t</tr>\n\t</tbody>\n\t</table>"
        f'<nav aria-label="{esc_attr(_("Previous and next months"))}" class="wp-calendar-nav">\n'
        f'\t\t<span class="wp-calendar-nav-prev">{_turn(month.previous, "&laquo; {}")}</span>\n'
        '\t\t<span class="pad">&nbsp;</span>\n'
        f'\t\t<span class="wp-calendar-nav-next">{_turn(month.following, "{} &raquo;")}</span>\n\t</nav>'
    )


def _weeks(month: CalendarMonth, starts: int, rendering: Rendering) -> str:
    linked = {entry.period[-1]: entry for entry in month.days}
    # Python's weeks begin with Monday, WordPress counts days from Sunday.
    before = (date(month.year, month.month, 1).isoweekday() - starts) % 7
    last = monthrange(month.year, month.month)[1]
    now = rendering.page.now
    today = now.format("Y-n-j") if now else ""
    cells = [f'\n\t\t<td colspan="{before}" class="pad">{_NOTHING}</td>'] if before else []
    for day in range(1, last + 1):
        if day > 1 and (before + day - 1) % 7 == 0:
            cells.append("\n\t</tr>\n\t<tr>\n\t\t")
        mark = ' id="today"' if today == f"{month.year}-{month.month}-{day}" else ""
        cells.append(f"<td{mark}>{_day(day, linked.get(day), rendering)}</td>")
    after = -(before + last) % 7
    return "".join([*cells, *([f'\n\t\t<td class="pad" colspan="{after}">{_NOTHING}</td>'] if after else [])])


def _day(day: int, entry: ArchiveEntry | None, rendering: Rendering) -> str:
    if entry is None:
        return str(day)
    label = esc_attr(filled(rendering.language.text("Posts published on %s"), entry.label))
    return f'<a href="{esc_url(entry.url)}" aria-label="{label}">{day}</a>'


def _turn(entry: ArchiveEntry | None, words: str) -> str:
    if entry is None:
        return _NOTHING
    return f'<a href="{esc_url(entry.url)}">{words.format(esc_html(entry.label))}</a>'


RENDERERS: Final[Renderers] = {"core/calendar": calendar}
