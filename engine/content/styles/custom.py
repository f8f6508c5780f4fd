"""Custom CSS of one block or block type, put below its selector."""

from __future__ import annotations

import re

_PSEUDO_ELEMENT = re.compile(r"[>+~ \t\n\r\f\v]*+::[a-zA-Z-]+")


def scoped(css: str, selector: str) -> str:
    """Declarations go to the selector; nested rules, written with `&`, below it (`process_blocks_custom_css`)."""
    pieces: list[str] = []
    for part in css.split("&"):
        if "{" in part:
            pieces.append(_nested(part, selector))
        elif part and part != "0":
            pieces.append(f":root :where({selector.strip()}){{{part.strip()}}}")
    return "".join(pieces)


def _nested(part: str, selector: str) -> str:
    nested, _, declarations = part.replace("}", "").partition("{")
    if "{" in declarations:
        return ""  # more than one level is nothing WordPress understands
    pseudo = _PSEUDO_ELEMENT.search(nested)
    if pseudo:
        nested = nested.replace(pseudo[0], "")
    joint = " " if nested.startswith(" ") else ""
    whole = ", ".join(
        f"{part.strip()}{joint}{nested.strip() if joint else nested}" for part in selector.split(",")
    )
    return f":root :where({whole}){pseudo[0] if pseudo else ''}{{{declarations.strip()}}}"
