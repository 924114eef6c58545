"""A package in parts: written so that only whole sets have final names, read in any order, from several drives."""

import errno
import itertools
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.world import OFFICE, Scene
from xuncha_desktop.exchange import incoming, joining, media, parts
from xuncha_desktop.exchange.joining import PartsMissing
from xuncha_desktop.exchange.outgoing import Written
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import Cancelled, Refused, StorageFailed
from xuncha_desktop.kernel.levels import Compartment

SMALL = 110_000
WRITING, CHECKING = "正在写入U盘（第2卷，共3卷）", "正在核对写入的内容（第2卷，共3卷）"


def three(scene: Scene, **changes: Any) -> Written:
    """A package on the stick in three parts."""
    made = scene.write(blobs=scene.blobs(), part_size=SMALL, **changes)
    assert len(made.files) == 3
    return made


def on_drives(scene: Scene, written: Written) -> list[Path]:
    """Every part on a drive of its own."""
    moved: list[Path] = []
    for number, path in enumerate(written.files, 1):
        drive = scene.root / f"drive{number}"
        drive.mkdir(exist_ok=True)
        moved.append(path.rename(drive / path.name))
    return moved


def take(scene: Scene, path: Path) -> media.Fetched:
    return joining.fetch(path, scene.quarantine)


def opens(scene: Scene, fetched: media.Fetched, written: Written) -> bool:
    """Whether the package is the one that was written and can be read."""
    examined = scene.examine(fetched.path)
    section = incoming.read_section(examined, 0, OFFICE.open_key(Compartment.WORK))
    return examined.digest == written.manifest_digest and len(list(section.records)) == 40


