"""Looking at a paper or an attachment beside the work: pages, or the sentence why it cannot be shown."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.jobs import Job, Jobs, Report
from ui.theme.metrics import Space
from ui.widgets.empty import EmptyState
from ui.widgets.pages import LEAST, MOST, PdfView, Render
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.services.evidence import File
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.viewing import Look, Viewing

PATIENCE_MS = 300
_SETTLE_MS = 120


class FittedPages(PdfView):
    """Pages as wide as there is room until the person chooses a zoom; no strip, the pane is narrow."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        self._natural = 595.0 * 96 / 72  # of the page, in logical pixels at zoom 1
        self._fitted = True
        super().__init__(_nothing, 0, jobs, parent)
        self.strip.wanted.disconnect()
        self.strip.hide()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._fit_again)

    def show_look(self, render: Render, look: Look) -> None:
        """Another document, fitted."""
        self._natural = look.width * 96 / 72
        self._fitted = True
        self._zoom = self._fitting()
        self.show_document(render, look.pages)
        self.strip.hide()

    def fit_width(self) -> None:
        """As wide as there is room, now and when the room changes."""
        self._fitted = True
        self.magnify(self._fitting())

    def stop(self) -> None:
        """Ask for no more pages."""
        self._fitted = False
        self._settle.stop()

    def step_zoom(self, way: int) -> None:
        """The person's own zoom stays."""
        self._fitted = False
        super().step_zoom(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wait until the person has let go of the edge."""
        super().resizeEvent(event)
        if self._fitted and hasattr(self, "_settle"):
            self._settle.start()

    def _fit_again(self) -> None:
        if self._fitted and self._pages and abs(self._fitting() - self._zoom) > 0.01:
            self.magnify(self._fitting())

    def _fitting(self) -> float:
        room = self._scroll.viewport().width() - 2 * Space.TIGHT
        return min(max(room / self._natural, LEAST), MOST)


class PreviewPane(QWidget):
    """Shows one thing at a time; opening runs as a job and can be cancelled. Call `close_child` when it goes."""

    def __init__(self, jobs: Jobs, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._nothing = nothing
        self._viewing = Viewing()
        self._token: object = None
        self._job: Job | None = None
        self.pages = FittedPages(jobs)
        self.pages.failed.connect(self.refuse)
        self.told = EmptyState("file-text", nothing)
        self.progress = ProgressPanel()
        self._stack = QStackedWidget()
        for part in (self.told, self.progress, self.pages):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._show_progress)
        viewing = self._viewing
        self.destroyed.connect(lambda: viewing.close())

    @property
    def sentence(self) -> str:
        """Why nothing is shown; empty where pages are."""
        return self.told.sentence if self._stack.currentWidget() is self.told else ""

    @property
    def showing(self) -> bool:
        """Whether pages are shown."""
        return self._stack.currentWidget() is self.pages

    def show_file(self, file: File) -> None:
        """Look at an attachment."""
        viewing = self._viewing
        self._start("打开材料", lambda session, _: viewing.file(session, file))

    def show_paper(self, paper: Paper) -> None:
        """Look at a paper as it would print."""
        viewing = self._viewing
        self._start("排印文书", lambda session, _: viewing.paper(session, paper))

    def clear(self, sentence: str | None = None) -> None:
        """Show nothing, and say why."""
        self._drop_job()
        self.told.say("file-text", self._nothing if sentence is None else sentence)
        self._stack.setCurrentWidget(self.told)

    def refuse(self, sentence: str) -> None:
        """It cannot be shown."""
        self._drop_job()
        self.told.say("alert-triangle", sentence)
        self._stack.setCurrentWidget(self.told)

    def close_child(self) -> None:
        """End the process that opens foreign files; nothing is asked of it any more."""
        self._drop_job()
        self.pages.stop()
        self._viewing.close()

    def _start(self, label: str, work: Any) -> None:
        self._drop_job()
        token = self._token = object()

        def open_it(session: Session, report: Report) -> tuple[object, Look]:
            return token, work(session, report)

        self._job = self._jobs.start(label, open_it)
        self._job.finished.connect(self._on_opened)
        self._job.failed.connect(self._on_failed)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.ended.connect(self._on_ended)
        self._patience.start()

    def _drop_job(self) -> None:
        self._patience.stop()
        self._token = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show_progress(self) -> None:
        if self._job is not None:
            self.progress.follow(self._job)
            self._stack.setCurrentWidget(self.progress)

    def _on_opened(self, come: tuple[object, Look]) -> None:
        token, look = come
        if token is not self._token:
            return
        self._patience.stop()
        viewing = self._viewing
        self._stack.setCurrentWidget(self.pages)
        self.pages.show_look(lambda number, scale: viewing.page(look, number, scale), look)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        if self.sender() is self._job:
            self.refuse(str(error))

    def _on_cancelled(self) -> None:
        if self.sender() is self._job:
            self.clear("已停止打开")

    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._patience.stop()


def _nothing(_: int, __: float) -> bytes:
    raise Refused("没有可看的页面")
