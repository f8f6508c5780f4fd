import os
import socket
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config import wp_config
from engine.config.errors import ConfigError
from engine.config.wp_config import MAX_BYTES, WpConfig, read


def database(tmp_path: Path, **changed: str | None) -> WpConfig:
    constants = {"DB_NAME": "wp", "DB_USER": "ada", "DB_PASSWORD": "", "DB_HOST": "localhost"}
    return WpConfig(tmp_path / "wp-config.php", constants | changed, {})


@pytest.fixture(autouse=True)
def no_server_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wp_config, "SOCKETS", ())


def test_database_url_of_localhost_alone_is_the_socket_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s"
    monkeypatch.setattr(wp_config, "SOCKETS", (tmp_path / "none", path))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        url = database(tmp_path).database_url()
        assert url == f"mysql://ada:@localhost:3306/wp?unix_socket={quote(str(path), safe='')}"
        assert "unix_socket" not in database(tmp_path, DB_HOST="localhost:3306").database_url()


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("localhost", "mysql://ada:@localhost:3306/wp"),
        ("db.example:3307", "mysql://ada:@db.example:3307/wp"),
        ("localhost:/run/mysqld.sock", "mysql://ada:@localhost:3306/wp?unix_socket=%2Frun%2Fmysqld.sock"),
        ("db:3307:/run/my.sock", "mysql://ada:@db:3307/wp?unix_socket=%2Frun%2Fmy.sock"),
        (":/run/my.sock", "mysql://ada:@localhost:3306/wp?unix_socket=%2Frun%2Fmy.sock"),
        ("[2001:db8::1]:3307", "mysql://ada:@[2001:db8::1]:3307/wp"),
        ("2001:db8::1", "mysql://ada:@[2001:db8::1]:3306/wp"),
        ("[::1]", "mysql://ada:@[::1]:3306/wp"),
    ],
)
def test_database_url_of_each_form_of_host_is_complete(tmp_path: Path, host: str, url: str) -> None:
    assert database(tmp_path, DB_HOST=host).database_url() == url


@pytest.mark.parametrize("host", ["a@b", "a/b", "db:port", "db:1:2x", "a?b"])
def test_database_url_of_a_hostile_host_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(ConfigError, match="is not an address"):
        database(tmp_path, DB_HOST=host).database_url()


def test_database_url_names_the_charset_when_unusual(tmp_path: Path) -> None:
    assert database(tmp_path, DB_CHARSET="latin1").database_url().endswith("/wp?charset=latin1")
    for charset in ("utf8", "UTF-8", "utf8mb4", ""):
        assert "?" not in database(tmp_path, DB_CHARSET=charset).database_url()


def test_database_url_of_a_computed_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="DB_PASSWORD is missing or not a plain string"):
        database(tmp_path, DB_PASSWORD=None).database_url()


def test_languages_dir_follows_the_constants_then_the_usual_place(tmp_path: Path) -> None:
    assert database(tmp_path).languages_dir() is None
    (tmp_path / "wp-content" / "languages").mkdir(parents=True)
    assert database(tmp_path).languages_dir() == tmp_path / "wp-content" / "languages"
    assert database(tmp_path, WP_LANG_DIR="/srv/languages").languages_dir() == Path("/srv/languages")


def test_uploads_dir_follows_the_constants_then_the_usual_place(tmp_path: Path) -> None:
    assert database(tmp_path).uploads_dir() is None
    (tmp_path / "wp-content" / "uploads").mkdir(parents=True)
    assert database(tmp_path).uploads_dir() == tmp_path / "wp-content" / "uploads"
    assert database(tmp_path, WP_CONTENT_DIR="/srv/c").uploads_dir() == Path("/srv/c/uploads")
    assert database(tmp_path, UPLOADS="media").uploads_dir() == tmp_path / "media"


def test_comment_in_another_encoding_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "wp-config.php"
    path.write_bytes("<?php\n// für Müller\n$table_prefix = 'old_';".encode("latin-1"))
    assert read(path).table_prefix() == "old_"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<?php\0", "not a PHP text"),
        (b"\x7fELF\xff\xfe", "not a PHP text"),
        (b"", "not a PHP text"),
        (b"<?php /" + b"*" * MAX_BYTES, "larger than"),
        (b"<?php\n/* never", r"line 2: /\* never ends"),
        (b"<?php\n\n'never", "line 3: ' never ends"),
        (b"<?php $a = <<<X\nXY;", "line 1: <<< never ends"),
        (b"<?php `rm -rf /;", "line 1: ` never ends"),
        (b"<?php echo 1;", r"\$table_prefix is missing"),
    ],
)
def test_file_hostile_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "wp-config.php"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as refusal:
        read(path).table_prefix()
    assert "\n" not in str(refusal.value)


def test_file_that_is_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="not a file"):
        read(tmp_path / "pipe")


def test_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "wp-config.php")


PIECES = ["define", "(", ")", "'DB_NAME'", '"a$b"', ",", ";", "{", "}", "if", ":", "$table_prefix", "=", ".", "<?php", "?>", "'", '"', "/*", "#", "\\", "é", "\0", "1", "const", "!", "defined", "or"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map(" ".join).map(str.encode) | st.binary())
def test_file_of_any_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-wp-config.php"
    path.write_bytes(b"<?php " + content)
    try:
        found = read(path)
        found.uploads_dir()
        found.database_url()
    except ConfigError as refusal:
        assert str(path) in str(refusal)  # noqa: PT017 - either outcome is right, anything else is not