def flipped(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


# ------------------------------------------------------------------ writing


def test_x05_a_package_too_large_for_a_fat32_drive_becomes_parts_that_fit() -> None:
    assert parts.count_of(media.FAT32_LIMIT - (64 << 20)) == 1
    assert parts.count_of(media.FAT32_LIMIT) == 3
    assert parts.count_of(10 << 30) == 6
    assert parts.count_of(10 << 30, 700 << 20) == 15
    with pytest.raises(Refused, match="更大的分卷"):
        parts.count_of(10 << 30, 1 << 20)
    with pytest.raises(Refused, match="更大的分卷"):
        parts.count_of(10_000, 10)


def test_x05_every_part_is_as_small_as_asked_and_says_which_it_is(scene: Scene) -> None:
    written = three(scene)
    base = written.path.name.split(".")[0]
    assert [path.name for path in written.files] == [f"{base}.{n}of3.ipx" for n in (1, 2, 3)]
    assert sorted(scene.stick.iterdir()) == list(written.files)
    assert all(path.stat().st_size <= SMALL for path in written.files)
    for number, path in enumerate(written.files, 1):
        facts = parts.show(path)
        assert (facts.is_package, facts.part, facts.parts, facts.whole) == (True, number, 3, written.size)
        assert f"IPX-{facts.channel}-{facts.seq}-{facts.mark}" == base
        assert len(path.name) < 40
    assert parts.offered(scene.stick) == [written.files[0]]
    assert scene.leftovers == []


def test_x05_a_package_that_fits_stays_one_file(scene: Scene) -> None:
    written = scene.write(part_size=10_000_000)
    assert written.files == (written.path,)
    assert take(scene, written.path).sha256 == written.file_sha256


def test_x05_the_parts_make_the_package_again_in_whatever_order_they_come(scene: Scene) -> None:
    written = three(scene)
    drives = on_drives(scene, written)
    for order in itertools.permutations(drives):
        for path in order[:-1]:
            with pytest.raises(PartsMissing):
                take(scene, path)
        whole = take(scene, order[-1])
        assert (whole.sha256, whole.size) == (written.file_sha256, written.size)
        assert opens(scene, whole, written)
        whole.path.unlink()
        (scene.quarantine / f"{whole.sha256}.inner").unlink()
        assert scene.leftovers == []


def test_x05_parts_that_lie_together_are_taken_together_whichever_is_chosen_and_whatever_it_is_called(
    scene: Scene,
) -> None:
    written = three(scene)
    renamed = written.files[1].rename(scene.stick / "副本.ipx")
    assert opens(scene, take(scene, renamed), written)


def test_x05_a_kept_copy_goes_to_another_drive_in_other_parts(scene: Scene) -> None:
    kept = scene.root / "kept"
    kept.mkdir()
    written = scene.write(keep=kept)
    again = scene.root / "again"
    again.mkdir()
    name = written.path.name
    files = parts.deliver(kept / name, again, name, written.file_sha256, 85_000, parts.Watch())
    assert len(files) == 4
    assert opens(scene, take(scene, files[2]), written)


@pytest.mark.parametrize("stage", [WRITING, CHECKING, "正在计算分卷（共3卷）"])
def test_x05_cancelling_between_parts_leaves_nothing(scene: Scene, stage: str) -> None:
    reached: list[str] = []
    options: dict[str, Any] = {
        "progress": lambda done, total, text: reached.append(text),
        "cancel": lambda: reached[-1:] == [stage],
    }
    with pytest.raises(Cancelled):
        scene.write(part_size=SMALL, **options)
    assert list(scene.stick.iterdir()) == []
    assert scene.leftovers == []


def test_x01_a_writer_killed_at_the_second_part_leaves_only_unfinished_ones_that_are_offered_for_removal(
    scene: Scene, root: Path
) -> None:
    command = [sys.executable, "-m", "tests.exchange.child", "stop_at", "正在写入U盘（第2卷，共2卷）"]
    with subprocess.Popen(
        [*command, str(scene.root), "1600000"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"halted\n"
        writer.kill()
    left = sorted(scene.stick.iterdir())
    assert [path.name.split(".", 1)[1] for path in left] == ["1of2.ipx.part", "2of2.ipx.part"]
    assert media.leftovers(scene.stick) == left
    assert parts.offered(scene.stick) == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_x01_a_drive_that_fails_at_a_later_part_keeps_no_part(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real, calls = getattr(os, call), itertools.count(1)

    def fails(*args: Any) -> Any:
        if next(calls) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*args)

    monkeypatch.setattr(parts.os, call, fails)
    with pytest.raises(StorageFailed, match="拔出"):
        three(scene)
    monkeypatch.undo()
    assert list(scene.stick.iterdir()) == []


def test_x03_the_space_for_all_parts_is_asked_for_before_the_first_is_written(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = media.shutil.disk_usage(scene.stick)
    short = type(usage)(usage.total, usage.used, 300_000)
    monkeypatch.setattr(media.shutil, "disk_usage", lambda folder: short if folder == scene.stick else usage)
    with pytest.raises(StorageFailed, match=r"U盘空间不足：需要 [\d.]+ KB，可用 293 KB"):
        scene.write(blobs=[scene.blob(random.Random(3).randbytes(400_000))], part_size=SMALL)
    assert list(scene.stick.iterdir()) == []


# ------------------------------------------------------------------ reading


def test_x06_a_missing_part_is_held_and_named(scene: Scene) -> None:
    written = three(scene)
    first, second, third = on_drives(scene, written)
    third.rename(first.parent / third.name)
    with pytest.raises(PartsMissing, match=r"共3卷，已有第1、3卷，还缺第2卷.*没有导入任何内容"):
        take(scene, first)
    (held,) = joining.waiting(scene.quarantine)
    assert (held.table.name, held.got, held.missing) == (written.path.name.split(".")[0] + ".ipx", {1, 3}, (2,))
    assert all(joining.belongs(path) for path in scene.quarantine.iterdir())
    assert opens(scene, take(scene, second), written)
    assert joining.waiting(scene.quarantine) == []


def test_x06_the_same_part_twice_is_taken_once(scene: Scene) -> None:
    first, *_ = on_drives(scene, three(scene))
    for _ in range(2):
        with pytest.raises(PartsMissing, match="还缺第2、3卷"):
            take(scene, first)


def test_x06_giving_up_waiting_removes_what_had_come(scene: Scene) -> None:
    first, *_ = on_drives(scene, three(scene))
    with pytest.raises(PartsMissing):
        take(scene, first)
    joining.forget(scene.quarantine, joining.waiting(scene.quarantine)[0].table.mark)
    assert scene.leftovers == []


@pytest.mark.parametrize("place", [-1, -60_000])
def test_x06_an_altered_part_is_refused_and_only_it_has_to_come_again(scene: Scene, place: int) -> None:
    written = three(scene)
    sound = written.files[1].read_bytes()
    flipped(written.files[1], place)
    with pytest.raises(PackageRefused, match=r"第2卷.*重新拷贝这一卷") as caught:
        take(scene, written.files[0])
    assert caught.value.reason is Reason.DAMAGED
    assert joining.waiting(scene.quarantine)[0].missing == (2, 3)
    written.files[1].write_bytes(sound)
    assert opens(scene, take(scene, written.files[0]), written)


@pytest.mark.parametrize("cut", [1, 5_000, SMALL - 100])
def test_x06_a_part_that_was_cut_or_grew_is_refused(scene: Scene, cut: int) -> None:
    first, *_ = on_drives(scene, three(scene))
    whole = first.read_bytes()
    for wrong in (whole[:-cut], whole + bytes(cut)):
        first.write_bytes(wrong)
        with pytest.raises(PackageRefused):
            take(scene, first)
    assert scene.leftovers == []


def test_x06_parts_of_two_packages_under_one_name_are_refused_and_nothing_is_read(scene: Scene) -> None:
    one = three(scene)
    other = scene.root / "other"
    other.mkdir()
    two = scene.write(target=other, seq=2, part_size=SMALL)
    one.files[1].write_bytes(two.files[1].read_bytes())
    for path in one.files:
        with pytest.raises(PackageRefused, match="分卷混杂") as caught:
            take(scene, path)
        assert caught.value.reason is Reason.MIXED
        assert scene.leftovers == []


def test_x06_parts_of_one_package_split_at_two_sizes_are_not_mixed(scene: Scene) -> None:
    kept = scene.root / "kept"
    kept.mkdir()
    written = three(scene, keep=kept)
    name = written.path.name.split(".")[0] + ".ipx"
    other = parts.deliver(kept / name, scene.stick, name, written.file_sha256, 85_000, parts.Watch())
    with pytest.raises(PackageRefused, match="不是同一次写出的"):
        take(scene, other[0])
    for path in written.files:
        path.unlink()
    assert opens(scene, take(scene, other[0]), written)


def test_x06_parts_of_another_package_beside_do_not_disturb(scene: Scene) -> None:
    one = three(scene)
    two = scene.write(seq=2, part_size=SMALL)
    flipped(two.files[0], 30)
    assert opens(scene, take(scene, one.files[0]), one)


def test_x06_parts_that_agree_among_themselves_but_not_with_the_whole_come_to_nothing(scene: Scene) -> None:
    """Somebody who can alter all parts and their headers still cannot make the package they claim to be."""
    written = three(scene)
    with written.files[0].open("rb") as file:
        head = parts.read_head(file, written.files[0].stat().st_size)
    assert head
    lie = parts.Table(head.table.name, head.table.size, "ab" * 32, head.table.lengths, head.table.digests)
    for index, path in enumerate(written.files, 1):
        path.write_bytes(lie.header(index) + path.read_bytes()[head.offset :])
    with pytest.raises(PackageRefused, match="摘要不一致") as caught:
        take(scene, written.files[0])
    assert caught.value.reason is Reason.DAMAGED
    assert scene.leftovers == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xff\xff\xff{}",
        b"\x00\x00\x00\x02{}",
        b"\x00\x00\x00\x02[]",
        b'\x00\x00\x00\x20{"index":1,"index":2,"whole":{}}  ',
        b"\x00\x01\x00\x00" + b"[" * 65536,
    ],
)
def test_x19_a_hostile_header_is_refused(scene: Scene, raw: bytes) -> None:
    bad = scene.stick / "bad.ipx"
    bad.write_bytes(parts.MAGIC + raw)
    with pytest.raises(PackageRefused) as caught:
        take(scene, bad)
    assert caught.value.reason is Reason.MALFORMED
    assert scene.leftovers == []


def test_x22_a_link_called_a_part_is_not_followed(scene: Scene) -> None:
    written = three(scene)
    moved = written.files[1].rename(scene.root / "elsewhere.ipx")
    written.files[1].symlink_to(moved)
    with pytest.raises(PartsMissing, match="还缺第2卷"):
        take(scene, written.files[0])


def test_x02_a_drive_pulled_out_in_the_second_part_keeps_the_first(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = three(scene)
    real = parts.stretch
    taken = itertools.count(1)

    def pulled(file: Any, length: int) -> Any:
        if next(taken) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(file, length)

    monkeypatch.setattr(parts, "stretch", pulled)
    with pytest.raises(StorageFailed, match=r"U盘.*拔出"):
        take(scene, written.files[0])
    monkeypatch.undo()
    assert joining.waiting(scene.quarantine)[0].got == {1}
    assert opens(scene, take(scene, written.files[2]), written)


@pytest.mark.slow
def test_x05_parts_pass_in_little_memory(scene: Scene, root: Path) -> None:
    grown = subprocess.run(
        [sys.executable, "-m", "tests.exchange.child", "in_parts", scene.root, str(200 << 20), str(50 << 20)],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(grown.stdout) < 64 * 1024
