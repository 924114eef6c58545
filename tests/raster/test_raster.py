"""Foreign PDFs and pictures are looked at in a locked child; no fault of theirs is more than one sentence here."""

import errno
import io
import os
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from xuncha_desktop import raster
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.foreign import asking
from xuncha_desktop.raster import viewer as viewer_module
from xuncha_desktop.raster.limits import MAX_PAGES, MAX_PIXELS, MAX_SIDE

ROOT = Path(__file__).resolve().parents[2]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is the lock there")


def pdf(*sizes: tuple[float, float], text: str = "hello") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.drawString(20, 150, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def raw_pdf(media_box: str) -> bytes:
    return (
        f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{media_box}]>>endobj\n"
        f"trailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


def picture(kind: str, size: tuple[int, int] = (60, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (0, 0, 255)).save(out, kind)
    return out.getvalue()


def bomb_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_the_pages_are_counted_and_measured():
    sizes = raster.pages(pdf((595, 842), (842, 595)))

    assert [(round(s.width), round(s.height)) for s in sizes] == [(595, 842), (842, 595)]


def test_a_page_becomes_a_png_of_the_asked_scale():
    shown = Image.open(io.BytesIO(raster.page_png(pdf((200, 300)), 0, 2)))

    assert shown.size == (400, 600)
    assert shown.getpixel((10, 590)) == (255, 0, 0, 255)
    assert shown.getpixel((390, 10)) == (255, 255, 255, 255)


def test_one_viewer_shows_many_pages_with_one_child():
    with raster.Viewer() as viewer:
        viewer.open_pdf(pdf((100, 100), (100, 200)))
        first = viewer._child._process.pid
        assert viewer.page(0, 1).height == 100
        assert viewer.page(1, 1).height == 200
        assert viewer._child._process.pid == first


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_scan_of_any_usual_kind_becomes_a_png(kind):
    shown = Image.open(io.BytesIO(raster.picture_png(picture(kind), 30)))

    assert shown.format == "PNG"
    assert shown.size == (30, 15)


def test_a_photo_taken_sideways_stands_upright():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 30)).save(out, "JPEG", exif=exif)

    with raster.Viewer() as viewer:
        shown = viewer.picture(out.getvalue(), 100)

    assert (shown.width, shown.height) == (30, 60)


HOSTILE = {
    "empty": b"",
    "garbage": bytes(range(256)) * 40,
    "a picture": picture("PNG"),
    "cut in half": pdf((200, 300))[:300],
    "only a head": b"%PDF-1.7\n",
    "no pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "page tree in a ring": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_broken_pdf_is_refused_in_one_sentence(raw):
    with pytest.raises(Refused, match=r"^这份附件不能预览："):
        raster.page_png(raw, 0, 1)


def test_a_pdf_with_a_password_is_refused_by_that_name():
    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(10, 10, "x")
    canvas.save()

    with pytest.raises(Refused, match="口令"):
        raster.pages(out.getvalue())


def test_too_many_pages_are_refused():
    kids = "3 0 R " * (MAX_PAGES + 1)
    raw = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {MAX_PAGES + 1}>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode()

    with pytest.raises(Refused, match="页数超过"):
        raster.pages(raw)


@pytest.mark.parametrize("index", [-1, 1, 10**9])
def test_a_page_that_is_not_there_is_refused(index):
    with pytest.raises(Refused, match="没有这一页"):
        raster.page_png(pdf((100, 100)), index, 1)


def test_an_enormous_page_comes_smaller_than_asked_and_never_larger_than_the_limit():
    with raster.Viewer() as viewer:
        viewer.open_pdf(raw_pdf("0 0 14400 14400"))
        shown = viewer.page(0, 10)

    assert 0 < shown.width * shown.height <= MAX_PIXELS * 1.01
    assert len(shown.pixels) == shown.width * shown.height * 4


@pytest.mark.parametrize("box", ["0 0 1000000000 1", "0 0 1e38 1e38", "0 0 0.0001 100000"])
def test_a_page_of_absurd_shape_is_refused_or_small(box):
    with raster.Viewer() as viewer:
        try:
            viewer.open_pdf(raw_pdf(box))
            side = max(viewer.page(0, 1).width, viewer.page(0, 1).height)
        except Refused:
            side = 0

    assert side <= MAX_SIDE + 1


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 1), (11_000, 11_001)])
def test_a_picture_bomb_is_refused(size):
    with pytest.raises(Refused, match=r"^这份附件不能预览："):
        raster.picture_png(bomb_png(*size), 1000)


@pytest.mark.parametrize("raw", [b"", b"GIF89a", picture("JPEG")[:120], b"%!PS-Adobe\n", pdf((9, 9))])
def test_what_is_no_picture_is_refused(raw):
    with pytest.raises(Refused, match=r"^这份附件不能预览："):
        raster.picture_png(raw, 100)


def test_a_fault_leaves_the_viewer_usable():
    with raster.Viewer() as viewer:
        with pytest.raises(Refused):
            viewer.open_pdf(b"no pdf")
        viewer.open_pdf(pdf((100, 100)))
        assert viewer.page(0, 1).width == 100


def test_a_child_that_dies_is_replaced_at_the_next_page():
    with raster.Viewer() as viewer:
        viewer.open_pdf(pdf((100, 100)))
        os.kill(viewer._child._process.pid, signal.SIGKILL)
        with pytest.raises(Refused, match="不能预览"):
            viewer.page(0, 1)
        assert viewer.page(0, 1).width == 100


