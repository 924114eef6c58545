"""参照规则档: a second regime beside the round's own, chosen with a reason and reckoned from the same events."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.regimes import bind, other
from xuncha_desktop.kernel.errors import NotAllowed, NotFound, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.side_by_side import Origin
from xuncha_desktop.services import (
    due_reasons,
    profile_editions,
    rectification_board,
    reference_clocks,
    round_clocks,
    verification,
)

YANGLING = shipped_profile("yangling")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-25")
        yield made


def chosen(here: OfficeRoom, profile: str | None = "yangling", reason: str = "与上级规定对照") -> Round:
    found = here.director.table(Round).get(here.round.id)
    digest = shipped_profile(profile).digest if profile else ""
    return reference_clocks.choose(here.director, found.id, found.version, digest, reason)


def received(here: OfficeRoom) -> dict[str, Deadline]:
    """The clocks of a unit that was told and signed on 20 September."""
    here.received()
    return {one.rule: one for one in here.clerk.table(Deadline).where()}


def _undated(content: dict[str, Any]) -> None:
    """Let the regulation set no number for the unit's report."""
    for rule in content["deadlines"]:
        if rule["id"] == "rectification_report":
            del rule["amount"]
            rule |= {"unit": "none", "wording": "及时"}


def test_a_second_regime_is_pinned_changed_and_taken_away_with_a_reason(here: OfficeRoom) -> None:
    made = chosen(here)
    assert (made.reference, made.reference_digest) == ("杨陵区委巡察工作实施办法（第1版）", YANGLING.digest)
    assert reference_clocks.of_round(here.clerk, here.round.id) == YANGLING
    assert chosen(here, "yulin").reference == "榆林市委巡察工作（第1版）"
    gone = chosen(here, None, "不再对照")
    assert (gone.reference, gone.reference_digest) == (None, None)
    assert reference_clocks.of_round(here.clerk, here.round.id) is None
    with pytest.raises(Refused, match="没有变化"):
        chosen(here, None)


def test_what_cannot_stand_beside_is_refused_and_changes_nothing(here: OfficeRoom) -> None:
    before = here.director.table(Round).get(here.round.id)
    for profile, reason, words in (
        ("lixian", "对照", "不能与本轮次依据的规则档相同"),
        ("baqiao", "对照", "不是巡察的规则档"),
        ("yangling", " ", "理由"),
    ):
        with pytest.raises(Refused, match=words):
            chosen(here, profile, reason)
    with pytest.raises(NotFound):
        reference_clocks.choose(here.director, before.id, before.version, "0" * 64, "对照")
    with pytest.raises(NotAllowed):
        reference_clocks.choose(here.clerk, before.id, before.version, YANGLING.digest, "对照")
    assert here.director.table(Round).get(here.round.id) == before


def test_the_own_profile_is_not_offered_beside_itself(here: OfficeRoom) -> None:
    found = here.director.table(Round).get(here.round.id)
    offered = {one.about.id for one in reference_clocks.offered(here.director, found)}
    assert offered == {"yangling", "jingdezhen", "yulin"}


@pytest.mark.provision("YL-35-00c")
def test_the_second_regime_counts_from_its_own_event_of_the_same_round(here: OfficeRoom) -> None:
    clock = received(here)["rectification_report"]
    alone = due_reasons.of_clock(here.clerk, clock)
    chosen(here)
    told = due_reasons.of_clock(here.clerk, clock)
    assert clock.due_on == "2019-11-20"
    assert told.line.startswith(alone.line)
    assert told.paragraph.startswith(alone.paragraph)
    assert "参照时限（条文·实施办法第三十五条）：2019年9月20日巡察反馈会起3个月 → 2019年12月20日" in told.line
    assert "只供对照。报送整改情况报告：3个月，依据：条文·实施办法第三十五条。起算：2019年9月20日" in told.paragraph
    assert told.paragraph.endswith("到期日为2019年12月20日（星期五）。以规定时限为准。")
    assert here.clerk.table(Deadline).get(clock.id) == clock


def test_a_matter_the_second_regime_does_not_know_is_said_to_have_no_counterpart(here: OfficeRoom) -> None:
    clock = received(here)["principal_report"]
    chosen(here, "yulin")
    told = due_reasons.of_clock(here.clerk, clock)
    assert "参照规则没有对应的期限（榆林市委巡察工作）" in told.line
    assert told.paragraph.endswith("参照规则没有对应的期限：“榆林市委巡察工作”（第1版）。")


def test_the_second_regime_shows_a_date_where_the_round_has_none_and_only_then_leads(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, other(_undated))
    chosen(here)
    assert received(here)["rectification_report"].due_on is None
    told = {one.rule: one for one in round_clocks.of_group(here.clerk, here.group).clocks}
    assert told["rectification_report"].whole.endswith("规定没有日期，按参照时限提示。")
    assert told["rectification_plan"].whole.endswith("以规定时限为准。")


def test_three_clocks_stand_side_by_side_on_one_measure(here: OfficeRoom) -> None:
    feedback = here.received()
    chosen(here)
    task = here.task(feedback, due_on="2019-12-31")
    found = rectification_board.beside(here.clerk, task)
    assert [one.origin for one in found.bearings] == [Origin.OWN, Origin.REGULATION, Origin.REFERENCE]
    assert found.bearings[found.governing].origin is Origin.REGULATION
    assert "参照时限 2019-12-20（条文·实施办法第三十五条），剩91天" in found.words


@pytest.mark.provision("YL-32-00a")
def test_a_decision_is_read_as_the_second_regime_calls_it(here: OfficeRoom) -> None:
    chosen(here)
    here.decide("inspection_report", "secretary_meeting", decided_on="2019-09-10")
    told = {one.rule: one for one in round_clocks.of_group(here.clerk, here.group).clocks}["feedback"]
    assert told.reference is not None
    assert told.reference.light.words == "逾期5天"
    assert "2019年9月10日书记专题会议研究同意起7个工作日 → 2019年9月20日" in told.why


def test_an_edition_that_is_the_second_regime_is_not_adopted(here: OfficeRoom) -> None:
    draft = profile_editions.begin(here.director, here.round.profile_digest)
    draft.content["deadline_policy"]["note"] = "试改一句说明"
    edition = profile_editions.keep(here.director, draft, "礼县新版", "试改")
    found = here.director.table(Round).get(here.round.id)
    found = reference_clocks.choose(here.director, found.id, found.version, edition.digest, "与新版对照")
    with pytest.raises(Refused, match="这一版是本轮次的参照规则档"):
        profile_editions.adopt(here.director, found.id, found.version, edition.digest, "改版")


def test_verification_misses_a_second_regime_that_is_gone(here: OfficeRoom) -> None:
    chosen(here)
    assert verification.verify(here.director).first_broken is None
    here.director.db(Compartment.CORE).execute("DELETE FROM profile WHERE digest = ?", (YANGLING.digest,))
    broken = verification.verify(here.director).first_broken
    assert broken is not None
    assert "参照规则档不见了" in broken.problem
