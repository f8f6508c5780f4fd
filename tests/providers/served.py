"""The networks as a process of their own: `granian tests.providers.served:from_environment --factory`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette

from tests.bench.contestants import running
from tests.providers import networks

_ORIGIN = "TYMPAN_TEST_NETWORKS"
_CUTS_TIES = "TYMPAN_TEST_CUTS_TIES"


def from_environment() -> Starlette:
    """The networks at the origin that the environment names."""
    return networks.application(os.environ[_ORIGIN], cuts_ties=bool(os.environ.get(_CUTS_TIES)))


@contextmanager
def served(port: int, *, log: Path, cuts_ties: bool = False) -> Iterator[str]:
    """The origin of the networks, while they run."""
    origin = f"http://127.0.0.1:{port}"
    granian = str(Path(sys.executable).with_name("granian"))
    command = [granian, "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", "1", "--factory", f"{__name__}:from_environment"]
    environment = {_ORIGIN: origin, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    environment |= {_CUTS_TIES: "1"} if cuts_ties else {}
    with running(command, environment, origin, log=log):
        yield origin
