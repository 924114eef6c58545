"""Lists, ledgers and slips made of what stands in the workspace: every row of it, and nothing more than may be told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, everything_in, room
from tests.office_room import OfficeRoom, hang, office_room
from tests.printing.papers import one_line, page_texts
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment, Level, Tone
from xuncha_desktop.printing.forms import petition_ledger
from xuncha_desktop.records.prints import PrintStamp, RestrictedPrint
from xuncha_desktop.records.rectification import DueKind, Feedback
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.forms import FormLabel, FormWidth
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import leads, paper_views, petitions, printing_desk
from xuncha_desktop.services.office_forms import TableWords
from xuncha_desktop.services.paper_views import Printable
from xuncha_desktop.services.session import Session

REPORTER = "褚黼黻，青石镇鹳雀村，13900000000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def paper(session: Session, record: Record, form: str) -> Printable:
    (found,) = [one for one in paper_views.papers_of(session, record) if one.form == form]
    return found


def view_of(session: Session, record: Record, form: str) -> Any:
    return paper(session, record, form).view(session, record)


def printed(session: Session, record: Record, form: str) -> str:
    one = paper(session, record, form)
    pdf = printing_desk.print_paper(session, form, one.view(session, record), record, secret=one.secret)
    return one_line(pdf)


@pytest.fixture
def measured(office: OfficeRoom) -> Feedback:
    """A feedback with a late measure, a closed-looking report and one that lasts."""
    found = office.received()
    late = office.task(found, goal="补齐制度")
    office.task(found, measure="每年开展宣传", responsible_person="周敏", due_kind=DueKind.LASTING, due_on=None)
    office.accepted(late)
    office.at("2019-11-20")
    return found


def test_the_problem_list_tells_every_item_once_by_its_levels_and_no_working_paper(office: OfficeRoom) -> None:
    number = "临巡二〔2019〕底003号"
    basis = office.signed_paper(number)
    found = office.drafted()
    with office.clerk.carry_out("set", Compartment.WORK) as tx:
        item = office.items(found)["维修费28.6万元未上会"]
        tx.save(item, item.changed(paper_id=basis.id), reason="")

    view = view_of(office.clerk, found, "problem_list")

    assert [row.cells[0] for row in view.rows] == ["1", "2", "3", "4", "5"]
    assert view.rows[0].cells[1:] == (
        "落实主体责任有差距",
        "大额支出未经集体研究",
        "维修费28.6万元未上会",
        "完善议事规则",
    )
    assert "底003" not in printed(office.clerk, found, "problem_list")
    assert view.marks.level is Level.CONFIDENTIAL


def test_a_list_of_nothing_is_refused_with_the_reason(office: OfficeRoom) -> None:
    found = office.received()
    with pytest.raises(Refused, match="还没有登记整改任务"):
        view_of(office.clerk, found, "task_list")


def test_tasks_and_duties_come_from_the_measures(office: OfficeRoom, measured: Feedback) -> None:
    tasks = view_of(office.clerk, measured, "task_list")
    assert tasks.rows[0].cells == (
        "1",
        "大额支出未经集体研究",
        "补齐制度",
        "修订议事规则",
        "2019-11-08",
        "单位自定时限",
    )
    assert tasks.rows[1].cells[-2:] == ("长期坚持", "")

    duties = view_of(office.clerk, measured, "duty_list")
    assert duties.rows[0].cells == ("1", "修订议事规则", "", "办公室", "孙祎", "2019-11-08", "单位自定时限")
    assert [box.label for box in duties.places] == ["被巡察单位主要负责人", "巡察办审核"]
    assert all(not box.signed_by and not box.signed_on for box in duties.places)
    assert sum(box.width for box in duties.places) == 257


def test_the_rectification_ledger_says_lateness_in_words_with_report_and_evidence(
    office: OfficeRoom, measured: Feedback
) -> None:
    view = view_of(office.clerk, measured, "rectification_ledger")

    row = dict(zip([column.head for column in view.columns], view.rows[0].cells, strict=True))
    assert row["进展"] == "已修订"
    assert row["凭据"] == "1件"
    assert "12天" in row["状态"]
    assert view.rows[0].tone is not Tone.CALM
    assert "截至2019年11月20日" in printed(office.clerk, measured, "rectification_ledger")


@pytest.mark.provision("LX-06-02-06")
def test_a_ledger_of_petitions_is_registered_in_secret_and_names_no_reporter(here: Room) -> None:
    given = {"channel": "letter", "received_on": "2019-07-10", "signature": "signed", "reporter": REPORTER}
    petitions.register(here.liaison, here.group.id, **given, accused="诸葛焘", content="反映减免租金")
    petitions.register(
        here.liaison,
        here.group.id,
        **given | {"reporter": None, "signature": "anonymous", "accused": None, "content": "反映宅基地"},
    )
    before = len(here.entries("done"))

    shown = printed(here.leader, here.group, "petition_ledger")

    assert "诸葛焘" in shown
    assert "密封" in shown
    assert "匿名" in shown
    assert "褚黼黻" not in shown
    assert "139" not in shown
    (stamp,) = here.leader.table(RestrictedPrint).where()
    assert stamp.subject_id == here.group.id
    assert here.leader.table(PrintStamp).count() == 0
    assert b"petition_ledger" not in everything_in(here.leader.db(Compartment.WORK))
    assert len(here.entries("done")) == before + 2  # the look into the ledger, and the print


def test_who_holds_no_restricted_key_is_offered_no_ledger_of_petitions_or_leads(here: Room) -> None:
    offered = {one.form for one in paper_views.papers_of(here.member, here.group)}
    assert "materials_list" in offered
    assert not offered & {"petition_ledger", "lead_ledger"}
    (one,) = [one for one in paper_views.printables() if one.form == "petition_ledger"]
    with pytest.raises(NotAllowed):
        one.view(here.member, here.group)


@pytest.mark.provision("LX-06-03-03a")
def test_the_ledger_of_leads_shows_each_lead_and_its_keeper_signs(here: Room) -> None:
    leads.register(
        here.leader,
        here.group.id,
        accused="诸葛焘",
        accused_post="主任",
        content="口头减免易地建设费",
        source="materials",
    )
    view = view_of(here.leader, here.group, "lead_ledger")

    assert view.rows[0].cells[3:7] == ("诸葛焘", "主任", "口头减免易地建设费", "查阅资料")
    assert [box.label for box in view.places] == ["台账专管人", "组长审核"]
    assert view.marks.level is Level.SECRET


def test_a_ledger_without_entries_says_so_and_leaves_no_row_to_fill_in(here: Room) -> None:
    view = view_of(here.leader, here.group, "lead_ledger")
    assert [cell for row in view.rows for cell in row.cells if cell] == ["（无）"]
    assert "共0件" in view.scope


def test_the_list_of_materials_holds_the_evidence_of_findings_and_is_blank_without(here: Room) -> None:
    assert view_of(here.member, here.group, "materials_list").rows == ()
    assert page_texts(
        printing_desk.preview_pdf(here.member, "materials_list", view_of(here.member, here.group, "materials_list"))
    )
    hang(here.member, here.finding(), "会议记录.pdf")

    view = view_of(here.member, here.group, "materials_list")

    assert view.rows[0].cells == ("1", "资001", "会议记录", "", "复印件", "", "")
    assert [(box.label, box.width) for box in view.places] == [
        ("提供单位经办人", 52),
        ("巡察组接收人", 52),
        ("组长", 52),
    ]


def test_the_print_register_lists_the_open_prints_of_the_round_and_not_the_secret_ones(here: Room) -> None:
    printed(here.leader, here.group, "materials_list")
    printed(here.leader, here.group, "materials_list")
    printed(here.leader, here.group, "lead_ledger")

    view = view_of(here.leader, here.round, "print_register")

    rows = [dict(zip([column.head for column in view.columns], row.cells, strict=True)) for row in view.rows]
    assert [(row["文书名称"], row["次序"], row["打印人"]) for row in rows] == [
        ("资料清单", "首次", "王组长"),
        ("资料清单", "补打第1次", "王组长"),
    ]
    assert all(not row["领取人签名"] for row in rows)


def test_the_office_orders_columns_and_words_them(here: Room) -> None:
    profile = shipped_profile("lixian")
    form = profile.form("petition_ledger")
    changed = replace(
        form,
        fields=("number", "content", "accused"),
        labels=(FormLabel(id="accused", label="被举报人"),),
        widths=(FormWidth(id="content", width=201),),
    )
    forms = tuple(changed if one.id == form.id else one for one in profile.forms)
    words = TableWords(replace(profile, forms=forms), "petition_ledger", petition_ledger.COLUMNS)

    assert [(column.head, column.width) for column in words.columns] == [("编号", 18), ("内容", 201), ("被举报人", 38)]
    assert words.row({"accused": "甲", "number": "1"}).cells == ("1", "", "甲")


def test_a_form_the_edition_does_not_know_is_printed_in_our_own_way(here: Room) -> None:
    profile = replace(shipped_profile("lixian"), forms=())
    words = TableWords(profile, "petition_ledger", petition_ledger.COLUMNS)

    assert words.columns == tuple(petition_ledger.COLUMNS.values())
    assert words.title == "信访台账"
    assert words.places(156, ("登记人",))[0].label == "登记人"
