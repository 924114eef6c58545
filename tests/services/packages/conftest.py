"""A fresh pair of workspaces for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.packages.world import Exchange


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[Exchange]:
    """The office has planned its round; the group does not exist yet."""
    made = Exchange(tmp_path)
    yield made
    made.close()


@pytest.fixture
def both(planned: Exchange) -> Exchange:
    """The group is founded and the two know each other."""
    return planned.start()
