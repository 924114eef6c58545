"""封存投递: nobody but a holder learns of it; a kill loses nothing and doubles nothing; a counterfeit stays outside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, everything_in, room
from xuncha_desktop.crypto.primitives import seal_to
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.records.restricted import Lead, LeadState
from xuncha_desktop.services import deposits, leads
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.storage import deposits as box

WORK, RESTRICTED = Compartment.WORK, Compartment.RESTRICTED
ACCUSED = "诸葛焘"


class Killed(BaseException):
    """The machine stops here."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def dropped(here: Room, accused: str = ACCUSED) -> None:
    leads.hand_in(here.member, here.group.id, accused=accused, content="涉嫌收受好处", source="interview")


def lead_of(tx: Tx, here: Room, **values: Any) -> Lead:
    """A sound new lead, unnumbered, as it is handed to `deposit`."""
    whole: dict[str, Any] = {
        "number": "",
        "round_id": here.round.id,
        "group_id": here.group.id,
        "unit_id": here.unit.id,
        "accused": "甲",
        "content": "内容",
        "source": "interview",
        "formed_on": "2019-07-10",
    }
    return Lead(**(tx.head() | whole | values))


def item_of(here: Room, /, **values: Any) -> dict[str, Any]:
    """What a sound deposit of the member's holds, `values` being those of its record."""
    with here.member.carry_out("planning", WORK) as tx:
        record = lead_of(tx, here, **values)
    actor = here.member.actor.user_id
    return {"type": "lead", "wire": 1, "record": Lead.type.to_wire(record), "act": "lead.hand_in", "actor": actor}


def plant(session: Session, body: bytes, *, workspace: str | None = None) -> None:
    """Put something into the work file's box as a person with raw access to the file could."""
    info = b"deposit\0" + canonical([workspace or session.place.workspace_id, "restricted"])
    sealed = seal_to(session.keys.public("restricted"), body, info)
    with session.carry_out("planted", WORK) as tx:
        box.put(tx.db, session.random(16).hex(), sealed)


def test_a_deposit_tells_nobody_but_its_holder_what_it_is(here: Room) -> None:
    dropped(here)
    whole = everything_in(here.member.db(WORK)) + everything_in(here.member.db(Compartment.CORE))
    for trace in (ACCUSED, "焘", "收受好处"):
        assert trace.encode() not in whole
    seen = deposits.look(here.member)
    assert (seen.ready, seen.refused, seen.unopened) == ((), (), 1)
    assert deposits.take_in(here.member) == 0
    assert len(box.waiting(here.member.db(WORK))) == 1
    assert ACCUSED not in b"".join(here.workspace.sealed).decode()
    (item,) = deposits.look(here.deputy).ready
    assert (item.target, item.act, item.actor) == (RESTRICTED, "lead.hand_in", here.member.actor.user_id)


def test_short_and_long_deposits_have_the_same_length(here: Room) -> None:
    dropped(here, "甲")
    leads.hand_in(here.member, here.group.id, accused=ACCUSED, content="长" * 900, source="interview")
    assert len({len(sealed) for _, sealed in box.waiting(here.member.db(WORK))}) == 1


def test_an_unsound_record_is_refused_to_the_depositor_at_once(here: Room) -> None:
    with pytest.raises(Invalid, match="被反映人"):
        dropped(here, "")
    assert box.waiting(here.member.db(WORK)) == []


def test_deposits_are_numbered_in_the_order_they_were_written_and_the_box_is_emptied(here: Room) -> None:
    for accused in ("甲", "乙", "丙"):
        dropped(here, accused)
    assert deposits.take_in(here.liaison) == 3
    found = here.liaison.table(Lead).where(order="number")
    assert [(lead.accused, lead.number[-5:]) for lead in found] == [
        ("甲", "线001号"),
        ("乙", "线002号"),
        ("丙", "线003号"),
    ]
    assert {lead.created_by for lead in found} == {here.member.actor.user_id}
    assert box.waiting(here.liaison.db(WORK)) == []
    assert deposits.take_in(here.liaison) == 0
    acts = [body for body in here.entries("done") if b"deposit.take_in_restricted" in body]
    assert len(acts) == 1
    assert all(lead.id.encode() in acts[0] for lead in found)


def test_a_kill_between_the_two_files_loses_nothing_and_doubles_nothing(here: Room) -> None:
    dropped(here)
    dropped(here, "乙")

    def killed(_: object) -> None:
        raise Killed

    here.liaison.on_change = killed  # called after the first file's commit, before the second begins
    with pytest.raises(Killed):
        deposits.take_in(here.liaison)
    assert here.leader.table(Lead).count() == 2
    assert len(box.waiting(here.leader.db(WORK))) == 2
    assert deposits.take_in(here.leader) == 0
    assert [lead.number[-4:] for lead in here.leader.table(Lead).where(order="number")] == ["001号", "002号"]
    assert box.waiting(here.leader.db(WORK)) == []
    dropped(here, "丙")
    assert deposits.take_in(here.leader) == 1
    assert here.leader.table(Lead).where(order="number")[-1].number.endswith("线003号")


