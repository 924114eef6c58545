"""What a new record type costs: its declaration, its schema lines, a line in the navigation; the rest follows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

import ui.desk
from tests.sessions import TestWorkspace
from ui import theme
from ui.login.settings import WindowSettings
from ui.records.ledger import LedgerView
from ui.shell import lines, places, window
from ui.shell.lines import ON_SITE, Line
from ui.shell.window import Shell
from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import GROUP, Post
from xuncha_desktop.records import registry
from xuncha_desktop.records.fields import day, line, text
from xuncha_desktop.records.registry import Record, record
from xuncha_desktop.services import reading, verification
from xuncha_desktop.services.packages import kinds
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import UseCase
from xuncha_desktop.storage import schemas

SCHEMA = """
CREATE TABLE field_visit (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    place TEXT NOT NULL,
    visited_on TEXT NOT NULL,
    heard TEXT
) STRICT;
"""


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Any]]:
    """The three things a programmer writes."""
    registry.record_types()

    @record("field_visit", "走访", compartment=Compartment.WORK, title="place")
    class FieldVisit(Record):
        """A visit to a place."""

        place: str = line("地点", listed=True)
        visited_on: str = day("走访日期", listed=True)
        heard: str | None = text("情况", default=None)

    whole = schemas.statements
    monkeypatch.setattr(schemas, "statements", lambda c: whole(c) + (SCHEMA if c is Compartment.WORK else ""))

    def register(tx: Tx, **values: Any) -> Record:
        return tx.new(FieldVisit, **values)

    act = UseCase("field_visit.register", "登记走访", Compartment.WORK, GROUP, register)
    mine = Line("field_visit", "走访", "map-pin", ON_SITE, GROUP, lambda session, values: act(session, **values))
    monkeypatch.setattr(lines, "LINES", (*lines.LINES, mine))
    monkeypatch.setattr(places, "LINES", lines.LINES)
    made = (*places.PLACES, places.ledger(mine))
    monkeypatch.setattr(window, "places_for", lambda session: places.places_for(session, made))
    monkeypatch.setattr(ui.desk, "slow_after_ms", 60_000.0)
    yield FieldVisit
    registry._types.pop("field_visit")


@pytest.fixture
def shell(visit: type[Any], qapp: QApplication, tmp_path: Path, qtbot: Any) -> Iterator[Shell]:
    theme.apply(qapp)
    workspace = TestWorkspace(tmp_path / "w", kind="group")
    opened = Shell(workspace.session(Post.MEMBER), workspace.folder, WindowSettings(tmp_path / "window.json"))
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    opened.finish()
    workspace.close()


def _named(parent: QObject, kind: type[Any], name: str) -> Any:
    return next(w for w in parent.findChildren(kind) if w.accessibleName() == name and w.isVisibleTo(parent))


def _session(shell: Shell) -> Session:
    return shell.desk.session


def test_it_is_registered_listed_found_and_remembered_without_a_line_more(shell: Shell, qtbot: Any) -> None:
    shell.go("field_visit")
    shell.new_record("field_visit")
    page = shell.pile.top
    _named(page, QLineEdit, "地点").setText("柳沟村党支部")
    _named(page, QLineEdit, "走访日期").setText("2019-07-16")
    _named(page, QPlainTextEdit, "情况").setPlainText("村民反映产业资金滞留7个月")
    save = next(b for b in page.findChildren(QPushButton) if b.text().startswith("保存") and b.isEnabled())
    save.click()
    qtbot.waitUntil(lambda: reading.count(_session(shell), reading.Query("field_visit")) == 1)
    shell.back()
    ledger = shell.pile.top.findChild(LedgerView)
    qtbot.waitUntil(lambda: ledger.model.rowCount() == 1)
    assert ledger.model.index(0, 0).data() == "柳沟村党支部"

    (hit,) = reading.search_all(_session(shell), "产业资金")
    assert hit.type.label == "走访"
    (only,) = reading.history(_session(shell), "field_visit", hit.record.id)
    assert only.act == "field_visit.register"
    assert verification.verify(_session(shell)).exit_code == 0


def test_it_travels_once_a_package_kind_names_it(visit: type[Any]) -> None:
    made = kinds.PackageKind(Kind.RESULT, frozenset({"group"}), (kinds.Load("field_visit", kinds._any),))
    assert made.types(Compartment.WORK) == {"field_visit", "evidence"}
    row = visit.type.to_wire(_sample(visit))
    assert visit.type.from_wire(row, visit.type.wire) == _sample(visit)


def _sample(cls: type[Any]) -> Any:
    head = {"id": "1", "origin": "o", "custodian": "o", "created_at": 1, "created_by": "u", "updated_at": 1}
    return cls(**head, place="柳沟村", visited_on="2019-07-16")
