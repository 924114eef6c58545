"""A small open session, a desk and its jobs; names of codes and states as a round's profile would give them."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import ui.desk
from ui import theme
from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.names import Choice, DeskNames
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services.session import Actor, Keys, Place, Session
from xuncha_desktop.storage import schemas
from xuncha_desktop.storage.attachments import AttachmentStore
from xuncha_desktop.storage.connection import connect

MONDAY = datetime(2019, 7, 8, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))
CODES: dict[str, list[Choice]] = {
    "finding_category": [
        Choice("p1", "贯彻上级决策部署不到位", "聚焦一　党的路线方针政策落实"),
        Choice("p2", "防空地下室易地建设费流失", "聚焦一　党的路线方针政策落实"),
        Choice("m1", "三重一大事项未经集体研究", "聚焦二　群众身边腐败和不正之风"),
        Choice("m2", "违规发放津贴补贴", "聚焦二　群众身边腐败和不正之风"),
    ],
    "finding_source": [Choice("talk", "个别谈话"), Choice("file", "查阅资料"), Choice("visit", "实地走访")],
    "special_focus": [Choice("f1", "人防工程建设与管理")],
}


def codes(source: str) -> Sequence[Choice]:
    """The codes of a list."""
    return CODES.get(source, ())


class World:
    """One folder of open files, and a clock that stands where it is put."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.moment = MONDAY
        self.sessions: list[Session] = []
        self._draws = itertools.count(1)
        for compartment in (Compartment.CORE, Compartment.WORK):
            path = folder / f"{compartment.value}.db"
            connect(path, KEY, create=True, prepare=lambda db, c=compartment: schemas.make(db, c)).close()
        self.session = self.open()

    def open(self) -> Session:
        made = Session(
            place=Place("w-office", "office", "临溪县委巡察办"),
            actor=Actor("u-1", "zhang", "张明", frozenset({Post.OFFICE_CLERK, Post.MEMBER})),
            clock=lambda: self.moment,
            random=lambda size: next(self._draws).to_bytes(size, "big"),
            files=AttachmentStore(self.folder, bytes),
            keys=Keys(lambda _: "", {}, b""),
            seal=lambda body: body,
            connections={c: connect(self.folder / f"{c.value}.db", KEY) for c in (Compartment.CORE, Compartment.WORK)},
            reopen=self.open,
        )
        self.sessions.append(made)
        return made

    def add_units(self, *names: str) -> list[Unit]:
        with self.session.carry_out("test.units", Compartment.CORE) as tx:
            return [tx.new(Unit, **given(Unit, name=name)) for name in names]

    def add_findings(self, count: int, **values: Any) -> None:
        with self.session.carry_out("test.findings", Compartment.WORK) as tx:
            head = tx.head
            tx.add_many(
                [
                    Finding(
                        **{
                            **head(),
                            "updated_at": tx.now + number,
                            "round_id": "r",
                            "group_id": "g",
                            "unit_id": "none",
                            "title": f"问题{number:05d}",
                            "category": "p1",
                            **{name: value(number) if callable(value) else value for name, value in values.items()},
                        }
                    )
                    for number in range(count)
                ]
            )


def given(cls: Any, **values: Any) -> dict[str, Any]:
    """Values for every required field of a type."""
    samples = {"line": "样", "text": "样", "code": "p1", "ref": "x", "day": "2019-07-08", "count": 1, "lines": ("样",)}
    found = {f.name: samples[f.kind] for f in cls.type.fields if f.kind in samples and not f.optional}
    return {**found, **values}


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    app = QApplication.instance() or QApplication(qapp_args)
    assert isinstance(app, QApplication)
    theme.apply(app)
    record_types()
    return app


@pytest.fixture(autouse=True)
def _slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared machine may hold any call up; what is slow is measured elsewhere."""
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.session.close()


@pytest.fixture
def desk(qapp: QApplication, world: World) -> Iterator[Desk]:
    made = Desk(world.session)
    yield made
    made.close()


@pytest.fixture
def jobs(qapp: QApplication, world: World) -> Iterator[Jobs]:
    made = Jobs(world.open)
    yield made
    made.close()
    assert made.running == ()


@pytest.fixture
def names(desk: Desk) -> DeskNames:
    return DeskNames(desk, codes)


@pytest.fixture
def seen(qapp: QApplication) -> Callable[[Any], list[Any]]:
    """Collects what a signal carries."""

    def listen(signal: Any) -> list[Any]:
        found: list[Any] = []
        signal.connect(lambda *values: found.append(values[0] if len(values) == 1 else values))
        return found

    return listen
