"""Whether an address is free to be listened on, found out before a server is started."""

import os
import socket
import stat
from pathlib import Path

from engine.model.errors import Conflict


def check_port(host: str, port: int) -> None:
    """Raise Conflict, in one line, when the port is in use, not allowed, or the host is not this machine's."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Conflict(
            f"cannot listen on {host} port {port}: {os.strerror(error.errno or 0).lower()}"
        ) from error


def check_socket(path: Path) -> None:
    """Raise Conflict when another server listens on a Unix socket; remove one that was left behind."""
    if not path.exists():
        return
    if not stat.S_ISSOCK(path.stat().st_mode):
        raise Conflict(f"cannot listen on {path}: it is a file, not a socket")
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        except OSError as error:
            raise Conflict(f"cannot listen on {path}: {error.strerror}") from error
        else:
            raise Conflict(f"cannot listen on {path}: another server does")
