import socket
from pathlib import Path

import pytest

from engine.cli.listening import check_port, check_socket
from engine.model.errors import Conflict


def test_port_that_is_free_may_be_listened_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    check_port("127.0.0.1", port)


def test_port_in_use_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Conflict, match=f"127.0.0.1 port {port}: address already in use"):
            check_port("127.0.0.1", port)


def test_host_of_another_machine_is_refused() -> None:
    with pytest.raises(Conflict, match="cannot assign requested address"):
        check_port("192.0.2.1", 8000)


def test_socket_left_behind_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    check_socket(path)
    assert not path.exists()


def test_socket_of_a_living_server_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        with pytest.raises(Conflict, match="another server does"):
            check_socket(path)
    assert path.exists()


def test_socket_path_that_is_a_file_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_text("mine")
    with pytest.raises(Conflict, match="it is a file"):
        check_socket(path)
    assert path.read_text() == "mine"
