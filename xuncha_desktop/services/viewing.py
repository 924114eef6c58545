"""Looking at attachments and papers: pages as PNG, drawn by the limited child that alone opens foreign files."""

from dataclasses import dataclass

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.raster import Viewer
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.services import evidence, printing_desk, reading, working_papers
from xuncha_desktop.services.evidence import File
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.attachments import Stored

PICTURE_WIDTH, PICTURE_HEIGHT = 595.0, 842.0  # points a picture is taken to be large: a page of A4
_PDF_WITHIN = 1024  # a PDF may have some rubbish before its first word
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What is looked at: its bytes, how many pages it has, and the size of the first one in points."""

    raw: bytes
    pages: int
    width: float
    picture: bool
    height: float = PICTURE_HEIGHT


class Viewing:
    """One child for one preview pane. Asked by one thread at a time; `close` may come from any thread."""

    def __init__(self) -> None:
        self._viewer = Viewer()
        self._open: Look | None = None
        self._closed = False
        self._noted: set[str] = set()

    def file(self, session: Session, file: File) -> Look:
        """Open an attachment; a secret one leaves one entry for all looks in this pane.

        Raises `Refused` for a hostile, damaged or unshowable one, `Damaged` for a lost one.
        """
        if file.id not in self._noted:
            reading.note_look(session, file)
            self._noted.add(file.id)
        return self._begin(evidence.content(session, file))

    def count(self, session: Session, stored: Stored) -> int | None:
        """How many pages a file just taken in has; None for one that is not looked at page by page."""
        if stored.size > evidence.SHOWN_BYTES:
            return None
        try:
            return self._begin(session.files.read(stored.file, stored.key, limit=evidence.SHOWN_BYTES)).pages
        except Refused:
            return None

    def paper(self, session: Session, paper: Paper) -> Look:
        """Open a 底稿 as it would print now, marked as a preview. Raises `Refused`."""
        if paper.kind != working_papers.KIND:
            raise Refused("这类文书请在打印处预览")
        return self._begin(printing_desk.preview_pdf(session, paper.kind, working_papers.printable(session, paper)))

    def pdf(self, raw: bytes) -> Look:
        """Open a PDF of our own making."""
        return self._begin(raw)

    def page(self, look: Look, index: int, scale: float) -> bytes:
        """One page as PNG, `scale` pixels to a point. Raises `Refused`."""
        self._refuse_closed()
        if look.picture:
            return self._viewer.picture(look.raw, max(16, round(PICTURE_WIDTH * scale))).png()
        if self._open is not look:
            self._viewer.open_pdf(look.raw)
            self._open = look
        return self._viewer.page(index, scale).png()

    def close(self) -> None:
        """End the child; nothing is shown any more."""
        self._closed = True
        self._viewer.close()

    def _begin(self, raw: bytes) -> Look:
        self._refuse_closed()
        self._open = None
        if b"%PDF-" in raw[:_PDF_WITHIN]:
            sizes = self._viewer.open_pdf(raw)
            self._open = Look(raw, len(sizes), sizes[0].width, picture=False, height=sizes[0].height)
            return self._open
        if raw.startswith(_PICTURES):
            self._viewer.picture(raw, 64)  # a broken one is told now, not page by page
            return Look(raw, 1, PICTURE_WIDTH, picture=True)
        raise Refused("这种文件不能在这里预览，只能预览PDF和图片")

    def _refuse_closed(self) -> None:
        if self._closed:
            raise Refused("预览已关闭")
