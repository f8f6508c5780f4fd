"""Headers of plugins and themes: lines ``Name: value`` in the first comment of a file (get_file_data)."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# How much of a file is looked at.
SIZE: Final = 8192

# Where the comment ends on the same line.
_END: Final = re.compile(r"\s*(?:\*/|\?>|\"\"\").*")


def headers(text: str, names: Iterable[str]) -> dict[str, str]:
    """The headers of these names that a text has, by name in small letters."""
    wanted = "|".join(map(re.escape, names))
    line = re.compile(rf"^(?:[ \t]*<\?php)?[ \t/*#@\"]*({wanted})[ \t]*:(.*)$", re.IGNORECASE | re.MULTILINE)
    found: dict[str, str] = {}
    for name, value in line.findall(text.replace("\r", "\n")):
        found.setdefault(name.lower(), _END.sub("", value).strip())
    return found


def beginning(file: Path) -> str:
    """As much of a file as headers may stand in."""
    with file.open("rb") as opened:
        return opened.read(SIZE).decode("utf-8", "replace")
