"""A real office, settled once, copied for each test; and the whole program as a person meets it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import ui.desk
from tests.offices import CHEAP, PASSWORD, Office
from ui import theme
from ui.app import Program
from ui.gate import ServiceGate
from ui.lock import Lock
from ui.login.settings import WindowSettings
from ui.shell.window import Shell
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.services import findings, planning, profiles


@pytest.fixture(autouse=True)
def _slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores shared with others: how long a commit takes is no matter of these tests."""
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A group's workspace with a member, a leader, the round as its task brought it, and one finding of the member."""
    path = tmp_path_factory.mktemp("settled") / "group"
    made = Office(path, kind="group", holder_post=Post.LEADER).settle()
    made.add_person("zhangsan", "张三", Post.MEMBER)
    made.add_person("lisi", "李四", Post.LEADER)
    profile = made.profile
    first = {source: next(iter(profiles.codes(profile, source))) for source in ("unit_kind", "inspection_type")}
    holder = made.enter("holder")
    with holder.carry_out("setup", Compartment.CORE) as tx:
        profiles.keep(tx, profile)
        term = tx.new(Term, name="第十五届县委", from_on="2016-08-01")
        unit = tx.new(Unit, name="县人防办党组", kind=first["unit_kind"])
        days = {"year": 2019, "from_on": "2019-07-01", "until_on": "2019-09-30"}
        pinned = {"profile": profile.about.name, "profile_digest": profile.digest}
        planned = {"name": "2019年人防专项巡察", "term_id": term.id, "kind": first["inspection_type"]}
        round_ = tx.new(Round, **planned, **days, **pinned)
        group = tx.new(Group, round_id=round_.id, name="第一巡察组", code="一", unit_id=unit.id)
    holder.close()
    member = made.enter("zhangsan")
    category = next(iter(profiles.codes(profile, "finding_category")))
    where = {"round_id": round_.id, "group_id": group.id, "unit_id": unit.id, "category": category}
    findings.draft(member, title="三笔大额支出未经集体研究", **where)
    member.close()
    return made


@pytest.fixture(scope="session")
def settled_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a director who planned a round."""
    made = Office(tmp_path_factory.mktemp("settled") / "office").settle()
    profile = made.profile
    first = {source: next(iter(profiles.codes(profile, source))) for source in ("unit_kind", "inspection_type")}
    holder = made.enter("holder")
    term = planning.register_term(holder, name="第十五届县委", from_on="2016-08-01")
    unit = planning.register_unit(holder, name="县人防办党组", kind=first["unit_kind"])
    days = {"year": 2019, "from_on": "2019-07-01", "until_on": "2019-09-30"}
    round_ = planning.plan_round(
        holder, profile, name="2019年人防专项巡察", term_id=term.id, kind=first["inspection_type"], **days
    )
    planning.form_group(holder, round_id=round_.id, name="第一巡察组", code="一", unit_id=unit.id)
    holder.close()
    return made


@pytest.fixture
def kind() -> str:
    """Where the desk stands; a test of the office's people asks for "office" with `IN_OFFICE`."""
    return "group"


IN_OFFICE = pytest.mark.parametrize("kind", ["office"])


@pytest.fixture
def office(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    settled: Office = request.getfixturevalue("settled_office" if kind == "office" else "settled")
    made = settled.copied(tmp_path / "office")
    yield made
    made.close()


class Desk:
    """The program on somebody's desk, up to the point a test has come to."""

    def __init__(self, qtbot: Any, office: Office, settings: WindowSettings) -> None:
        self.qtbot, self.office = qtbot, office
        self.program = Program(ServiceGate(office.means, CHEAP), settings)
        self.ended: list[Path | None] = []
        self.program.ended.connect(self.ended.append)
        # pytest-qt watches for what nobody caught; the program's own hook would hide it from the test.
        self.program._install_faults = self._faults  # type: ignore[method-assign]
        self.login = self.program.open_login(office.path)
        self.wait(lambda: not self.login.worker.busy)

    def _faults(self) -> None:
        from ui.shell.faults import Faults

        if self.program.faults is None:
            self.program.faults = Faults(self.program)
            self.program.faults.bug.connect(self.program._on_report)

    def wait(self, until: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    def try_login(self, login: str, password: str = PASSWORD) -> str:
        """Type and press; returns the sentence that is shown."""
        self.login.sign_in.login.setText(login)
        self.login.sign_in.password.setText(password)
        self.login.sign_in.submit()
        window = self.login
        self.wait(lambda: not window.worker.busy)
        return "" if self.program.shell else window.sign_in.said.text()

    def enter(self, login: str) -> Shell:
        assert self.try_login(login) == ""
        self.wait(lambda: not self.shell.jobs.running)
        # Off-screen there is no window manager: a key for the whole window is lost while another one is the active.
        self.shell.activateWindow()
        self.wait(self.shell.isActiveWindow)
        return self.shell

    @property
    def shell(self) -> Shell:
        assert isinstance(self.program.shell, Shell)
        return self.program.shell

    @property
    def lock(self) -> Lock:
        assert isinstance(self.program.lock, Lock)
        return self.program.lock

    def settle(self) -> None:
        """Wait until no job runs."""
        self.wait(lambda: not self.shell.jobs.running)

    def close(self) -> None:
        if self.program.login is not None:
            self.program.login.close()
        elif not self.ended:
            self.lock.leave()
            self.shell.finish()
            self.program.gate.let_go()
            self.shell.hide()
        if self.program.shell is not None:
            self.program.shell.deleteLater()
        self.program.deleteLater()
        QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete: no window of one test lives into the next


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.json")


@pytest.fixture
def desk(qtbot: Any, office: Office, settings: WindowSettings) -> Iterator[Desk]:
    made = Desk(qtbot, office, settings)
    yield made
    made.close()


@pytest.fixture
def another_desk(qtbot: Any, office: Office, settings: WindowSettings) -> Iterator[Callable[[], Desk]]:
    """The program started once more on the same workspace."""
    made: list[Desk] = []

    def start() -> Desk:
        made.append(Desk(qtbot, office, settings))
        return made[-1]

    yield start
    for one in made:
        one.close()