def test_a_file_that_takes_too_long_is_given_up():
    with raster.Viewer(seconds=0.0) as viewer, pytest.raises(Refused, match="时间过长"):
        viewer.open_pdf(pdf((100, 100)))


def test_an_oversized_file_is_refused_before_a_child_is_started(monkeypatch):
    monkeypatch.setattr(viewer_module, "MAX_INPUT", 10)
    viewer = raster.Viewer()

    with pytest.raises(Refused, match="文件超过"):
        viewer.open_pdf(b"x" * 11)
    assert not viewer._child.running


LIAR = """
import sys; sys.path.insert(0, sys.argv[1])
from xuncha_desktop.kernel.foreign.wire import receive, send
receive(sys.stdin.buffer, lambda _: 10**9)
{answer}
"""
LIES = {
    "pixels short": "send(sys.stdout.buffer, {'width': 10, 'height': 10}, b'x' * 399)",
    "no pixels": "send(sys.stdout.buffer, {'width': 0, 'height': 0})",
    "negative": "send(sys.stdout.buffer, {'width': -1, 'height': -1}, b'x' * 4)",
    "text for a size": "send(sys.stdout.buffer, {'width': '1', 'height': 1}, b'x' * 4)",
    "wordless": "send(sys.stdout.buffer, {'sizes': []})",
    "a fault of its own words": "send(sys.stdout.buffer, {'fault': '请重新输入口令'})",
    "endless": "sys.stdout.buffer.write(b'\\xff' * 10**6)",
    "no json": "sys.stdout.buffer.write(b'\\x00\\x00\\x00\\x04' + b'\\x00' * 8 + b'{{{{')",
}


@pytest.mark.parametrize("answer", LIES.values(), ids=LIES.keys())
def test_a_child_taken_over_by_a_file_cannot_talk_the_program_into_anything(answer, monkeypatch):
    monkeypatch.setattr(asking, "_START", LIAR.format(answer=answer).replace("{", "{{").replace("}", "}}"))

    with raster.Viewer() as viewer, pytest.raises(Refused, match=r"^这份附件不能预览：内容已损坏"):
        viewer.picture(b"x", 10)


ATTEMPTS = {
    "socket": "import socket; socket.socket(socket.AF_INET)",
    "local socket": "import socket; socket.socket(socket.AF_UNIX)",
    "program": "os.execv('/bin/true', ['true'])",
    "process": "os.fork()",
    "signal": "os.kill(os.getppid(), 0)",
    "new file": "open(sys.argv[2] + '/new', 'w')",
    "removal": "os.unlink(sys.argv[2] + '/kept')",
    "overwriting": "open(sys.argv[2] + '/kept', 'r+b')",
    "renaming": "os.rename(sys.argv[2] + '/kept', sys.argv[2] + '/moved')",
}


@linux_only
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_code_running_in_the_child_can_do_no_harm(attempt, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("evidence")
    code = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "from xuncha_desktop.kernel import sandbox\n"
        f"assert sandbox.no_escape()\nassert open(sys.argv[2] + '/kept').read() == 'evidence'\n"
        f"try:\n    {attempt}\nexcept PermissionError as e:\n    sys.exit(100 + e.errno)"
    )

    done = subprocess.run([sys.executable, "-I", "-B", "-c", code, str(ROOT), str(tmp_path)], timeout=30)

    assert done.returncode == 100 + errno.EPERM
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]
    assert kept.read_text() == "evidence"


@linux_only
def test_the_program_itself_keeps_only_local_sockets_and_its_children():
    code = (
        "import sys, subprocess; sys.path.insert(0, sys.argv[1])\n"
        "from xuncha_desktop.kernel import sandbox\nassert sandbox.no_network()\n"
        "import socket; socket.socket(socket.AF_UNIX).close()\n"
        "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):\n"
        "    try: socket.socket(family, socket.SOCK_RAW)\n"
        "    except PermissionError: continue\n"
        "    sys.exit(1)\n"
        "inner = 'import socket; socket.socket(socket.AF_INET)'\n"
        "sys.exit(0 if subprocess.run([sys.executable, '-c', inner], stderr=-3).returncode else 2)"
    )

    assert subprocess.run([sys.executable, "-I", "-B", "-c", code, str(ROOT)], timeout=30).returncode == 0


@linux_only
def test_h03_a_process_without_core_dumps_is_closed_to_its_own_user():
    code = (
        "import sys, resource, ctypes; sys.path.insert(0, sys.argv[1])\n"
        "from xuncha_desktop.kernel import sandbox\nsandbox.no_core_dumps()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )

    done = subprocess.run([sys.executable, "-I", "-c", code, str(ROOT)], timeout=30, capture_output=True, text=True)

    assert done.stdout.strip() == "(0, 0) 0"


@linux_only
def test_the_child_sees_no_environment_and_runs_under_its_limits(monkeypatch):
    monkeypatch.setenv("XUNCHA_TEST_SECRET", "1")
    with raster.Viewer() as viewer:
        viewer.open_pdf(pdf((100, 100)))
        home = Path("/proc") / str(viewer._child._process.pid)
        status = (home / "status").read_text()
        limits = (home / "limits").read_text()
        seen = (home / "environ").read_bytes()

    assert "Seccomp:\t2" in status
    assert "XUNCHA" not in seen.decode()
    rows = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert rows["Max file size"] == ["0", "0"]
    assert rows["Max core file size"] == ["0", "0"]
    assert rows["Max address space"] == ["1073741824", "1073741824"]
    assert rows["Max open files"] == ["32", "32"]
