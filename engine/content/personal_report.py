"""What is kept of a person, as a page to read and as data: the two files of an export of personal data."""

import json
from collections.abc import Iterator
from typing import Final

from engine.content.allowed_html import COMMENT
from engine.content.escaping import esc_attr, esc_html
from engine.content.kses import kses
from engine.content.language import Language
from engine.content.slugs import sanitize_title
from engine.content.urls import esc_url
from engine.model.privacy import Group, Report

_STYLE: Final = (
    "body{max-width:860px;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}"
    "table{width:100%;margin-bottom:1.5rem;border-collapse:collapse;border:1px solid #8888}"
    "th,td{padding:.4rem .6rem;text-align:start;vertical-align:top;border-bottom:1px solid #8883;overflow-wrap:anywhere}"
    "th{width:25%}.count{font-weight:normal}.return-to-top{text-align:end}"
)


def document(title: str, report: Report) -> str:
    """The report as JSON, in the shape of WordPress's export.json."""
    groups = {
        name: {
            "group_label": group.label,
            "group_description": group.description,
            "items": {
                item: [{"name": key, "value": value} for key, value in data]
                for item, data in group.items.items()
            },
        }
        for name, group in report.items()
    }
    return json.dumps({title: groups}, ensure_ascii=False)


def page(title: str, report: Report, language: Language) -> str:
    """The report as a page: a table for each item, below a list of what there is."""
    return "".join(_page(title, report, language))


def _page(title: str, report: Report, language: Language) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{esc_attr(language.tag)}" dir="{language.direction}">\n<head>\n'
    yield '<meta charset="UTF-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{esc_html(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f'<h1 id="top">{esc_html(language.text("Personal Data Export"))}</h1>\n'
    if len(report) > 1:
        yield f'<nav id="table_of_contents"><h2>{esc_html(language.text("Table of Contents"))}</h2>\n<ul>\n'
        for name, group in report.items():
            yield f'<li><a href="#{esc_attr(_anchor(name, group))}">{_heading(group)}</a></li>\n'
        yield "</ul></nav>\n"
    for name, group in report.items():
        yield from _group(name, group, language, returns=len(report) > 1)
    yield "</body>\n</html>\n"


def _group(name: str, group: Group, language: Language, *, returns: bool) -> Iterator[str]:
    yield f'<h2 id="{esc_attr(_anchor(name, group))}">{_heading(group)}</h2>\n'
    if group.description:
        yield f"<p>{esc_html(group.description)}</p>\n"
    for data in group.items.values():
        yield "<table><tbody>\n"
        for key, value in data:
            yield f"<tr><th>{esc_html(key)}</th><td>{_value(value)}</td></tr>\n"
        yield "</tbody></table>\n"
    if returns:
        yield f'<p class="return-to-top"><a href="#top">{esc_html(language.text("Go to top"))}</a></p>\n'


def _anchor(name: str, group: Group) -> str:
    return sanitize_title(f"{group.label}-{name}")


def _heading(group: Group) -> str:
    count = f' <span class="count">({len(group.items)})</span>' if len(group.items) > 1 else ""
    return esc_html(group.label) + count


def _value(value: str) -> str:
    """A value with the markup that comments may have; an address by itself is a link."""
    if " " not in value and value.startswith(("http://", "https://")):
        return f'<a href="{esc_url(value)}">{esc_html(value)}</a>'
    return kses(value, COMMENT)
