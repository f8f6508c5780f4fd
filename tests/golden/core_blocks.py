"""Writes the declarations of WordPress 7.1 into the engine: its blocks and the theme.json below every theme.

Usage: python -m tests.golden.core_blocks wp-includes
These are public interfaces: names, attributes, supports, context, presets. Prose stays behind. The icons are drawings
that pages have carried for years (GPL-2.0-or-later, as WordPress); no program text is taken.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[2] / "engine" / "content"
ICONS = {
    "menu-lines": ("navigation.php", 0),
    "menu": ("navigation.php", 1),
    "close": ("navigation.php", 2),
    "overlay-close": ("navigation-overlay-close.php", 0),
    "submenu": ("page-list.php", 0),
    "search": ("search.php", 0),
}
"""File and place among its drawings of the icons that blocks bring along."""
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
SERVICE = re.compile(
    r"'(\w+)'\s*=> array\(\s*'name' => _x\( '([^']+)'.*?'icon' => '(<svg\b.*?</svg>)'", re.DOTALL
)
PROSE = {"$schema", "__experimental", "description", "example", "textdomain"}


def main(folder: Path) -> None:
    found = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("blocks/*/block.json"))]
    blocks = {block["name"]: _declaration(block) for block in found}
    (CONTENT / "blocks" / "core.json").write_text(_lines(blocks), "utf-8")
    theme = json.loads((folder / "theme.json").read_text("utf-8"))
    (CONTENT / "styles" / "core.json").write_text(_lines(_without_prose(theme)), "utf-8")
    icons = {**_social_icons(folder), **{name: _icon(folder, *place) for name, place in ICONS.items()}}
    (CONTENT / "blocks" / "icons.json").write_text(_lines(icons), "utf-8")
    print(f"{len(blocks)} blocks, {len(icons)} icons")


def _declaration(block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key not in {*PROSE, "name"}}


def _icon(folder: Path, file: str, place: int) -> str:
    return str(DRAWING.findall((folder / "blocks" / file).read_text("utf-8"))[place])


def _social_icons(folder: Path) -> dict[str, dict[str, str]]:
    found = SERVICE.findall((folder / "blocks" / "social-link.php").read_text("utf-8"))
    return {f"social/{service}": {"name": name, "drawing": drawing} for service, name, drawing in found}


def _without_prose(theme: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in theme.items() if key not in PROSE}


def _lines(values: dict[str, Any]) -> str:
    """One name a line, so that a new WordPress shows as a readable difference."""
    rows = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
