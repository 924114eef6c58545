"""The files beside a record: dropped, pasted or chosen, described in a grid, looked at underneath."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.jobs import Job, Report
from ui.pages.file_grid import FileGrid
from ui.pages.preview import PreviewPane
from ui.shell.frame import Frame
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.widgets.card import SectionHead, label
from ui.widgets.empty import EmptyState
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import evidence, paper_views, viewing
from xuncha_desktop.services.evidence import Stored
from xuncha_desktop.services.session import Session

NOT_SAVED = "先填写必填项，保存后再添加材料"


class FilesPane(QWidget):
    """Shows a record's files. `wanted_first` asks the page to save a new record before files are hung on it."""

    wanted_first = Signal()

    def __init__(self, frame: Frame, title: str = "佐证材料", *, only_read: bool = False, apart: bool = False) -> None:
        """`apart`: whoever made the pane lays its `preview` elsewhere, where there is more room for it."""
        super().__init__()
        self._apart = apart
        self._frame = frame
        self._record: Record | None = None
        self._why: str | None = None
        self._only_read = only_read
        self._waiting: list[Path] = []
        self._taken = 0
        self.setAcceptDrops(True)
        self.head = SectionHead(title)
        self.add_button = QPushButton(icon("plus"), " 添加")
        self.paste_button = QPushButton("粘贴")
        self.final_button = QPushButton("挂回定稿…")
        for button, words, act in (
            (self.add_button, "选择文件，也可以把文件拖到这里", self.choose),
            (self.paste_button, "粘贴截图或复制的文件（Ctrl+V）", self.paste),
            (self.final_button, "文稿改定、印发后，把定稿（DOCX或盖章扫描的PDF）挂回来", self.choose_final),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setProperty("look", "quiet")
            button.clicked.connect(act)
            self.head.add(button)
            if only_read:
                button.hide()
        self.note = label("", "small", wrap=True)
        self.progress = ProgressPanel()
        self.progress.hide()
        self.grid = FileGrid(frame)
        self.grid.chosen.connect(self._on_chosen)
        self.empty = EmptyState("paperclip", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        self.preview = PreviewPane(frame.jobs, "选中一份材料，在这里查看")
        self._lay()

    def _lay(self) -> None:
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.addWidget(self._stack)
        if not self._apart:
            self.parts.addWidget(self.preview)
        self.parts.setChildrenCollapsible(False)
        self.parts.setSizes([170, 330])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        for part in (self.head, self.note, self.progress):
            column.addWidget(part)
        column.addWidget(self.parts, 1)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.parts, self.paste, context=within)

    @property
    def count(self) -> int:
        """How many files."""
        return self.grid.rowCount()

    def show_record(self, record: Record | None, why: str | None) -> None:
        """The files of a record; `why` none can be added. None: a record not saved yet."""
        another = record is None or self._record is None or record.id != self._record.id
        self._record, self._why = record, why
        files = evidence.of(self._frame.desk.session, record) if record else []
        kept = None if another else self.grid.chosen_id
        self.grid.show_files(files, editable=why is None)
        pages = sum(file.pages or 0 for file in files)
        self.head.set_remark(f"{len(files)}份{f'　{pages}页' if pages else ''}" if files else "")
        for button in (self.add_button, self.paste_button, self.final_button):
            button.setEnabled(why is None)
        self.final_button.setVisible(record is not None and not self._only_read and paper_views.is_drafted(record))
        self.note.setText(why or "")
        self.note.setVisible(bool(why) and not self._only_read)
        self.empty.say("paperclip", "还没有材料" if why else "把扫描件、照片拖到这里，或按“添加”“粘贴”", "")
        self._stack.setCurrentWidget(self.grid if files else self.empty)
        self.preview.setVisible(bool(files))
        if not files:
            self.preview.clear()
        elif kept is None or not self.grid.choose(kept):
            self.grid.choose(files[0].id)
        if record is not None and self._waiting:
            paths, self._waiting = self._waiting, []
            self.take(paths)

    def take(self, paths: Sequence[Path], form: str | None = None) -> None:
        """Hang files on the record: encrypted in a job, one row each as it comes. `form`: as what they are listed."""
        if self._why is not None:
            self._frame.desk.refused.emit(self._why)
            return
        if self._record is None:
            self._waiting = list(paths)
            self.wanted_first.emit()
            return
        owner = self._record

        def work(session: Session, report: Report) -> None:
            looker = viewing.Viewing()
            try:
                for number, path in enumerate(paths, 1):
                    size = path.stat().st_size if path.is_file() else 0
                    words = f"第{number}份，共{len(paths)}份：{path.name}"
                    stored = evidence.take_in(session, path, lambda done, t=size, w=words: report(done, t, w))
                    report.hand((owner, stored, path.name, looker.count(session, stored), form))
            finally:
                looker.close()

        self._follow(self._frame.jobs.start("添加材料", work))

    def paste(self) -> None:
        """A picture or files out of the clipboard."""
        held = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
        if paths:
            self.take(paths)
        elif held.hasImage():
            self._take_picture(QImage(held.imageData()))
        else:
            self._frame.desk.refused.emit("剪贴板里没有图片或文件")

    def choose(self) -> None:
        """A dialog to choose files in."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择材料")
        if names:
            self.take([Path(name) for name in names])

    def choose_final(self) -> None:
        """A dialog to choose the final text in; it is listed as 定稿."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择定稿", "", "定稿 (*.docx *.pdf)")
        if names:
            self.take([Path(name) for name in names], evidence.FINAL)

    def close_child(self) -> None:
        """End the process that opens foreign files."""
        self.preview.close_child()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome where one may be added."""
        if event.mimeData().hasUrls() and self._why is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _take_picture(self, picture: QImage) -> None:
        if self._why is not None or self._record is None:
            self._frame.desk.refused.emit(self._why or NOT_SAVED)
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue]
        raw, owner = bytes(buffer.data().data()), self._record
        self._taken = self.count

        def work(session: Session, report: Report) -> None:
            report.hand((owner, evidence.take_in_bytes(session, raw), f"截图{self._taken + 1}.png", 1, None))

        self._follow(self._frame.jobs.start("添加截图", work))

    def _follow(self, job: Job) -> None:
        self.progress.follow(job)
        job.part.connect(self._on_taken)
        job.failed.connect(self._on_failed)

    def _on_taken(self, come: tuple[Record, Stored, str, int | None, str | None]) -> None:
        owner, stored, name, pages, form = come
        secret = owner.type.compartment is Compartment.RESTRICTED
        act = evidence.attach_restricted if secret else evidence.attach
        given = {"pages": pages, "provider": self.grid.last_provider} | ({"form": form} if form else {})
        self._frame.desk.run(lambda session: act(session, owner.type.name, owner.id, stored, name, **given))
        if self._record is not None and self._record.id == owner.id:
            self.show_record(self._record, self._why)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._frame.desk.refused.emit(str(error))
        else:
            self._frame.refuse(error)

    def _on_chosen(self, file: object) -> None:
        if file is None:
            self.preview.clear()
        else:
            self.preview.show_file(file)  # pyright: ignore[reportArgumentType]
