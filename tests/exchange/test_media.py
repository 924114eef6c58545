"""A drive that is full, locked, pulled out, failing or hostile: no half package, and a sentence that says why."""

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.world import Scene
from xuncha_desktop.exchange import media, outgoing, parts
from xuncha_desktop.exchange.envelope import show
from xuncha_desktop.exchange.progress import Watch
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import Cancelled, Damaged, NotFound, StorageFailed


def failing(code: int) -> Callable[..., Any]:
    def fail(*_args: Any, **_options: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def nothing_is_left(scene: Scene) -> bool:
    return list(scene.stick.iterdir()) == [] and scene.leftovers == []


@pytest.fixture
def small_stick(scene: Scene) -> Iterator[Path]:
    """A real file system of one mebibyte."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", scene.stick], capture_output=True)
    if mounted.returncode:
        pytest.skip("only on a system where this account may mount a small file system")
    yield scene.stick
    subprocess.run(["umount", scene.stick], check=True)


# ------------------------------------------------------------------ writing


def test_the_file_is_durable_before_it_has_its_name_and_the_name_after(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, str]] = []

    def noted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any) -> Any:
            where = os.readlink(f"/proc/self/fd/{args[0]}") if name == "fsync" else str(args[0])
            if where.startswith(str(scene.stick)):
                calls.append((name, Path(where).suffix))
            return real(*args)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(media.os, name, noted(name))
    scene.write()
    assert calls == [("fsync", ".part"), ("replace", ".part"), ("fsync", "")]


@pytest.mark.parametrize("stage", ["正在写入U盘", "正在核对写入的内容"])
def test_x01_a_killed_writer_leaves_only_a_part_that_is_offered_for_removal(
    scene: Scene, root: Path, stage: str
) -> None:
    command = [sys.executable, "-m", "tests.exchange.child", "stop_at", stage, str(scene.root)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"halted\n"
        writer.kill()

    left = list(scene.stick.iterdir())
    assert [each.name.endswith(".ipx.part") for each in left] == [True]
    assert media.leftovers(scene.stick) == left
    assert parts.offered(scene.stick) == []
    assert len(list(scene.work.iterdir())) == 1

    outgoing.sweep(scene.work)
    assert scene.leftovers == []
    for each in media.leftovers(scene.stick):
        each.unlink()
    written = scene.write(blobs=[scene.blob(bytes(3 << 20))])
    assert list(scene.stick.iterdir()) == parts.offered(scene.stick) == [written.path]


@pytest.mark.parametrize("call", ["fsync", "replace", "write"])
def test_x01_a_drive_that_fails_under_way_leaves_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(media.os, call, failing(errno.EIO))
    with pytest.raises(StorageFailed, match="拔出"):
        scene.write()
    monkeypatch.undo()
    assert nothing_is_left(scene)


def test_x01_a_name_that_cannot_be_made_durable_is_taken_back(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "sync_folder", failing(errno.EIO))
    with pytest.raises(StorageFailed):
        scene.write()
    assert nothing_is_left(scene)


def test_x01_a_drive_already_gone_is_told(scene: Scene) -> None:
    with pytest.raises(StorageFailed, match="拔出"):
        scene.write(target=scene.root / "gone")
    assert scene.leftovers == []


def test_x01_a_drive_that_lies_is_found_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(media.os, "write", lambda handle, block: real(handle, bytes(len(block))))
    with pytest.raises(StorageFailed, match="读回"):
        scene.write()
    assert nothing_is_left(scene)


def test_x03_a_full_drive_is_told_with_both_numbers(scene: Scene, small_stick: Path) -> None:
    with pytest.raises(StorageFailed, match=r"U盘空间不足：需要 3\.\d MB，可用 1 MB"):
        scene.write(blobs=[scene.blob(os.urandom(3 << 20))])
    assert nothing_is_left(scene)


def test_x03_a_drive_that_fills_up_meanwhile_leaves_no_final_name(scene: Scene, small_stick: Path) -> None:
    def fill(done: int, total: int, text: str) -> None:
        if text == "正在写入U盘" and not done:
            (small_stick / "others").write_bytes(bytes(900_000))

    with pytest.raises(StorageFailed, match="空间已满"):
        scene.write(progress=fill)
    assert [each.name for each in small_stick.iterdir()] == ["others"]
    assert scene.leftovers == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_x03_a_full_drive_is_told_wherever_the_tests_run(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(media.os, "write", failing(code))
    kept = scene.root / "kept"
    kept.mkdir()
    with pytest.raises(StorageFailed, match="已满"):
        scene.write(keep=kept)
    assert list(kept.iterdir()) == []
    assert nothing_is_left(scene)


def test_x03_a_full_local_disk_is_not_blamed_on_the_drive(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "write_section", failing(errno.ENOSPC))
    with pytest.raises(StorageFailed, match="本机磁盘空间已满"):
        scene.write()
    assert nothing_is_left(scene)


def test_x04_a_locked_drive_is_told(scene: Scene, small_stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_stick], check=True)
    with pytest.raises(StorageFailed, match="写保护"):
        scene.write(blobs=[])
    assert nothing_is_left(scene)


def test_x04_a_locked_drive_is_told_wherever_the_tests_run(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "_copy", failing(errno.EROFS))
    with pytest.raises(StorageFailed, match="写保护"):
        scene.write()
    assert nothing_is_left(scene)


@pytest.mark.parametrize("damage", ["flip", "cut", "longer", "gone"])
def test_an_attachment_damaged_in_the_workspace_does_not_travel(scene: Scene, damage: str) -> None:
    blob = scene.blob(b"evidence" * 20_000)
    content = bytearray(blob.path.read_bytes())
    if damage == "gone":
        blob.path.unlink()
    else:
        content[5] ^= damage == "flip"
        content = {"flip": content, "cut": content[:-1], "longer": content + b"x"}[damage]
        blob.path.write_bytes(content)
    with pytest.raises(Damaged, match="附件"):
        scene.write(blobs=[blob])
    assert nothing_is_left(scene)


@pytest.mark.parametrize("stage", ["正在加密记录", "正在加密数据包", "正在写入U盘", "正在核对写入的内容"])
def test_cancelling_at_any_stage_of_writing_leaves_nothing(scene: Scene, stage: str) -> None:
    reached: list[str] = []

    def pressed() -> bool:
        return reached[-1:] == [stage]

    with pytest.raises(Cancelled):
        scene.write(progress=lambda done, total, text: reached.append(text), cancel=pressed)
    assert nothing_is_left(scene)


def test_a_kept_copy_goes_to_a_second_drive_unchanged_when_the_first_is_lost(scene: Scene) -> None:
    kept = scene.root / "kept"
    kept.mkdir()
    written = scene.write(keep=kept)
    second = scene.root / "second"
    second.mkdir()
    planted = second / (written.path.name + ".part")
    planted.symlink_to(scene.root / "elsewhere")

    media.deliver(kept / written.path.name, second, written.path.name, written.file_sha256, Watch())

    assert (second / written.path.name).read_bytes() == written.path.read_bytes()
    assert [each.name for each in second.iterdir()] == [written.path.name]
    assert not (scene.root / "elsewhere").exists()
    assert scene.leftovers == []


# ------------------------------------------------------------------ reading


def test_x02_a_drive_pulled_out_while_reading_leaves_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    written = scene.write()
    real, blocks = os.read, iter((True, False))
    monkeypatch.setattr(media, "BLOCK", 4096)
    monkeypatch.setattr(media.os, "read", lambda *args: real(*args) if next(blocks) else failing(errno.EIO)())
    with pytest.raises(StorageFailed, match="拔出"):
        media.fetch(written.path, scene.quarantine)
    assert scene.leftovers == []


def test_x02_a_file_that_is_gone_is_told(scene: Scene) -> None:
    with pytest.raises(NotFound, match="拔出"):
        media.fetch(scene.stick / "gone.ipx", scene.quarantine)


def test_x22_links_pipes_devices_and_folders_are_not_opened(scene: Scene) -> None:
    written = scene.write()
    link, pipe, folder = (scene.stick / f"{name}.ipx" for name in ("link", "pipe", "folder"))
    link.symlink_to(written.path)
    os.mkfifo(pipe)
    folder.mkdir()
    for each in (link, pipe, folder, Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(PackageRefused) as caught:
            media.fetch(each, scene.quarantine)
        assert caught.value.reason is Reason.NOT_A_FILE
    assert scene.leftovers == []
    assert parts.offered(scene.stick) == [written.path]


def test_x22_a_file_swapped_for_a_link_at_the_last_moment_is_refused(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = scene.write()
    real = os.open

    def swap(path: Any, *args: Any) -> int:
        if path == written.path:
            written.path.rename(scene.stick / "moved")
            written.path.symlink_to(scene.stick / "moved")
        return real(path, *args)

    monkeypatch.setattr(media.os, "open", swap)
    with pytest.raises(PackageRefused) as caught:
        media.fetch(written.path, scene.quarantine)
    assert caught.value.reason is Reason.NOT_A_FILE


def test_a_package_over_the_cap_is_not_copied(scene: Scene) -> None:
    written = scene.write()
    with pytest.raises(PackageRefused) as caught:
        media.fetch(written.path, scene.quarantine, written.size - 1)
    assert caught.value.reason is Reason.TOO_LARGE
    assert media.fetch(written.path, scene.quarantine, written.size).size == written.size


def test_x23_what_the_drive_says_later_is_not_asked(scene: Scene) -> None:
    written = scene.write()
    fetched = media.fetch(written.path, scene.quarantine)
    written.path.write_bytes(b"something else")
    assert scene.examine(fetched.path).digest == written.manifest_digest
    assert hashlib.sha256(fetched.path.read_bytes()).hexdigest() == fetched.sha256 == written.file_sha256


@pytest.mark.parametrize("change", [lambda size: size + 1, lambda size: size - 1], ids=["longer", "shorter"])
def test_x23_a_file_that_changes_while_it_is_copied_is_refused(scene: Scene, change: Callable[[int], int]) -> None:
    written = scene.write()

    def meddle(done: int, total: int, text: str) -> None:
        if not done:
            os.truncate(written.path, change(total))

    with pytest.raises(PackageRefused) as caught:
        media.fetch(written.path, scene.quarantine, progress=meddle)
    assert caught.value.reason is Reason.CHANGED
    assert scene.leftovers == []


def test_x24_programs_and_autorun_files_are_never_offered(scene: Scene) -> None:
    written = scene.write()
    for name in ("autorun.inf", "巡察.exe", "IPX.lnk", "report.ipx.exe"):
        (scene.stick / name).write_bytes(b"MZ")
    (scene.stick / "IPX-00000000-0001-00000000.ipx").write_bytes(b"MZ")
    (scene.stick / "copy (1).IPX").write_bytes(written.path.read_bytes())
    assert [each.name for each in parts.offered(scene.stick)] == [written.path.name, "copy (1).IPX"]


def test_what_is_not_ours_says_so(scene: Scene) -> None:
    foreign = scene.stick / "a.ipx"
    foreign.write_bytes(b"age-encryption.org/v1\n" + b"-> X25519 " * 20_000)
    assert not show(foreign).is_package


@pytest.mark.parametrize("stage", ["正在从U盘复制数据包", "正在核验数据包"])
def test_cancelling_at_any_stage_of_reading_leaves_nothing(scene: Scene, stage: str) -> None:
    written = scene.write()
    reached: list[str] = []
    options: dict[str, Any] = {
        "progress": lambda done, total, text: reached.append(text),
        "cancel": lambda: reached[-1:] == [stage],
    }
    with pytest.raises(Cancelled):
        scene.examine(media.fetch(written.path, scene.quarantine, **options).path, **options)
    assert not [name for name in scene.leftovers if not name.endswith(".ipx")]


def test_x03_a_full_local_disk_while_verifying_keeps_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = media.fetch(scene.write().path, scene.quarantine)
    monkeypatch.setattr("xuncha_desktop.exchange.incoming.media.create_private", lambda path: os.open("/dev/full", 1))
    with pytest.raises(StorageFailed, match="本机磁盘空间已满"):
        scene.examine(fetched.path)
    assert scene.leftovers == [fetched.path.name]


# ------------------------------------------------------------------ size


@pytest.mark.slow
def test_x28_two_hundred_megabytes_and_many_records_pass_in_little_memory(scene: Scene, root: Path) -> None:
    blob, hashing = scene.root / "blob", hashlib.sha256()
    with blob.open("wb") as file:
        for number in range(200):
            block = number.to_bytes(2, "big") * (1 << 19)
            hashing.update(block)
            file.write(block)
    grown = subprocess.run(
        [sys.executable, "-m", "tests.exchange.child", "courier", scene.root, blob, hashing.hexdigest(), "100000"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(grown.stdout) < 64 * 1024
