"""Run as a process of its own: a writer that can be killed, and a courier whose memory is measured."""

import hashlib
import resource
import sys
from pathlib import Path

from tests.exchange.world import OFFICE, Scene
from xuncha_desktop.exchange import incoming, joining, media
from xuncha_desktop.exchange.outgoing import BlobSource
from xuncha_desktop.exchange.section import SectionHeader, SectionSource
from xuncha_desktop.kernel.levels import Compartment


def stop_at(stage: str, root: Path, part_size: int | None) -> None:
    """Write a package, but halt for good in the middle of a stage, saying so."""

    def progress(done: int, total: int, text: str) -> None:
        if text == stage and 0 < done < total:
            print("halted", flush=True)
            sys.stdin.read()

    scene = Scene(root)
    scene.write(blobs=[scene.blob(bytes(3 << 20))], progress=progress, part_size=part_size)


def courier(root: Path, blob: Path, digest: str, records: int) -> None:
    """Bring a big package from one place to another; print by how many KiB the process grew."""
    scene = Scene(root)
    scene.write(blobs=[])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    header = SectionHeader(Compartment.WORK, {"finding": 1}, {"finding": records})
    lines = ({"n": number, "text": "问题" * 30} for number in range(records))
    source = SectionSource(header, lines, OFFICE.seal(Compartment.WORK))
    written = scene.write(sections=[source], blobs=[BlobSource(blob, blob.stat().st_size, digest)])
    examined = scene.examine(media.fetch(written.path, scene.quarantine).path)
    opened = incoming.read_section(examined, 0, OFFICE.open_key(Compartment.WORK))
    assert sum(1 for _ in opened.records) == records
    incoming.extract_blobs(examined, incoming.into_folder(scene.attachments))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)


def in_parts(root: Path, size: int, part_size: int) -> None:
    """Bring a package in parts; print by how many KiB the process grew."""
    scene = Scene(root)
    scene.write(blobs=[])
    blob, hashing = root / "blob", hashlib.sha256()
    with blob.open("wb") as file:
        for number in range(size >> 20):
            block = number.to_bytes(2, "big") * (1 << 19)
            hashing.update(block)
            file.write(block)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    written = scene.write(blobs=[BlobSource(blob, size, hashing.hexdigest())], part_size=part_size, seq=2)
    fetched = joining.fetch(written.files[-1], scene.quarantine)
    assert len(written.files) > 3
    assert scene.examine(fetched.path).digest == written.manifest_digest
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)


if __name__ == "__main__":
    if sys.argv[1] == "stop_at":
        stop_at(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]) if sys.argv[4:] else None)
    elif sys.argv[1] == "in_parts":
        in_parts(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        courier(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
