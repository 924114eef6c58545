"""What one group is sent never holds a word about another group of the same round."""

from typing import Any

import pytest

from tests.samples import sample
from tests.services.packages.world import Exchange
from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Evidence, Finding
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.rectification import (
    Deadline,
    Decision,
    Feedback,
    FeedbackItem,
    ItemLevel,
    RectificationTask,
    SupervisionNotice,
)
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import petitions, planning
from xuncha_desktop.services.packages import kinds, send, taking
from xuncha_desktop.storage.table import Where

UNSAID = {"about_principal": False, "removed": False}


@pytest.fixture
def other(both: Exchange) -> Group:
    """A second group of the same round, at another unit."""
    at = both.office.holder
    unit = at.table(Unit).where(Where("name = '县水务局'"))[0]
    return planning.form_group(at, name="县委巡察三组", code="临巡三", round_id=both.round.id, unit_id=unit.id)


def rectifying(both: Exchange, group: Group) -> None:
    """A feedback with a measure, its deadline, a notice and a decision about the unit."""
    of_unit: dict[str, Any] = {"round_id": group.round_id, "unit_id": group.unit_id}
    of_it = of_unit | {"group_id": group.id}
    with both.office.holder.carry_out("setup", Compartment.WORK) as tx:
        feedback = tx.new(Feedback, number=f"{group.code}馈", title="反馈意见", **of_it)
        item = tx.new(
            FeedbackItem, feedback_id=feedback.id, level=ItemLevel.ASPECT, position=1, wording="方面", **UNSAID
        )
        under = {"feedback_id": feedback.id, "item_id": item.id, "number": "1"}
        words = {"measure": "补收", "responsible_unit": "办公室", "responsible_person": "甲"}
        tx.new(RectificationTask, **of_it, **under, **words)
        tx.new(
            SupervisionNotice,
            **of_unit,
            number=f"{group.code}督",
            issued_on="2019-07-08",
            task_ids=(item.id,),
            view="{}",
        )
        clock = {"label": "报告", "subject_type": "feedback", "subject_id": feedback.id, "rule": "r"}
        tx.new(Deadline, **of_unit, **clock, profile_digest="0", trigger_on="2019-07-08", calendar_digest="0")
        said = {"body": "leading_group", "subject": "审定", "agreed": True, "wording": "同意", "original_at": "柜"}
        tx.new(Decision, **of_unit, **said, decided_on="2019-07-08", registered_by="周主任")


def test_rectification_goes_to_the_group_whose_unit_it_is_and_to_no_other(both: Exchange, other: Group) -> None:
    rectifying(both, both.group_record)
    rectifying(both, other)
    sent = both.send(both.office, kinds.RECTIFICATION)
    both.take(both.group.holder, sent)
    at = both.group.holder
    for cls in (Feedback, FeedbackItem, RectificationTask, SupervisionNotice, Deadline, Decision):
        assert at.table(cls).count() == 1, cls.type.name
    for cls in (SupervisionNotice, Deadline, Decision):
        assert at.table(cls).where()[0].unit_id == both.group_record.unit_id


def test_a_petition_of_another_group_is_not_sent_however_it_was_chosen(both: Exchange, other: Group) -> None:
    values = {"channel": "letter", "received_on": "2019-07-08", "signature": "anonymous", "content": "反映"}
    foreign = petitions.register(both.office.holder, other.id, **values)
    own = petitions.register(both.office.holder, both.group_record.id, **values)
    order = both.order(both.office, kinds.kind_of(Kind.RETURN), own.id, foreign.id, reason="转组办理")
    plan = send.preview(both.office.holder, order)
    assert plan.counts["petition"] == 1
    assert plan.behind == ["1条信访举报：属于其他巡察组"]
    both.take(both.group.holder, both.send(both.office, kinds.RETURN, own.id, foreign.id, reason="转组办理"))
    assert [one.id for one in both.group.holder.table(Petition).where()] == [own.id]
    assert both.office.holder.table(Petition).get(foreign.id).custodian == both.office.workspace.place.workspace_id


def test_a_file_or_opinion_hung_on_another_groups_record_is_refused(both: Exchange, other: Group) -> None:
    at = both.office.holder
    with at.carry_out("setup", Compartment.WORK) as tx:
        of_it = {"round_id": other.round_id, "group_id": other.id, "unit_id": other.unit_id}
        foreign = tx.new(Finding, **of_it, title="别组的问题", category="political")
    parcel = taking.Parcel("p", Kind.RESULT, "c", 1, "sender", both.group_record.id, frozenset({"ab" * 32}))
    file = sample(Evidence.type).changed(owner_type="finding", owner_id=foreign.id, file="ab" * 32)
    with pytest.raises(Damaged, match="其他巡察组"):
        taking.require_own(at, file, parcel)
    taking.require_own(at, file.changed(owner_id="not-here-yet"), parcel)
