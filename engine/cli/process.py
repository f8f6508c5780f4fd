"""What each process of `tympan serve` runs."""

import os

from starlette.applications import Starlette

from engine.app import create as create_application
from engine.cli import garbage, logs
from engine.config.load import load


def create() -> Starlette:
    """The application of a process that does nothing else; what is loaded by now is never looked through again.

    Background work is done beside the requests, unless the settings leave it to `tympan worker`.
    """
    logs.begin()
    settings = load(environ=os.environ)
    application = create_application(settings, works=settings.background == "server")
    garbage.look_seldom()
    return application
