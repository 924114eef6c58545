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


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """The group is founded and the two know each other; only to be copied."""
    made = Exchange(tmp_path_factory.mktemp("started")).start()
    yield made
    made.close()


@pytest.fixture(scope="session")
def worked(started: Exchange, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """The group has a signed paper and a petition with a sealed reporter; only to be copied."""
    made = started.copied(tmp_path_factory.mktemp("worked"))
    made.signed_paper()
    made.petition()
    yield made
    made.close()


@pytest.fixture
def both(started: Exchange, tmp_path: Path) -> Iterator[Exchange]:
    """Office and group, who know each other."""
    made = started.copied(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ready(worked: Exchange, tmp_path: Path) -> Iterator[Exchange]:
    """The same, with work done in the group."""
    made = worked.copied(tmp_path)
    yield made
    made.close()
