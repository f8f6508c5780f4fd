from pathlib import Path
from typing import Literal

import pytest

from engine.config import bundled as module
from engine.config.bundled import bundled


@pytest.mark.parametrize("name", ["themes", "plugins", "migrations"])
def test_bundled_in_a_checkout_is_at_the_root(name: Literal["themes", "plugins", "migrations"]) -> None:
    assert bundled(name) == Path(__file__).resolve().parents[3] / name


def test_bundled_in_a_wheel_is_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "engine" / "bundled" / "themes"
    packed.mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(tmp_path / "engine" / "config" / "bundled.py"))
    assert bundled("themes") == packed.resolve()
