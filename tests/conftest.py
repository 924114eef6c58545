"""What holds for every test: no screen, no stray warning, no silent skip, and a note of what it proves."""

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.provisions import Recorder

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A slow machine is no counterexample, and a run can be repeated exactly.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

OTHER_SYSTEM = "only on "  # the one good reason for a skip: what is tested does not exist on this system


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(config), "provisions")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """A skipped test proves nothing and is noticed by nobody: it fails, unless it names another system."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not reason.removeprefix("Skipped: ").startswith(OTHER_SYSTEM):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped: {reason}"
    return report


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing a test leaves behind lands in the settings of the person who runs it."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = str(tmp_path_factory.mktemp(variable.lower()))


class _Kept(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_stray_warning_is_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """A logged warning fails the test, unless `logs` expects it; an expected one must come."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    yield
    logging.getLogger().removeHandler(kept)
    expected = [pattern for mark in request.node.iter_markers("logs") for pattern in mark.args]
    stray = [line for line in kept.lines if not any(re.search(pattern, line) for pattern in expected)]
    absent = [pattern for pattern in expected if not any(re.search(pattern, line) for line in kept.lines)]
    assert not stray, "logged: " + "; ".join(stray)
    assert not absent, "expected to be logged: " + "; ".join(absent)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the source tree."""
    return Path(__file__).parents[1]
