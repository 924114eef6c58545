"""A receipt answers exactly one package, from one it was sent to."""

from dataclasses import replace
from typing import Any

import pytest

from tests.exchange.world import GROUP, OFFICE, STRANGER, Scene
from xuncha_desktop.exchange import incoming
from xuncha_desktop.exchange.manifest import Checkpoint, Kind
from xuncha_desktop.exchange.receipt import Receipt, Result, Sent, header, read_receipt, require_answers
from xuncha_desktop.exchange.section import SectionSource
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment


def receipt_for(scene: Scene) -> tuple[Receipt, Sent]:
    manifest = scene.examine(scene.write().path).manifest
    sent = Sent(manifest.head.package_id, manifest.digest, frozenset(manifest.head.recipients))
    answer = Receipt(
        sent.package_id,
        sent.manifest_digest,
        Result.RETURNED,
        "缺少谈话记录",
        Checkpoint(7, "ef" * 32),
        {"finding": 40},
    )
    return answer, sent


def test_a_receipt_travels_home_as_a_package_of_its_own(scene: Scene) -> None:
    answer, sent = receipt_for(scene)
    source = SectionSource(header(), [answer.wire()], GROUP.seal(Compartment.CORE))
    scene.known[OFFICE.id] = OFFICE.keys
    back = scene.write(sender=OFFICE, to=GROUP, kind=Kind.RECEIPT, sections=[source], blobs=[])

    examined = scene.examine(back.path, GROUP)

    assert examined.manifest.head.kind is Kind.RECEIPT
    opened = incoming.read_section(examined, 0, GROUP.open_key(Compartment.CORE))
    arrived = read_receipt(next(opened.records))
    assert arrived == answer
    require_answers(arrived, examined.manifest.head.sender.workspace_id, sent)


def test_x26_a_receipt_for_another_package_is_refused(scene: Scene) -> None:
    answer, sent = receipt_for(scene)
    with pytest.raises(Refused, match="另一个数据包"):
        require_answers(replace(answer, package_id="0190a1b2-0000-7000-8000-0000000000ff"), OFFICE.id, sent)
    with pytest.raises(Refused, match="摘要"):
        require_answers(replace(answer, manifest_digest="00" * 32), OFFICE.id, sent)


def test_x26_a_receipt_by_one_who_was_not_sent_the_package_is_refused(scene: Scene) -> None:
    answer, sent = receipt_for(scene)
    with pytest.raises(Refused, match="不是由"):
        require_answers(answer, STRANGER.id, sent)


@pytest.mark.parametrize(
    "change",
    [{"result": "maybe"}, {"manifest_digest": "x"}, {"extra": 1}, {"reason": None}, {"counts": {"finding": -1}}],
)
def test_x26_a_receipt_of_another_shape_is_refused(scene: Scene, change: dict[str, Any]) -> None:
    answer, _ = receipt_for(scene)
    with pytest.raises(Damaged):
        read_receipt(answer.wire() | change)
