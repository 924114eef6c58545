"""征询函 and 巡察公告 from records: numbered where the regime says, answers followed, the public paper bare."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import room
from tests.office_room import OfficeRoom, office_room
from tests.printing.papers import STAMP, one_line
from tests.regimes import bind, other
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.printing import render
from xuncha_desktop.records.preparation import Announcement, InquiryLetter, LetterState
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import announcements, batch, home_office, inquiries, paper_views, printing_desk, profiles
from xuncha_desktop.services.session import Session

ASKED = ["discipline", "audit_office"]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-07-01")
        yield made


def shown(session: Session, record: Record, form: str) -> str:
    one = next(one for one in paper_views.papers_of(session, record) if one.form == form)
    return one_line(render(form, one.view(session, record), STAMP))


def sent(here: OfficeRoom, *codes: str, **more: Any) -> tuple[InquiryLetter, ...]:
    return inquiries.send(here.clerk, here.group.id, codes or ASKED, **more)


@pytest.mark.provision("LX-06-01-02")
def test_each_department_gets_a_letter_with_a_number_of_its_own(here: OfficeRoom) -> None:
    first, second = sent(here)
    assert (first.number, second.number) == ("巡察办询〔2019〕1号", "巡察办询〔2019〕2号")
    text = shown(here.clerk, first, "information_request")
    for said in (first.number, "纪检机关：", here.unit.name, "2019年7月1日", "征询函回执"):
        assert said in text
    assert "年来" not in text  # the regime says how far back papers are looked into, not what departments tell


@pytest.mark.provision("JDZ-26-00b")
def test_a_group_sends_no_letter_of_its_own(tmp_path: Path) -> None:
    with room(tmp_path / "group") as group:
        for session in (group.leader, group.liaison):
            with pytest.raises(NotAllowed):
                inquiries.send(session, group.group.id, ASKED)
        assert group.leader.table(InquiryLetter).count() == 0
        assert batch.group_letters(group.leader, [group.group]) == []


@pytest.mark.provision("JDZ-26-01")
def test_a_letter_asks_a_department_for_what_the_regime_has_it_tell_and_how_far_back(here: OfficeRoom) -> None:
    bind(here.clerk, here.round.id, profiles.shipped("jingdezhen"))
    police, auditors, cadres = sent(here, "public_security", "audit_office", "organization_department")
    text = shown(here.clerk, police, "information_request")
    areas = "党风廉政建设、执行中央八项规定精神、执行政治纪律和政治规矩、干部选拔任用"
    assert f"近3年来{areas}方面的有关情况和问题线索" in text
    assert "近3年" not in shown(here.clerk, auditors, "information_request")
    text = shown(here.clerk, cadres, "information_request")
    assert f"1.近3年来{areas}" in text
    assert "2.房产、股票、经商办企业、因私出国（境）方面" in text


@pytest.mark.parametrize(
    ("place", "recipient", "asked"),
    [
        ("yangling", "纪检监察机关", "请提供你单位掌握的被巡察单位情况、领导班子及其成员情况。"),
        ("lixian", "纪检机关", "请提供你单位掌握的问题线索、有关情况。"),
        ("jingdezhen", "市纪委", "干部选拔任用方面的有关情况和问题线索。"),
    ],
)
def test_a_letter_is_addressed_to_the_body_and_asks_in_the_regimes_words(
    here: OfficeRoom, place: str, recipient: str, asked: str
) -> None:
    bind(here.clerk, here.round.id, profiles.shipped(place))
    (letter,) = sent(here, "discipline")
    text = shown(here.clerk, letter, "information_request")
    assert f"{recipient}：" in text
    assert asked in text


@pytest.mark.provision("JDZ-26-01")
def test_three_years_stand_in_the_letters_of_six_bodies_and_in_no_other(here: OfficeRoom) -> None:
    bind(here.clerk, here.round.id, profiles.shipped("jingdezhen"))
    found = {one.code: one.label for one in inquiries.departments(here.clerk, here.group) if one.by_letter}
    texts = {letter.department: shown(here.clerk, letter, "information_request") for letter in sent(here, *found)}
    told = {code for code, text in texts.items() if "近3年来" in text}
    assert told == {
        "discipline",
        "organization_department",
        "procuratorate",
        "public_security",
        "petition_office",
        "state_assets",
    }
    assert set(texts) - told == {"audit_office"}


def test_whom_the_regime_has_speak_with_the_leader_is_asked_only_when_somebody_wants_it(here: OfficeRoom) -> None:
    bind(here.clerk, here.round.id, profiles.shipped("jingdezhen"))
    found = {one.code: one.by_letter for one in inquiries.departments(here.clerk, here.group)}
    assert found["discipline"]
    assert not found["supervision_rooms"]
    pieces = batch.letters(here.clerk, here.round.id)
    assert not any("对口纪检监察室" in piece.label for piece in pieces)


def test_a_regime_whose_letter_is_not_numbered_gives_it_no_number(here: OfficeRoom) -> None:
    def edit(content: dict[str, Any]) -> None:
        next(form for form in content["forms"] if form["id"] == "information_request")["numbered"] = False

    bind(here.clerk, here.round.id, other(edit))
    (letter,) = sent(here, "discipline")
    assert letter.number == "不编号"
    assert "不编号" not in shown(here.clerk, letter, "information_request")


@pytest.mark.parametrize(
    ("codes", "more", "reason"),
    [
        ([], {}, "至少选择一个"),
        (["nobody"], {}, "没有列出"),
        (ASKED, {"reply_by_on": "2019-06-30"}, "不能早于今天"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_takes_no_number(
    here: OfficeRoom, codes: list[str], more: dict[str, str], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        inquiries.send(here.clerk, here.group.id, codes, **more)
    assert sent(here, "discipline")[0].number.endswith("询〔2019〕1号")


def test_a_department_is_asked_once_and_again_only_after_its_letter_was_voided(here: OfficeRoom) -> None:
    letter, _ = sent(here)
    with pytest.raises(Refused, match="已经向纪检发过"):
        sent(here, "political_legal", "discipline")
    gone = inquiries.void(here.clerk, letter.id, letter.version, "单位名称写错")
    assert (gone.state, gone.number) == (LetterState.VOID, letter.number)
    (again,) = sent(here, "discipline")
    assert again.number.endswith("询〔2019〕3号")
    with pytest.raises(Refused, match="已作废"):
        shown(here.clerk, gone, "information_request")


def test_an_answer_is_material_or_that_there_is_none_and_comes_after_the_letter(here: OfficeRoom) -> None:
    letter, other_ = sent(here)
    here.at("2019-07-10")
    for wrong in ({}, {"no_material": True, "pieces": 2}):
        with pytest.raises(Refused, match="只填一项"):
            inquiries.answer(here.clerk, letter.id, letter.version, "2019-07-08", **wrong)
    with pytest.raises(Refused, match="发出日期"):
        inquiries.answer(here.clerk, letter.id, letter.version, "2019-06-28", no_material=True)
    came = inquiries.answer(here.clerk, letter.id, letter.version, "2019-07-08", pieces=2, pages=14)
    assert (came.state, came.pieces, came.no_material) == (LetterState.ANSWERED, 2, False)
    none = inquiries.answer(here.clerk, other_.id, other_.version, "2019-07-09", no_material=True)
    assert (none.state, none.pieces) == (LetterState.ANSWERED, None)
    with pytest.raises(Refused, match="已回函"):
        inquiries.void(here.clerk, came.id, came.version, "写错")


def test_the_clerk_finds_departments_that_have_not_answered_until_they_do(here: OfficeRoom) -> None:
    (late,) = sent(here, "discipline", reply_by_on="2019-07-05")
    (open_,) = sent(here, "audit_office")
    here.at("2019-07-08")
    found = home_office.letters_unanswered(here.clerk)
    assert [item.id for item in found.items] == [late.id, open_.id]
    assert found.items[0].mark == "逾期3天未回函"
    assert found.items[0].title == f"纪检　{here.unit.name}"
    assert late.number in found.items[0].note
    inquiries.answer(here.clerk, late.id, late.version, "2019-07-08", no_material=True)
    assert [item.id for item in home_office.letters_unanswered(here.clerk).items] == [open_.id]


def test_letters_printed_in_one_go_are_sent_once_and_printed_again_under_their_numbers(
    here: OfficeRoom, tmp_path: Path
) -> None:
    sent(here, "audit_office")
    pieces = batch.letters(here.clerk, here.round.id)
    (tmp_path / "out").mkdir()
    first = batch.to_folder(here.clerk, pieces, tmp_path / "out")
    numbers = [one.number for one in here.clerk.table(InquiryLetter).where(order="number")]
    assert len(numbers) == len(set(numbers)) == len(pieces) == sum(1 for one in first if one.file)
    batch.to_folder(here.clerk, pieces, tmp_path / "out")
    assert here.clerk.table(InquiryLetter).count() == len(pieces)
    assert sorted(one.reprint for one in here.clerk.table(PrintStamp).where()) == [0] * len(pieces) + [1] * len(pieces)


def test_a_letter_that_was_answered_is_not_printed_again_with_the_rest(here: OfficeRoom) -> None:
    answered, open_ = sent(here)
    inquiries.answer(here.clerk, answered.id, answered.version, "2019-07-01", no_material=True)
    labels = [piece.label for piece in batch.letters(here.clerk, here.round.id)]
    assert any(open_.number in label for label in labels)
    assert not any(answered.number in label or "纪检" in label for label in labels)


REACHED: dict[str, Any] = {
    "phone": "0939-2230119",
    "email": "xc2@linxi.example",
    "address": "临溪县城关镇东大街1号",
    "mailboxes": ("县人防办门口", "县政府大门东侧"),
}


@pytest.mark.provision("LX-06-01-04a")
def test_the_announcement_says_where_the_group_is_reached_and_bears_no_marks(here: OfficeRoom) -> None:
    made = announcements.draft(here.clerk, here.group.id, **REACHED)
    assert made.type.title_of(made) == f"{here.group.name}巡察{here.unit.name}公告"
    for form in ("inspection_announcement", "inspection_announcement_a3"):
        text = shown(here.clerk, made, form)
        for said in (REACHED["phone"], REACHED["email"], REACHED["address"], "县人防办门口；县政府大门东侧"):
            assert said in text
        assert "＿＿" not in text
        for mark in ("秘密", "内部", "份号", "校验码", "内容校验"):
            assert mark not in text
    stamped = printing_desk.print_paper(
        here.clerk,
        "inspection_announcement",
        paper_views.papers_of(here.clerk, made)[0].view(here.clerk, made),
        made,
    )
    assert "份号" not in one_line(stamped)


@pytest.mark.provision("YULIN-02-01c")
def test_a_regime_that_publishes_one_field_of_contacts_gets_them_all_in_it(here: OfficeRoom) -> None:
    bind(here.clerk, here.round.id, profiles.shipped("yulin"))
    made = announcements.draft(here.clerk, here.group.id, **REACHED)
    text = shown(here.clerk, made, "inspection_announcement")
    assert "联系方式：举报电话0939-2230119；电子邮箱xc2@linxi.example；" in text
    assert "巡察范围：" + here.unit.name in text


@pytest.mark.provision("LX-06-01-04b")
def test_posting_is_registered_whole_with_place_day_and_person(here: OfficeRoom) -> None:
    made = announcements.draft(here.clerk, here.group.id, **REACHED)
    with pytest.raises(Invalid, match="张贴登记要写全"):
        announcements.correct(here.clerk, made.id, made.version, posted_at=("县人防办一楼",))
    assert here.clerk.table(Announcement).get(made.id).posted_at == ()
    posted = {"posted_at": ("县人防办一楼", "地下商场入口"), "posted_on": "2019-07-01", "posted_by": "周敏"}
    done = announcements.correct(here.clerk, made.id, made.version, **posted)
    assert done.posted_at == posted["posted_at"]
    with pytest.raises(Refused, match="已经登记了公告"):
        announcements.draft(here.clerk, here.group.id, **REACHED)
    with pytest.raises((Refused, Invalid)):
        announcements.correct(here.clerk, done.id, done.version, issued_on="2019-08-01")
