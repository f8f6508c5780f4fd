"""Writes docs/settings.md from the declarations: `python -m engine.config.reference`."""

from dataclasses import Field
from pathlib import Path
from typing import Any, Final

from engine.config.settings import declarations, variable

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "settings.md"
_HEAD: Final = """\
# Settings

Each setting can be given, in this order of precedence, as an option on the command line (`--table-prefix`), as an
environment variable (`TYMPAN_TABLE_PREFIX`), in `tympan.toml` in the working folder (`table_prefix = "blog_"`), or, for
those that name a constant, by a wp-config.php, which is read as data and never executed. From wp-config.php also come
the database (`DB_NAME`, `DB_USER`, `DB_PASSWORD`, `DB_HOST`, `DB_CHARSET`), `$table_prefix` and the folder
of uploads (`UPLOADS`, `WP_CONTENT_DIR`). A value that is computed there counts as not given.

Keys and salts are no options of a command, where the list of processes would show them. An empty variable counts as not
given. Switches are `true` or `false`; lists are arrays in `tympan.toml` and separated by commas elsewhere. Relative paths
start at the working folder.

| Setting | Environment | wp-config.php | Default | Meaning |
| --- | --- | --- | --- | --- |
"""


def settings_page() -> str:
    """The reference of all settings as Markdown."""
    return _HEAD + "".join(_row(declared) for declared in declarations().values())


def _row(declared: Field[Any]) -> str:
    constant = declared.metadata["wp_config"]
    cells = (
        f"`{declared.name}`",
        f"`{variable(declared.name)}`",
        f"`{constant}`" if constant else "",
        _default(declared.default),
        declared.metadata["meaning"],
    )
    return f"| {' | '.join(cells)} |\n"


def _default(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value else ""


if __name__ == "__main__":
    PAGE.write_text(settings_page(), encoding="utf-8")
