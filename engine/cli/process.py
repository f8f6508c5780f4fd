"""What each process of `tympan serve` runs."""

import gc
import os
from typing import Final

from starlette.applications import Starlette

from engine.app import create as create_application
from engine.config.load import load

# A request makes thousands of objects and hardly a circle: to look for circles every 700 new ones, as is the default,
# takes about a twentieth of the time.
_BETWEEN_LOOKS: Final = 20_000


def create() -> Starlette:
    """The application of a process that does nothing else; what is loaded by now is never looked through again.

    Background work is done beside the requests, unless the settings leave it to `tympan worker`.
    """
    settings = load(environ=os.environ)
    application = create_application(settings, works=settings.background == "server")
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_LOOKS)
    return application
