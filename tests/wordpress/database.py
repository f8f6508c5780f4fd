"""Loading a dump into MariaDB with its own client."""

import gzip
import subprocess
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


def load(url: str, dump: Path) -> None:
    """Run a gzipped SQL dump in the database of `url`."""
    execute(url, gzip.decompress(dump.read_bytes()))


def execute(url: str, statements: str | bytes) -> str:
    """Run statements and give back what they print, tab-separated and without a heading."""
    source = statements.encode() if isinstance(statements, str) else statements
    command = _client(urlsplit(url))
    return subprocess.run(command, input=source, check=True, capture_output=True).stdout.decode()


def _client(address: SplitResult) -> list[str]:
    command = [
        "mariadb",
        "--no-defaults",
        "--batch",
        "--skip-column-names",
        "--default-character-set=utf8mb4",
    ]
    command += [f"--host={address.hostname}", f"--port={address.port or 3306}"]
    command += [f"--user={unquote(address.username or '')}"]
    if address.password:
        command.append(f"--password={unquote(address.password)}")
    return [*command, address.path.lstrip("/")]
