"""The papers of a feedback: two versions without a gap, the notice before them, the receipt with what it starts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import PRINCIPAL, OfficeRoom, office_room
from tests.printing.papers import STAMP, one_line
from xuncha_desktop.kernel.blocks import Paragraph, encode
from xuncha_desktop.printing import content_digest, render
from xuncha_desktop.records.rectification import Feedback, FeedbackReceipt
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import feedback, feedback_versions, paper_views, printing_desk


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def paper(here: OfficeRoom, record: Record, label: str) -> tuple[str, Any]:
    """The form and the view of one of a record's papers, by its label."""
    one = next(one for one in paper_views.papers_of(here.clerk, record) if one.label == label)
    return one.form, one.view(here.clerk, record)


def shown(form: str, view: Any) -> str:
    return one_line(render(form, view, STAMP))


def to_principal(here: OfficeRoom, found: Feedback) -> str:
    return shown(*paper(here, found, "反馈意见（向主要负责人）"))


def to_organisation(here: OfficeRoom, found: Feedback) -> str:
    return shown(*paper(here, found, "反馈意见（向党组织）"))


@pytest.mark.provision("LX-06-04-00c")
def test_the_principals_paper_leaves_out_his_own_and_shows_no_gap(here: OfficeRoom) -> None:
    said = to_principal(here, here.drafted())

    assert "主任一人签批支出" not in said
    assert "一、落实主体责任有差距（一）大额支出未经集体研究" in said
    assert "（二）公章管理不严" in said
    assert "（三）" not in said
    assert f"{PRINCIPAL}同志：" in said


@pytest.mark.provision("LX-06-04-00b")
def test_the_organisations_paper_tells_problem_manifestation_cause_and_requirement_in_this_order(
    here: OfficeRoom,
) -> None:
    said = to_organisation(here, here.drafted())

    parts = ("（一）大额支出未经集体研究", "1.维修费28.6万元未上会", "2.材料制作费14.2万元未上会")
    assert "".join((*parts, "原因：议事规则不健全", "整改要求：完善议事规则", "（二）主任一人签批支出")) in said
    assert "（三）公章管理不严" in said
    assert "县人防办：" in said


@pytest.mark.provision("LX-06-04-00c")
@pytest.mark.parametrize("step", ["principal", "organisation"])
def test_a_papers_numbers_are_those_its_version_is_known_by(here: OfficeRoom, step: str) -> None:
    found = here.drafted()
    label = {"principal": "反馈意见（向主要负责人）", "organisation": "反馈意见（向党组织）"}[step]
    form, view = paper(here, found, label)

    assert form == "feedback"
    told = feedback_versions.version(here.clerk, found, step)
    numbered = [part.text.replace(" ", "") for part in view.text if re.match(r"[一-十]+、|（|\d+\.", part.text)]
    assert numbered == [f"{line.number}{line.item.wording}" for line in told]


def test_a_draft_has_no_day_and_the_opening_stands_first(here: OfficeRoom) -> None:
    found = here.drafted()
    opening = encode((Paragraph("按照县委安排开展了专项巡察。"),)).decode()
    found = feedback.correct(here.clerk, found.id, found.version, opening=opening)
    _, view = paper(here, found, "反馈意见（向党组织）")

    assert view.text[0].text == "按照县委安排开展了专项巡察。"
    assert (view.issued_on, view.printed_on, view.marks.number) == ("", "", "待编号")


def test_the_notice_names_problems_without_their_detail(here: OfficeRoom) -> None:
    form, view = paper(here, here.told(), "县委通报")
    said = shown(form, view)

    assert form == "official"
    assert "关于县人防办专项巡察情况的通报" in said
    assert "（一）大额支出未经集体研究" in said
    for detail in ("维修费28.6万元", "议事规则不健全", "签收单"):
        assert detail not in said


def test_the_draft_for_the_word_processor_has_the_papers_numbers(here: OfficeRoom) -> None:
    found = here.drafted()
    _, view = paper(here, found, "反馈意见（向党组织）")

    assert printing_desk.can_draft(view)
    assert printing_desk.can_draft(view)


@pytest.mark.provision("LX-06-04-00c")
def test_each_version_bears_its_own_number_and_the_receipt_lists_both(here: OfficeRoom) -> None:
    found = here.told()
    ours, theirs = found.principal_number or "", found.number
    said = to_principal(here, found)
    assert ours in said
    assert theirs not in said
    said = to_organisation(here, found)
    assert theirs in said
    assert ours not in said
    form, view = paper(here, found, "反馈意见签收单")
    assert [one.number for one in view.papers] == [ours, theirs]
    assert "反馈意见（向" not in shown(form, view)


@pytest.mark.provision("LX-06-04-00d")
def test_the_receipt_to_be_signed_is_blank_in_signature_moment_and_days(here: OfficeRoom) -> None:
    form, view = paper(here, here.told(), "反馈意见签收单")
    said = shown(form, view)

    assert "被巡察单位主要负责人" in said
    assert "年月日时分" in said
    assert PRINCIPAL not in said
    assert [(one.limit, one.due_on, one.explanation) for one in view.due] == [
        ("10个工作日", "", ""),
        ("2个月", "", ""),
        ("2个月", "", ""),
    ]
    assert [one.note for one in view.papers] == ["向主要负责人通报", "向党组织反馈"]


@pytest.mark.provision("LX-06-04-00d")
def test_the_signed_receipt_tells_who_when_and_what_falls_due_and_why(here: OfficeRoom) -> None:
    found = here.received()
    form, view = paper(here, found, "反馈意见签收单")
    said = shown(form, view)

    assert f"签名：{PRINCIPAL}" in said
    assert "2019年9月20日11时00分" in said
    assert [one.due_on for one in view.due] == [
        "2019年10月10日（推定）",
        "2019年11月20日（推定）",
        "2019年11月20日（推定）",
    ]
    assert "起算事件为推定" in said
    assert "9月29日" in said
    receipt = here.clerk.table(FeedbackReceipt).where()[0]
    assert paper(here, receipt, "反馈意见签收单")[1] == view


def test_a_receipt_signed_without_a_moment_leaves_it_to_the_hand(here: OfficeRoom) -> None:
    found = here.told()
    feedback.receipt(here.clerk, found.id, found.version, signed_on="2019-09-20", signer=PRINCIPAL, original_at="2号柜")
    said = shown(*paper(here, here.clerk.table(Feedback).get(found.id), "反馈意见签收单"))

    assert "2019年9月20日时分" in said
    assert "代录，原件存2号柜" in said


def test_what_the_signature_brings_is_no_part_of_what_was_signed(here: OfficeRoom) -> None:
    _, view = paper(here, here.told(), "反馈意见签收单")
    later = replace(view.due[0], due_on="2019年10月10日", explanation="说明")

    assert content_digest(replace(view, due=(later, *view.due[1:]))) == content_digest(view)
    assert content_digest(replace(view, unit="另一单位")) != content_digest(view)


def test_the_papers_print_and_are_registered(here: OfficeRoom) -> None:
    found = here.told()
    labels = ("反馈意见（向主要负责人）", "反馈意见（向党组织）", "县委通报", "反馈意见签收单")
    for form, view in (paper(here, found, label) for label in labels):
        assert printing_desk.print_paper(here.clerk, form, view, found).startswith(b"%PDF")
    assert len(printing_desk.prints_of(here.clerk, found)) == len(labels)
