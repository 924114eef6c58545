"""Every test gets its own stick and its own disks."""

from pathlib import Path

import pytest

from tests.exchange.world import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)
