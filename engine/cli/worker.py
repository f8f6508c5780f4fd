"""What each process of `tympan serve` runs."""

import gc
from typing import Final

from starlette.applications import Starlette

from engine.app import create as create_application

# A request makes thousands of objects and hardly a circle: to look for circles every 700 new ones, as is the default,
# takes about a twentieth of the time.
_BETWEEN_LOOKS: Final = 20_000


def create() -> Starlette:
    """The application of a process that does nothing else; what is loaded by now is never looked through again."""
    application = create_application()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_LOOKS)
    return application