def test_a_kill_before_the_first_commit_leaves_the_deposit_in_the_box(
    here: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped(here)
    with monkeypatch.context() as broken:
        broken.setattr(deposits.numbering, "of_place", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            deposits.take_in(here.liaison)
    assert here.liaison.table(Lead).count() == 0
    assert deposits.take_in(here.liaison) == 1


def test_a_record_changed_since_it_was_taken_in_is_not_overwritten_by_its_deposit(here: Room) -> None:
    dropped(here)
    (row,) = box.waiting(here.member.db(WORK))
    deposits.take_in(here.liaison)
    (lead,) = here.liaison.table(Lead).where()
    changed = leads.correct(here.liaison, lead.id, lead.version, content="核对后的内容")
    with here.member.carry_out("put back", WORK) as tx:  # a box restored from a backup
        box.put(tx.db, *row)
    assert deposits.take_in(here.liaison) == 0
    assert here.liaison.table(Lead).where() == [changed]
    assert box.waiting(here.liaison.db(WORK)) == []


def test_the_same_item_lying_in_the_box_twice_is_taken_in_once(here: Room) -> None:
    item = canonical(item_of(here))
    plant(here.member, item)
    plant(here.member, item)
    assert deposits.take_in(here.liaison) == 1
    assert here.liaison.table(Lead).count() == 1
    assert box.waiting(here.liaison.db(WORK)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"version": 7},
        {"custodian": "00000000-0000-7000-8000-000000000099"},
        {"created_by": "user-别人"},
        {"state": LeadState.DECIDED},
        {"group_id": "00000000-0000-7000-8000-000000000099"},
        {"accused": ""},
    ],
    ids=str,
)
def test_a_counterfeit_record_stays_in_the_box_and_is_told_to_the_auditor(here: Room, values: dict[str, Any]) -> None:
    plant(here.member, canonical(item_of(here, **values)))
    dropped(here)
    assert deposits.take_in(here.liaison) == 1
    assert [lead.accused for lead in here.liaison.table(Lead).where()] == [ACCUSED]
    ((deposit_id, _),) = box.waiting(here.liaison.db(WORK))
    assert deposits.look(here.liaison).refused == ((RESTRICTED, deposit_id),)
    told = [body for body in here.entries("done") if b"deposit.take_in_restricted" in body]
    assert f'"refused":["{deposit_id}"]'.encode() in told[-1]


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[1]", b"not json", canonical({"type": "lead", "wire": 9, "record": {}, "act": "", "actor": ""})],
)
def test_rubbish_sealed_rightly_is_left_alone(here: Room, body: bytes) -> None:
    plant(here.member, body)
    assert deposits.take_in(here.liaison) == 0
    assert len(deposits.look(here.liaison).refused) == 1


def test_a_record_of_another_compartment_or_a_newer_version_is_left_alone(here: Room) -> None:
    sound = item_of(here)
    wrong: list[dict[str, Any]] = [{"type": "finding"}, {"type": "nothing"}, {"wire": 2}, {"wire": 0}, {"record": []}]
    for values in wrong:
        plant(here.member, canonical(sound | values))
    assert deposits.take_in(here.liaison) == 0
    assert len(deposits.look(here.liaison).refused) == 5
    plant(here.member, canonical(sound))
    assert deposits.take_in(here.liaison) == 1


def test_a_deposit_made_in_another_workspace_does_not_open_here(here: Room) -> None:
    plant(here.member, canonical(item_of(here)), workspace="00000000-0000-7000-8000-000000000099")
    seen = deposits.look(here.leader)
    assert (seen.ready, seen.refused, seen.unopened) == ((), (), 1)


def test_a_record_may_only_be_dropped_where_it_belongs(here: Room) -> None:
    with here.member.carry_out("test", WORK) as tx, pytest.raises(TypeError):
        deposits.deposit(tx, Compartment.CONDUCT, lead_of(tx, here))


def test_no_ordinary_record_type_refers_to_petitions_leads_or_conduct() -> None:
    types = record_types()
    closed = {name for name, type_ in types.items() if type_.compartment in (RESTRICTED, Compartment.CONDUCT)}
    assert {"petition", "lead"} <= closed
    for type_ in types.values():
        if type_.compartment in (Compartment.CORE, WORK):
            assert not closed & {f.source for f in type_.fields}, f"{type_.name} tells of a closed compartment"


def test_an_altered_deposit_opens_for_nobody(here: Room) -> None:
    dropped(here)
    ((deposit_id, sealed),) = box.waiting(here.member.db(WORK))
    with here.member.carry_out("altered", WORK) as tx:
        box.remove(tx.db, [deposit_id])
        box.put(tx.db, deposit_id, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert deposits.take_in(here.leader) == 0
    assert deposits.look(here.leader).unopened == 1
