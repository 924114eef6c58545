"""Whatever regime a round stands on: a paper is drawn, or it says why not; no regime's silence is a crash."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from tests.office_room import TREE, OfficeRoom, office_room
from tests.printing.papers import STAMP, one_line
from tests.regimes import bind
from tests.services.test_group_papers import decided, proposed
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.printing import render
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profiles
from xuncha_desktop.services import feedback, feedback_items, paper_views
from xuncha_desktop.services.session import Session

MINE = frozenset(
    (
        "inspection_report",
        "overall_evaluation",
        "office_review",
        "feedback",
        "official",
        "feedback_receipt",
        "lead_volume",
        "disposition_proposal",
        "referral",
    )
)
LABELS = {
    "principal": "反馈意见（向主要负责人）",
    "organisation": "反馈意见（向党组织）",
    "committee_notice": "县委通报",
}
every_regime = pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.about.id)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def drawn(session: Session, record: Record) -> dict[str, str]:
    """What each paper of a record says, or why it is not there."""
    found: dict[str, str] = {}
    for one in paper_views.papers_of(session, record):
        if one.form in MINE:
            why = one.why_not(session, record)
            found[one.label] = why or one_line(render(one.form, one.view(session, record), STAMP))
    return found


@every_regime
def test_a_groups_papers_are_drawn_in_every_regime(here: OfficeRoom, profile: Profile) -> None:
    bind(here.director, here.round.id, profile)
    here.signed_paper("临巡二〔2019〕底001号", fact="三笔支出均无会议记录")
    said = drawn(here.director, here.group)

    assert "三笔支出均无会议记录" in said["巡察报告（送审稿）"]
    assert {"巡察总体评价表", "巡察办审核意见表"} <= set(said)


@every_regime
def test_a_feedbacks_papers_follow_the_regimes_sequence(here: OfficeRoom, profile: Profile) -> None:
    bind(here.director, here.round.id, profile)
    steps = {step.id for step in profile.feedback.sequence} if profile.feedback else set()
    if profile.feedback is None:
        with pytest.raises(Refused, match="没有规定巡察反馈"):
            feedback.create(here.clerk, here.group.id, "反馈意见")
        return
    made = feedback.create(here.clerk, here.group.id, "反馈意见")
    feedback_items.build(here.clerk, made.id, TREE)
    said = drawn(here.clerk, made)

    labels = {
        "principal": "反馈意见（向主要负责人）",
        "organisation": "反馈意见（向党组织）",
        "committee_notice": "县委通报",
    }
    for step, label in labels.items():
        assert ("没有规定这一次通报" in said[label]) == (step not in steps)
    assert "签名：" in said["反馈意见签收单"]


@every_regime
def test_papers_about_leads_are_drawn_in_every_regime(group: Room, profile: Profile) -> None:
    decided(group)
    proposed(group, accused="司马焘")
    bind(group.leader, group.round.id, profile)
    of_group, of_round = drawn(group.leader, group.group), drawn(group.leader, group.round)

    assert "诸葛焘" in of_group["问题线索专册"]
    assert "诸葛焘" in of_group["移交材料交接单"]
    assert "司马焘" in of_round["处置建议表"]
