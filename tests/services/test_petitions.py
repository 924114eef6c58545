"""信访举报: numbered, unknown to those without the key, its reporter sealed apart, and every look audited."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, everything_in, room
from xuncha_desktop.kernel.errors import Damaged, Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.restricted import Petition, PetitionState
from xuncha_desktop.services import deposits, identity, petitions, profiles, reading, switches
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.use_case import use_cases

REPORTER = "褚黼黻，青石镇鹳雀村，13900000000"
ACCUSED = "诸葛焘"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def letter(**values: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "channel": "letter",
        "received_on": "2019-07-10",
        "signature": "signed",
        "reporter": REPORTER,
        "accused": ACCUSED,
        "content": "反映人防工程出租减免租金",
    }
    return whole | values


def registered(here: Room, **values: Any) -> Petition:
    return petitions.register(here.liaison, here.group.id, **letter(**values))


def reviewed(here: Room) -> Petition:
    made = registered(here)
    return petitions.review(here.liaison, made.id, made.version, reviewed_on="2019-07-11", words="已阅")


@pytest.mark.provision("LX-06-02-06")
def test_letters_calls_and_visits_are_registered_under_running_numbers(here: Room) -> None:
    made = [registered(here, channel=channel) for channel in ("letter", "phone", "visit")]
    assert [petition.number for petition in made] == [f"临巡二〔2019〕信{n:03d}号" for n in (1, 2, 3)]
    ledger = reading.page(here.leader, Query("petition", choices={"channel": frozenset({"phone"})}))
    assert [row.id for row in ledger.rows] == [made[1].id]


def test_a_wrong_petition_is_refused_field_by_field_and_uses_up_no_number(here: Room) -> None:
    with pytest.raises(Invalid) as refused:
        registered(here, content="", received_on="2019-13-01")
    assert set(refused.value.issues) == {"content", "received_on"}
    with pytest.raises(Invalid, match="渠道不是"):
        registered(here, channel="pigeon")
    with pytest.raises(Invalid, match="信访人不能超过200字"):
        registered(here, reporter="甲" * 201)
    with pytest.raises(Invalid, match="信访人不能超过200字"):
        registered(here, reporter="甲" * 1_000_000)
    with pytest.raises(Invalid, match="信访人含有"):
        registered(here, reporter="甲\0乙")
    assert registered(here).number.endswith("信001号")


def test_who_holds_no_restricted_key_finds_no_petition_anywhere(here: Room) -> None:
    made = registered(here)
    for look in (
        lambda: reading.page(here.member, Query("petition")),
        lambda: reading.count(here.member, Query("petition")),
        lambda: reading.order(here.member, Query("petition")),
        lambda: reading.rows(here.member, "petition", [1]),
        lambda: reading.open_one(here.member, "petition", made.id),
        lambda: reading.history(here.member, "petition", made.id),
        lambda: reading.titles(here.member, "petition", [made.id]),
    ):
        with pytest.raises(NotAllowed, match="无权知悉"):
            look()
    assert list(reading.search_all(here.member, ACCUSED)) == []
    assert [hit.record for hit in reading.search_all(here.leader, ACCUSED)] == [made]
    assert reading.related(here.member, "petition", "unit_id", here.unit.id) == []


def test_a_members_attempt_on_a_petition_is_refused_and_noted(here: Room) -> None:
    made = registered(here)
    before = len(here.entries("refused"))
    for act in (
        lambda: petitions.correct(here.member, made.id, made.version, content="改"),
        lambda: petitions.close(here.member, made.id, made.version, "办结"),
        lambda: identity.reveal(here.member, made.id, "核实"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert len(here.entries("refused")) == before + 3


def test_the_reporters_identity_lies_in_no_file_in_plain_words(here: Room) -> None:
    made = registered(here)
    petitions.correct(here.liaison, made.id, made.version, content="补充反映内容", reporter=REPORTER + "（更正）")
    identity.reveal(here.leader, made.id, "核实来信人")
    here.liaison.close()
    whole = b"".join(everything_in(here.leader.db(c)) for c in here.leader.connections)
    assert ACCUSED.encode() in whole  # the scan does see what is stored in words
    assert "葛".encode() in whole  # and the single characters of the search index
    for secret in (REPORTER, *"褚黼黻鹳雀", "13900000000"):
        assert secret.encode() not in whole
        assert not any(secret.encode() in body for body in here.workspace.sealed)
        assert list(reading.search_all(here.leader, secret)) == []
    for path in here.workspace.folder.rglob("*"):
        assert path.is_dir() or "褚黼黻".encode() not in path.read_bytes()


def test_a_longer_name_seals_to_the_same_length(here: Room) -> None:
    lengths = {len(registered(here, reporter=name).reporter or "") for name in ("丁一", REPORTER, "甲" * 200)}
    assert len(lengths) == 1


def test_a_holder_sees_the_reporter_with_a_reason_that_stands_in_the_audit(here: Room) -> None:
    made = registered(here)
    with pytest.raises(Refused, match="事由"):
        identity.reveal(here.liaison, made.id, "  ")
    assert identity.reveal(here.liaison, made.id, "电话回访核实") == REPORTER
    entry = here.entries("done")[-1].decode()
    assert '"act":"identity.reveal"' in entry
    assert "电话回访核实" in entry
    assert made.id in entry


def test_without_the_identity_key_the_petition_is_readable_and_its_reporter_is_not(here: Room) -> None:
    made = registered(here)
    seen = here.deputy.table(Petition).get(made.id)
    assert seen.content == made.content
    assert identity.shown(here.deputy, seen) == identity.NO_KEY == "无权知悉"
    assert identity.shown(here.leader, seen) == "已密封"
    assert identity.shown(here.deputy, seen.changed(reporter=None)) == ""
    before = len(here.entries("refused"))
    with pytest.raises(NotAllowed, match="无权知悉"):
        identity.reveal(here.deputy, made.id, "想看")
    assert len(here.entries("refused")) == before + 1


def test_a_sealed_identity_opens_on_no_other_petition_and_not_when_altered(here: Room) -> None:
    made, other = registered(here), registered(here, reporter=None)
    with pytest.raises(Refused, match="没有登记信访人"):
        identity.reveal(here.leader, other.id, "核实")
    raw = bytearray(base64.b64decode(made.reporter or ""))
    raw[-1] ^= 1
    for planted in (made.reporter, base64.b64encode(raw).decode(), "不是密文"):
        with here.leader.carry_out("planted", Compartment.RESTRICTED) as tx:
            latest = tx.table(Petition).get(other.id)
            tx.save(latest, latest.changed(reporter=planted))
        with pytest.raises(Damaged):
            identity.reveal(here.leader, other.id, "核实")


def test_correcting_a_petition_keeps_the_reporter_unless_typed_anew(here: Room) -> None:
    made = registered(here)
    kept = petitions.correct(here.liaison, made.id, made.version, content="补充", reporter=made.reporter)
    assert kept.reporter == made.reporter
    gone = petitions.correct(here.liaison, kept.id, kept.version, reporter="")
    assert gone.reporter is None
    with pytest.raises(Stale):
        petitions.correct(here.liaison, made.id, made.version, content="旧版本")


@pytest.mark.provision("LX-05-05")
def test_nothing_is_decided_on_a_petition_before_the_reviewing_body_saw_it(here: Room) -> None:
    made = registered(here)
    say = {"outcome": "in_depth", "words": "由孙组员核对", "decided_on": "2019-07-12"}
    with pytest.raises(Refused, match="县委第五巡视组"):
        petitions.instruct(here.leader, made.id, made.version, **say)
    seen = petitions.review(here.liaison, made.id, made.version, reviewed_on="2019-07-11", words="已阅，同意")
    assert (seen.reviewed_by, seen.review_words) == ("县委第五巡视组", "已阅，同意")
    decided = petitions.instruct(here.leader, seen.id, seen.version, **say)
    assert decided.state is PetitionState.INSTRUCTED
    assert (decided.outcome_by, decided.outcome_registered_by) == ("王组长", None)


def test_the_review_is_left_out_only_by_a_registered_decision_and_comes_back_by_one(here: Room) -> None:
    office = here.workspace.session(Post.OFFICE_CLERK, name="陈干事", compartments=(Compartment.CORE, Compartment.WORK))
    made = registered(here)
    paper = {"body": "leading_group", "wording": "本轮不再送审阅", "original_at": "巡察办卷柜2"}
    with pytest.raises(NotAllowed):
        switches.register(here.member, here.round.id, switches.REVIEW, off=True, decided_on="2019-07-08", **paper)
    with pytest.raises(Refused, match="作出决定的机构"):
        switches.register(
            office, here.round.id, switches.REVIEW, off=True, decided_on="2019-07-08", **(paper | {"body": "me"})
        )
    switches.register(office, here.round.id, switches.REVIEW, off=True, decided_on="2019-07-08", **paper)
    with pytest.raises(Refused, match="停用"):
        petitions.review(here.liaison, made.id, made.version, reviewed_on="2019-07-11")
    said = {"outcome": "keep", "words": "留存", "decided_on": "2019-07-12"}
    petitions.instruct(here.leader, made.id, made.version, **said)
    switches.register(office, here.round.id, switches.REVIEW, off=False, decided_on="2019-07-08", **paper)
    other = registered(here)
    with pytest.raises(Refused, match="审阅"):
        petitions.instruct(here.leader, other.id, other.version, **said)


def test_the_liaison_registers_the_leaders_handwriting_with_the_place_of_the_original(here: Room) -> None:
    made = reviewed(here)
    said = {"outcome": "to_lead", "words": "转线索", "decided_on": "2019-07-12"}
    with pytest.raises(Refused, match="批办人"):
        petitions.instruct(here.liaison, made.id, made.version, **said)
    with pytest.raises(Refused, match="原件存放处"):
        petitions.instruct(here.liaison, made.id, made.version, **said, registered_for="王组长")
    done = petitions.instruct(
        here.liaison, made.id, made.version, **said, registered_for="王组长", original_at="二组文件盒1"
    )
    told = (done.outcome_by, done.outcome_registered_by, done.outcome_original_at)
    assert told == ("王组长", "赵联络", "二组文件盒1")


def test_only_an_outcome_of_the_profile_is_taken(here: Room) -> None:
    made = reviewed(here)
    with pytest.raises(Invalid, match="批办意见不是"):
        petitions.instruct(here.leader, made.id, made.version, outcome="to_unit", words="", decided_on="2019-07-12")
    assert here.leader.table(Petition).get(made.id) == made


def test_a_petition_is_closed_once_and_only_after_a_decision(here: Room) -> None:
    made = reviewed(here)
    with pytest.raises(Refused, match="尚未批办"):
        petitions.close(here.liaison, made.id, made.version, "办结")
    made = petitions.instruct(here.leader, made.id, made.version, outcome="keep", words="留存", decided_on="2019-07-12")
    with pytest.raises(Refused, match="办理结果"):
        petitions.close(here.liaison, made.id, made.version, " ")
    made = petitions.close(here.liaison, made.id, made.version, "反映失实，留存")
    assert made.state is PetitionState.CLOSED
    with pytest.raises(Refused, match="已办结"):
        petitions.correct(here.liaison, made.id, made.version, content="再改")


def test_a_petition_referred_elsewhere_goes_through_the_office_and_only_on_a_decision(here: Room) -> None:
    outcomes = profiles.codes(profiles.of_round(here.leader, here.round.id), "petition_outcome")
    assert outcomes["refer"] == "经巡察办转交"
    made = reviewed(here)
    with pytest.raises(Refused, match="批办由组长作出"):
        petitions.instruct(here.liaison, made.id, made.version, outcome="refer", words="", decided_on="2019-07-12")
    acts = {name for name, act in use_cases().items() if name.startswith("petition.") and act}
    assert acts == {f"petition.{act}" for act in ("register", "hand_in", "correct", "review", "instruct", "close")}


def test_a_member_drops_a_petition_and_the_liaison_finds_it_numbered(here: Room) -> None:
    assert petitions.receive(here.member, here.group.id, **letter()) is None
    assert here.liaison.table(Petition).count() == 0
    assert deposits.take_in(here.liaison) == 1
    (made,) = here.liaison.table(Petition).where()
    assert made.number == "临巡二〔2019〕信001号"
    assert made.created_by == here.member.actor.user_id
    assert identity.reveal(here.leader, made.id, "核实") == REPORTER
    direct = petitions.receive(here.liaison, here.group.id, **letter())
    assert direct is not None
    assert direct.number == "临巡二〔2019〕信002号"


def test_an_office_gives_petitions_its_own_numbers(tmp_path: Path) -> None:
    with room(tmp_path / "office", "office") as office:
        director = office.workspace.session(Post.OFFICE_DIRECTOR, name="吴主任", identity=True)
        made = petitions.register(director, office.group.id, **letter())
        assert made.number.endswith("〔2019〕信001号")
        assert not made.number.startswith("临巡二")
