"""督办通知单: about late measures of one unit, frozen as issued, never citing an article for what is custom."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing import FORMS
from xuncha_desktop.records.rectification import DueKind, RectificationTask, SupervisionNotice
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.services import notices, printing_desk, profiles, rectification


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def tasks(here: OfficeRoom) -> list[RectificationTask]:
    """On 2019-11-20 the first is 12 days late, the second 5; the third has no date; the fourth is not late."""
    found = here.received()
    made = [
        here.task(found, due_on="2019-11-08"),
        here.task(found, due_on="2019-11-15", measure="收回欠缴租金"),
        here.task(found, due_kind=DueKind.LASTING, due_on=None),
        here.task(found, due_on="2019-11-20"),
    ]
    here.at("2019-11-20")
    return made


def issued(here: OfficeRoom, *tasks: RectificationTask) -> SupervisionNotice:
    return notices.issue(here.supervisor, [task.id for task in tasks], "2019-11-27")


def test_a_notice_names_each_late_measure_with_its_days(here: OfficeRoom, tasks: list[RectificationTask]) -> None:
    notice = issued(here, tasks[1], tasks[0])
    form, view = notices.printable(here.clerk, notice)
    assert form in FORMS
    assert notice.number == view.marks.number == "巡察办督〔2019〕1号"
    assert [(line.measure, line.due, line.late, line.note) for line in view.lines] == [
        ("修订议事规则", "2019-11-08", "逾期12天", "自定时限"),
        ("收回欠缴租金", "2019-11-15", "逾期5天", "自定时限"),
    ]
    assert view.text == "截至2019年11月20日，你单位巡察整改任务4项措施中，有2项超过你单位自定的完成时限，具体如下。"
    assert "请于2019年11月27日前" in view.requirement
    assert {line.tone for line in view.lines} == {Tone.NOTICE}


def test_a_custom_cites_no_article_and_a_date_of_the_regulation_its_own(
    here: OfficeRoom, tasks: list[RectificationTask]
) -> None:
    _, view = notices.printable(here.clerk, issued(here, tasks[0]))
    assert view.basis == "督办依据：惯例（方案没有规定督办通知单）；标明“自定时限”的，完成时限为单位自定。"
    found = here.clerk.table(RectificationTask).get(tasks[0].id)
    article = rectification.correct(here.supervisor, found.id, found.version, due_kind=DueKind.ARTICLE)
    assert article.due_on == "2019-11-20"
    here.at("2019-11-22")
    _, view = notices.printable(here.clerk, issued(here, article))
    assert view.basis.endswith("标明“规定时限”的，依据条文·巡察工作方案六、（四）。")
    assert view.lines[0].tone is Tone.ALERT


def test_what_is_not_late_or_another_unit_or_nothing_is_refused(
    here: OfficeRoom, tasks: list[RectificationTask]
) -> None:
    for chosen, why in (
        ([tasks[2]], "第3项没有逾期"),
        ([tasks[0], tasks[3]], "第4项没有逾期"),
        ([], "先选择"),
    ):
        with pytest.raises(Refused, match=why):
            issued(here, *chosen)
    with pytest.raises(Refused, match="不能早于今天"):
        notices.issue(here.supervisor, [tasks[0].id], "2019-11-19")
    with pytest.raises(NotAllowed):
        notices.issue(here.clerk, [tasks[0].id], "2019-11-27")
    assert here.clerk.table(SupervisionNotice).count() == 0


def test_a_notice_stays_as_issued_when_the_measure_changes(here: OfficeRoom, tasks: list[RectificationTask]) -> None:
    notice = issued(here, tasks[0])
    rectification.correct(here.supervisor, tasks[0].id, tasks[0].version, measure="改过的措施")
    _, view = notices.printable(here.clerk, here.clerk.table(SupervisionNotice).get(notice.id))
    assert view.lines[0].measure == "修订议事规则"
    assert json.loads(notice.view)["lines"][0]["measure"] == "修订议事规则"


def test_delivery_and_answer_are_registered_in_order(here: OfficeRoom, tasks: list[RectificationTask]) -> None:
    notice = issued(here, tasks[0])
    with pytest.raises(Refused, match="先登记送达"):
        notices.reply(here.clerk, notice.id, notice.version, "2019-11-20", "说明")
    here.at("2019-11-29")
    with pytest.raises(Refused, match="不能早于发出日期"):
        notices.deliver(here.clerk, notice.id, notice.version, "2019-11-19", "孙祎")
    notice = notices.deliver(here.clerk, notice.id, notice.version, "2019-11-21", "孙祎")
    assert notices.unanswered(here.clerk, here.round.id) == [notice]
    assert notices.light(here.clerk, notice).words == "自定时限逾期2天"
    with pytest.raises(Refused, match="已经登记"):
        notices.deliver(here.clerk, notice.id, notice.version, "2019-11-21", "孙祎")
    notice = notices.reply(here.clerk, notice.id, notice.version, "2019-11-29", "已完成修订")
    assert notices.unanswered(here.clerk) == []
    assert notices.about(here.clerk, tasks[0]) == [notice]
    assert notices.about(here.clerk, tasks[1]) == []


def test_the_notice_bears_the_letterhead_of_the_rounds_profile_or_the_workspaces_name(here: OfficeRoom) -> None:
    late = [here.task(here.received()).id]
    here.at("2019-11-20")
    _, view = notices.draft(here.supervisor, late, "2019-11-27")
    assert view.office == "中共礼县委巡察工作领导小组办公室"
    profile = profiles.of_round(here.supervisor, here.round.id)
    bare = replace(profile, bodies=tuple(replace(body, letterhead="") for body in profile.bodies))
    assert printing_desk.letterhead(here.supervisor, bare, BodyKind.OFFICE) == "县委巡察办"
    two = replace(profile, bodies=(*profile.bodies, replace(profile.body("office"), id="x", letterhead="另一办公室")))
    assert profiles.letterhead(two, BodyKind.OFFICE) == ""
