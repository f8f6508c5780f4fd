"""The folders that come with Tympan."""

from pathlib import Path
from typing import Literal


def bundled(name: Literal["themes", "plugins", "migrations"]) -> Path:
    """The bundled folder: inside the package when installed from a wheel, else at the repository's root."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "bundled" / name
    return packed if packed.is_dir() else package.parent / name
