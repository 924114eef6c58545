"""A made-up county is the same in every run, hangs together, and comes in by the door everything comes in by."""

from pathlib import Path

import pytest

from tests.sessions import TestWorkspace
from xuncha_desktop.demonstration import county
from xuncha_desktop.kernel.canonical import digest
from xuncha_desktop.kernel.errors import Cancelled, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import reading
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import DEMO
from xuncha_desktop.storage import audit, meta

SMALL = county.Scale(units=12, rounds=3, findings=60, petitions=40, tasks=50)


def empty(folder: Path, *, demo: bool = True) -> Session:
    session = TestWorkspace(folder).session(Post.OFFICE_DIRECTOR)
    if demo:
        with session.carry_out("test.mark", Compartment.CORE) as tx:
            meta.write(tx.db, DEMO, "1")
    return session


@pytest.fixture
def filled(tmp_path: Path):
    session = empty(tmp_path / "one")
    county.fill(session, SMALL)
    yield session
    session.close()


def words(session: Session) -> str:
    """A digest of everything that is no seal and no id of the workspace."""
    rows = [
        type_.to_wire(record) | {"reporter": None}
        for type_ in record_types().values()
        for record in session.table(type_.cls).where()
    ]
    return digest(rows)


def test_the_same_seed_gives_the_same_county_and_another_seed_another(filled: Session, tmp_path: Path):
    found = []
    for name, seed in (("two", 1), ("three", 2)):
        session = empty(tmp_path / name)
        county.fill(session, SMALL, seed=seed)
        found.append(words(session))
        session.close()
    assert found[0] == words(filled)
    assert found[1] != words(filled)


def test_a_county_has_as_much_of_everything_as_its_scale_says(filled: Session):
    counts = {name: filled.table(type_.cls).count() for name, type_ in record_types().items()}
    wanted = {"unit": 12, "round": 3, "inspection_group": 12, "finding": 60, "petition": 40, "rectification_task": 50}
    assert {name: counts[name] for name in wanted} == wanted
    assert len({unit.name for unit in filled.table(Unit).where()}) == 12


def test_every_reference_of_a_county_leads_somewhere(filled: Session):
    types = record_types()
    for type_ in types.values():
        for f in (f for f in type_.fields if f.kind is Kind.REF and f.source):
            wanted = {getattr(record, f.name) for record in filled.table(type_.cls).where()} - {None}
            assert wanted <= {record.id for record in filled.table(types[f.source or ""].cls).where()}, f.name


def test_every_record_of_a_county_has_its_revision_is_found_and_stands_in_the_audit(filled: Session):
    finding = filled.table(Finding).where()[17]
    assert [one.record for one in reading.history(filled, "finding", finding.id)] == [finding]
    assert finding.id in [hit.record.id for hit in reading.search_all(filled, (finding.fact or "")[:12], limit=100)]
    assert audit.head(filled.db(Compartment.AUDIT))[0] == 11  # the mark, the term, nine types a batch each


def test_a_reporter_of_a_county_is_sealed(filled: Session):
    reporters = [one.reporter for one in filled.table(Petition).where()]
    assert any(reporters)
    assert all(one is None or one.isascii() for one in reporters)


def test_only_a_workspace_that_says_it_is_made_up_takes_a_county(tmp_path: Path):
    session = empty(tmp_path, demo=False)
    with pytest.raises(Refused, match="不是演示工作区"):
        county.fill(session, SMALL)
    assert session.table(Unit).count() == 0
    session.close()


def test_only_the_office_or_a_leader_fills_a_county(tmp_path: Path):
    session = TestWorkspace(tmp_path).session(Post.MEMBER)
    with pytest.raises(NotAllowed):
        county.fill(session, SMALL)
    session.close()


def test_filling_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path):
    told: list[tuple[int, str]] = []

    def report(done: int, total: int, text: str) -> None:
        told.append((done, text))
        if text == "写入问题":
            raise Cancelled

    session = empty(tmp_path)
    with pytest.raises(Cancelled):
        county.fill(session, SMALL, report)
    assert told[-1] == (12 + 3 + 12 + 60, "写入问题")
    assert session.table(Petition).count() == 0
    session.close()
