"""疑似重复: what is shown as perhaps the same, why, and to whom."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, room
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import findings, petitions, similar

STALLS = "反映地下商场摊位被转租，租金没有入账，部分租金存在个人卡上"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def letter(here: Room, content: str, **values: Any) -> Petition:
    whole = {"channel": "letter", "received_on": "2019-07-10", "signature": "anonymous", "content": content}
    return petitions.register(here.liaison, here.group.id, **(whole | values))


def reasons(here: Room, type_name: str = "petition", *, but: str = "", **values: Any) -> list[tuple[str, ...]]:
    asked = {"unit_id": here.unit.id, **values}
    return [one.reasons for one in similar.like(here.leader, type_name, asked, but)]


def test_a_letter_in_nearly_the_same_words_is_shown_with_how_much_is_the_same(here: Room) -> None:
    made = letter(here, STALLS)
    (found,) = similar.like(
        here.leader, "petition", {"unit_id": here.unit.id, "content": f"来信{STALLS}，请查处"}, but=""
    )
    assert found.record == made
    assert found.reasons == ("文字有100%相同",)


def test_the_same_person_is_a_reason_even_in_other_words(here: Room) -> None:
    letter(here, "反映车位低价转让", accused="钱某")
    assert reasons(here, accused=" 钱 某", content="说的是另一件事") == [("被反映人同为“钱某”",)]


def test_a_person_named_only_in_the_text_is_found_both_ways(here: Room) -> None:
    letter(here, "钱某某低价转让车位")
    letter(here, "别的事情", accused="孙某某")
    assert reasons(here, accused="钱某某", content="孙某某也在场") == [
        ("这一件的内容中也提到“孙某某”",),
        ("那一件的内容中也提到“钱某某”",),
    ]


def test_different_matters_of_one_unit_are_not_called_alike(here: Room) -> None:
    letter(here, "反映车位低价转让")
    letter(here, "反映值班补助发放不公开，有人重复领取")
    assert reasons(here, content=STALLS) == []
    assert reasons(here, content="") == []


def test_the_likest_comes_first_and_a_record_is_not_like_itself(here: Room) -> None:
    own = letter(here, STALLS, accused="钱某")
    letter(here, "另一件事", accused="钱某")
    letter(here, STALLS, accused="钱某")
    found = reasons(here, but=own.id, accused="钱某", content=STALLS)
    assert found == [("被反映人同为“钱某”", "文字有100%相同"), ("被反映人同为“钱某”",)]


def test_who_lacks_the_key_learns_nothing_not_even_that_there_is_something(here: Room) -> None:
    letter(here, STALLS)
    asked = {"unit_id": here.unit.id, "content": STALLS}
    assert similar.like(here.member, "petition", asked) == []
    assert similar.like(here.leader, "petition", asked)


def test_letters_of_another_unit_are_not_compared(here: Room) -> None:
    letter(here, STALLS)
    assert similar.like(here.leader, "petition", {"unit_id": "another", "content": STALLS}) == []


def test_findings_are_alike_by_sum_and_words_and_void_ones_are_left_out(here: Room) -> None:
    made = here.finding(amount=52_600_000)
    assert reasons(here, "finding", title="三笔支出", amount=52_600_000) == [("涉及金额相同",)]
    assert reasons(here, "finding", fact=made.fact, title=made.title)[0][0].startswith("文字有")
    findings.void(here.member, made.id, made.version, "重复登记")
    assert reasons(here, "finding", title="三笔支出", amount=52_600_000) == []
