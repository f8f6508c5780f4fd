"""The right way to write WordPress (capital_P_dangit)."""

import re
from typing import Final

_IN_TEXT: Final = re.compile(r"( |&#8216;|&#8220;|>|\()Wordpress")


def capital_p(text: str, *, title: bool = False) -> str:
    """Write WordPress with its capital P; in running text only at the beginning of a word."""
    if title:
        return text.replace("Wordpress", "WordPress")
    return _IN_TEXT.sub(r"\1WordPress", text) if "Wordpress" in text else text
