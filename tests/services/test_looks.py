"""A secret record leaves a trace of everybody who looked: whole, in a ledger, in a search, or at its files."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, room
from xuncha_desktop.kernel.errors import NotFound, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import evidence, petitions, reading
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.viewing import Viewing

ACCUSED = "诸葛焘"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def letter(here: Room, **values: Any) -> Petition:
    whole = {"channel": "letter", "received_on": "2019-07-10", "signature": "signed", "accused": ACCUSED}
    return petitions.register(here.liaison, here.group.id, **(whole | {"content": "反映租金"} | values))


def told(here: Room, act: str) -> list[dict[str, Any]]:
    bodies = [json.loads(body) for body in here.workspace.sealed]
    return [body["facts"] for body in bodies if body["act"] == act]


def test_one_secret_record_read_whole_is_one_entry_and_reading_it_again_is_none(here: Room) -> None:
    made = letter(here)
    record = reading.open_one(here.leader, "petition", made.id)
    assert record == made
    assert reading.again(here.leader, record) == made
    assert told(here, "record.open") == [{"type": "petition", "id": made.id}]


def test_a_record_below_secret_leaves_no_entry_of_being_read(here: Room) -> None:
    finding = here.finding()
    before = len(here.workspace.sealed)
    assert reading.open_one(here.leader, "finding", finding.id) == finding
    reading.open_ledger(here.leader, Query("finding"))
    assert list(reading.search_all(here.leader, "大额"))
    assert len(here.workspace.sealed) == before


def test_a_record_that_is_not_there_leaves_no_entry(here: Room) -> None:
    with pytest.raises(NotFound):
        reading.open_one(here.leader, "petition", "nobody")
    assert told(here, "record.open") == []


def test_what_cannot_be_noted_is_not_shown(here: Room) -> None:
    made = letter(here)
    here.leader.stopped = True
    looks: list[Callable[[], object]] = [
        lambda: reading.open_one(here.leader, "petition", made.id),
        lambda: reading.open_ledger(here.leader, Query("petition")),
        lambda: list(reading.search_all(here.leader, ACCUSED)),
    ]
    for look in looks:
        with pytest.raises(StorageFailed):
            look()


def test_a_search_tells_how_many_secret_records_it_showed_and_which_but_not_the_words(here: Room) -> None:
    made = [letter(here), letter(here)]
    here.finding(title=f"涉及{ACCUSED}的支出")
    assert len(list(reading.search_all(here.leader, ACCUSED))) == 3
    (entry,) = told(here, "record.search")
    assert (entry["count"], set(entry["ids"])) == (2, {one.id for one in made})
    assert not any(ACCUSED.encode() in body for body in here.workspace.sealed)


def test_a_search_that_shows_nothing_secret_leaves_no_entry(here: Room) -> None:
    letter(here)
    assert list(reading.search_all(here.leader, "没有这样的词")) == []
    assert list(reading.search_all(here.member, ACCUSED)) == []
    assert told(here, "record.search") == []


def test_a_look_into_a_ledger_tells_how_many_it_shows(here: Room) -> None:
    letter(here)
    letter(here, accused="钱某")
    reading.open_ledger(here.leader, Query("petition"))
    reading.open_ledger(here.leader, Query("petition", words="钱某"))
    assert told(here, "ledger.open") == [
        {"type": "petition", "count": 2, "narrowed": False},
        {"type": "petition", "count": 1, "narrowed": True},
    ]


def test_a_petitions_file_looked_at_twice_in_one_pane_is_one_entry(here: Room) -> None:
    made = letter(here)
    stored = evidence.take_in_stream(here.leader, io.BytesIO(PNG))
    file = evidence.attach_restricted(here.leader, "petition", made.id, stored, "来信.png")
    pane = Viewing()
    try:
        assert pane.file(here.leader, file).pages == pane.file(here.leader, file).pages == 1
    finally:
        pane.close()
    assert told(here, "record.open") == [{"type": "restricted_file", "id": file.id}]


def test_every_type_whose_reading_is_audited_lies_where_its_entry_is_written() -> None:
    audited = [type_ for type_ in record_types().values() if reading.opening_is_audited(type_)]
    assert {type_.name for type_ in audited} >= {"petition", "lead", "restricted_file"}
    assert {type_.compartment for type_ in audited} == {reading.note_opening.compartment} == {Compartment.RESTRICTED}
