"""Writes the declarations of WordPress 7.1 into the engine: its blocks and the theme.json below every theme.

Usage: python -m tests.golden.core_blocks wp-includes
These are public interfaces: names, attributes, supports, context, presets. Prose stays behind.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[2] / "engine" / "content"
PROSE = {"$schema", "__experimental", "description", "example", "textdomain"}


def main(folder: Path) -> None:
    found = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("blocks/*/block.json"))]
    blocks = {block["name"]: _declaration(block) for block in found}
    (CONTENT / "blocks" / "core.json").write_text(_lines(blocks), "utf-8")
    theme = json.loads((folder / "theme.json").read_text("utf-8"))
    (CONTENT / "styles" / "core.json").write_text(_lines(_without_prose(theme)), "utf-8")
    print(f"{len(blocks)} blocks")


def _declaration(block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key not in {*PROSE, "name"}}


def _without_prose(theme: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in theme.items() if key not in PROSE}


def _lines(values: dict[str, Any]) -> str:
    """One name a line, so that a new WordPress shows as a readable difference."""
    rows = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
