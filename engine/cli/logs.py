"""What a process says on standard error: when, how grave, and what, one line each."""

import logging
from typing import Final

FORMAT: Final = "%(asctime)s %(levelname)s %(message)s"


def begin(level: int = logging.WARNING) -> None:
    """Have what is logged from now on written there."""
    logging.basicConfig(level=level, format=FORMAT)
    # MariaDB notes rows that a statement was told to pass over.
    logging.getLogger("asyncmy").setLevel(logging.ERROR)
