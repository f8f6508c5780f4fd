"""`tympan check`: whether a site is in order."""

import asyncio
from dataclasses import asdict

import click

from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import REFUSED, json_option, show
from engine.domain.health import examine


@click.command()
@settings_options(*SITE, "home_url", "site_url", "uploads_dir")
@json_option
def command(*, as_json: bool, **values: object) -> None:
    """Look at database, tables, addresses, uploads, keys, sealed secrets, and the counts of terms and comments.

    Changes nothing. The exit code is 1 when something is not in order.
    """
    findings = asyncio.run(examine(settings_from(values)))
    ok = all(finding.ok for finding in findings)
    lines = [f"{'ok ' if finding.ok else 'NOT'}  {finding.name}: {finding.detail}" for finding in findings]
    show({"ok": ok, "findings": [asdict(finding) for finding in findings]}, lines, as_json=as_json)
    if not ok:
        raise click.exceptions.Exit(REFUSED)
