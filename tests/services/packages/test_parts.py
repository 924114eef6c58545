"""A package in parts between two workspaces: nothing is taken in before all have come, and then all of it is."""

import pytest

from tests.services.packages.faults import changes_nothing, records
from tests.services.packages.world import CHEAP, SCAN, Exchange
from xuncha_desktop.exchange.joining import PartsMissing
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import StorageFailed
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import evidence
from xuncha_desktop.services.packages import accept, drive, kinds, receipts, receive, settling, shipping, tasks

SMALL = 60_000


def in_parts(both: Exchange) -> tuple[Package, list[str]]:
    """The group's results on the stick in three parts, and their names."""
    both.signed_paper()
    row = both.send(both.group, kinds.RESULT, part_size=SMALL)
    names = sorted(path.name for path in both.stick.glob(f"IPX-{row.channel}-{row.seq:04d}-*of*.ipx"))
    assert len(names) == shipping.files_of(row, SMALL) == 3
    return row, names


def take_away(both: Exchange, name: str) -> None:
    elsewhere = both.root / "drawer"
    elsewhere.mkdir(exist_ok=True)
    (both.stick / name).rename(elsewhere / name)


def test_x05_a_package_in_parts_arrives_whole_and_is_answered(both: Exchange) -> None:
    row, names = in_parts(both)
    assert (both.stick / names[0]) in drive.offered(both.stick)
    at = both.office.holder
    taken = accept.accept(at, receive.fetch(at, both.stick / names[2]))
    assert (taken.state, taken.file_digest, taken.size) == (PackageState.RECEIVED, row.file_digest, row.size)
    (finding,) = at.table(Finding).where()
    assert [evidence.content(at, file) for file in evidence.of(at, finding)] == [SCAN]
    both.take(both.group.clerk, receipts.write(at, taken.id, both.stick))
    assert both.group.clerk.table(Package).get(row.id).state is PackageState.ACKNOWLEDGED
    assert list((both.office.folder / "quarantine").iterdir()) == []


def test_x06_a_missing_part_is_held_and_named_and_nothing_is_imported(both: Exchange) -> None:
    _, names = in_parts(both)
    take_away(both, names[1])
    at, before, refused = both.office.holder, records(both.office.holder), both.office.refused()
    with pytest.raises(PartsMissing, match="共3卷，已有第1、3卷，还缺第2卷"):
        receive.fetch(at, both.stick / names[0])
    assert records(at) == before
    assert both.office.refused() == refused  # waiting is no refusal
    again = both.office.fresh(at)
    settling.settle(again)  # the next login keeps what waits
    (waiting,) = receive.incomplete(again)
    assert waiting.missing == (2,)
    for name in (names[0], names[2]):
        (both.stick / name).unlink()
    accept.accept(again, receive.fetch(again, both.root / "drawer" / names[1]))
    assert again.table(Finding).count() == 1
    assert receive.incomplete(again) == []


def test_x06_waiting_for_parts_can_be_given_up(both: Exchange) -> None:
    _, names = in_parts(both)
    take_away(both, names[1])
    at = both.office.holder
    with pytest.raises(PartsMissing):
        receive.fetch(at, both.stick / names[0])
    receive.drop_parts(at, receive.incomplete(at)[0].table.mark)
    assert list((both.office.folder / "quarantine").iterdir()) == []


def test_x06_an_altered_part_changes_nothing_and_leaves_one_refused_entry(both: Exchange) -> None:
    row, names = in_parts(both)
    path = both.stick / names[0]
    raw = bytearray(path.read_bytes())
    raw[-5] ^= 1
    path.write_bytes(raw)
    at = both.office.holder
    with changes_nothing(both.office.workspace, at, row.channel), pytest.raises(PackageRefused) as caught:
        receive.fetch(at, path)
    assert caught.value.reason is Reason.DAMAGED


def test_x06_parts_of_a_foreign_workspace_are_refused_once_they_are_whole(both: Exchange) -> None:
    row, names = in_parts(both)
    stranger = both.group.copied(both.root / "elsewhere")
    with both.office.holder.carry_out("setup", both.peer(both.office).type.compartment) as tx:
        tx.change(both.peer(both.office), None, revoked=True)
    at = both.office.holder
    with changes_nothing(both.office.workspace, at, row.channel), pytest.raises(PackageRefused) as caught:
        receive.fetch(at, both.stick / names[1])
    assert caught.value.reason is Reason.REVOKED_SENDER
    stranger.workspace.close()


def test_x01_a_drive_lost_between_parts_leaves_custody_and_the_number_free(
    both: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = both.signed_paper()

    def lost(done: int, total: int, text: str) -> None:
        if "第2卷" in text and "写入" in text:
            raise StorageFailed("U盘找不到了，可能已被拔出")

    with pytest.raises(StorageFailed):
        both.send(both.group, kinds.RESULT, part_size=SMALL, progress=lost)
    assert not list(both.stick.glob("*of*"))
    at = both.group.holder
    assert at.table(Finding).get(paper.subject_id).custodian == at.place.workspace_id
    row = both.send(both.group, kinds.RESULT, part_size=SMALL)
    assert row.seq == 2


def test_x05_a_kept_copy_is_brought_again_in_smaller_parts(both: Exchange) -> None:
    both.signed_paper()
    row = both.result()
    second = both.root / "second"
    second.mkdir()
    first = shipping.deliver_again(both.group.holder, row.id, second, part_size=SMALL)
    at = both.office.holder
    assert accept.accept(at, receive.fetch(at, first)).id == row.id


def test_x05_a_task_package_in_parts_founds_a_group(planned: Exchange) -> None:
    planned.approve()
    issued, code = tasks.issue_task(
        planned.office.clerk, planned.group_record.id, planned.stick, cost=CHEAP, part_size=30_000
    )
    files = drive.offered(planned.stick)
    assert shipping.files_of(issued, 30_000) > 1
    opened = tasks.open_task(files[0], code, planned.root / "landing", cost=CHEAP)
    assert opened.group.id == planned.group_record.id
