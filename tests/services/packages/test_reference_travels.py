"""A round's second regime travels with its copy: in the task package, and later when the director names another."""

from pathlib import Path

import pytest

from tests.services.packages.world import CHEAP, Exchange
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import profiles, reference_clocks, round_events
from xuncha_desktop.services.packages import kinds, tasks
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.verification import verify

YANGLING, YULIN = shipped_profile("yangling"), shipped_profile("yulin")


def choose(both: Exchange, digest: str) -> None:
    found = both.office.holder.table(Round).get(both.round.id)
    both.round = reference_clocks.choose(both.office.holder, found.id, found.version, digest, "与另一地规定对照")


def held(session: Session) -> list[str]:
    return [one for one in profiles.digests(session) if one in (YANGLING.digest, YULIN.digest)]


def test_a_task_brings_the_second_regime_the_round_names(tmp_path: Path) -> None:
    both = Exchange(tmp_path)
    choose(both, YANGLING.digest)
    both.start()
    group = both.group.holder
    assert reference_clocks.of_round(group, both.round.id) == YANGLING
    assert verify(group).first_broken is None
    both.office.workspace.close()
    both.group.workspace.close()


def test_one_named_after_the_task_comes_with_the_next_package(both: Exchange) -> None:
    group = both.group.holder
    assert (reference_clocks.of_round(group, both.round.id), held(group)) == (None, [])
    choose(both, YULIN.digest)
    round_events.register(
        both.office.clerk, both.round.id, "announcement_posted", "2019-07-01", group_id=both.group_record.id
    )
    both.take(group, both.send(both.office, kinds.RECTIFICATION))
    assert reference_clocks.of_round(group, both.round.id) == YULIN
    assert held(group) == [YULIN.digest]
    assert verify(group).first_broken is None


def test_what_the_round_here_does_not_name_is_not_kept(both: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_clocks, "of_group", lambda *_: YULIN)
    round_events.register(
        both.office.clerk, both.round.id, "announcement_posted", "2019-07-01", group_id=both.group_record.id
    )
    both.take(both.group.holder, both.send(both.office, kinds.RECTIFICATION))
    assert held(both.group.holder) == []


def test_a_task_without_the_second_regime_its_round_names_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Exchange(tmp_path)
    choose(both, YANGLING.digest)
    both.approve()
    monkeypatch.setattr(reference_clocks, "of_group", lambda *_: None)
    issued = both.issue()
    with pytest.raises(Damaged, match="前后不符"):
        tasks.open_task(both.path_of(issued), both.code, tmp_path / "landing", cost=CHEAP)
    both.office.workspace.close()
