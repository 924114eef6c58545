"""The building blocks: what they say, how they are told apart, and that keys reach them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from ui.theme.icons import icon, pixmap
from ui.theme.palette import LIGHT, LOOKS, look
from ui.widgets.badge import Badge
from ui.widgets.banner import SecrecyBanner
from ui.widgets.clipboard import ClipboardWatch
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.drop import FileDropArea
from ui.widgets.history import Event, Timeline
from ui.widgets.pages import PdfView
from ui.widgets.progress import ProgressPanel
from ui.widgets.search_box import SearchBox
from ui.widgets.steps import Step, StepMark, StepTrail
from ui.widgets.toast import Toast
from xuncha_desktop.kernel.levels import Level, Tone


def brightness(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_tone_has_a_look_and_a_shape_of_its_own():
    assert set(LOOKS) == set(Tone)
    assert len({look(tone).shape for tone in Tone}) == len(Tone)


@pytest.mark.parametrize("tone", list(Tone))
def test_words_of_a_tone_can_be_read(tone: Tone):
    assert contrast(look(tone).ink, look(tone).ground) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (LIGHT.ink, LIGHT.page),
        (LIGHT.ink_soft, LIGHT.page),
        (LIGHT.ink_faint, LIGHT.page),
        (LIGHT.red, LIGHT.card),
        (LIGHT.on_red, LIGHT.red),
    ],
)
def test_words_can_be_read(ink: str, ground: str):
    assert contrast(ink, ground) >= 4.5


def test_tones_look_different_in_black_and_white(qtbot):
    drawn = set()
    for tone in Tone:
        badge = Badge(tone, "同一个词")
        qtbot.addWidget(badge)
        badge.resize(badge.sizeHint())
        grey = badge.grab().toImage().convertToFormat(QImage.Format.Format_Mono)
        drawn.add(bytes(grey.bits()))
    assert len(drawn) == len(Tone)


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QCheckBox])
def test_the_focus_can_be_seen(qtbot, kind):
    holder = QWidget()
    qtbot.addWidget(holder)
    widget, other = kind(holder), QLineEdit(holder)
    widget.setGeometry(10, 10, 160, 40)
    other.setGeometry(10, 80, 160, 40)
    holder.resize(200, 140)
    holder.show()
    holder.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = widget.grab().toImage()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    focus = QColor(LIGHT.focus).rgb()
    after = widget.grab().toImage()

    assert before != after
    assert any(after.pixel(x, y) == focus for x in range(after.width()) for y in range(after.height()))


def test_an_icon_is_drawn_in_its_ink_and_sharp(qapp):
    small, fine = pixmap("search", "#ff0000", 18, 1.0), pixmap("search", "#ff0000", 18, 2.0)
    assert (small.width(), fine.width()) == (18, 36)
    image = fine.toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#ff0000"}
    assert icon("search") is icon("search")


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_secrecy_is_a_word(qtbot):
    banner = SecrecyBanner(Level.SECRET)
    qtbot.addWidget(banner)
    assert "机密" in banner.accessibleName()
    banner.show_level(Level.INTERNAL, "演示数据")
    assert "内部" in banner.accessibleName()


def test_the_question_names_the_act_and_asks_for_a_reason(qtbot):
    sheet = ConfirmSheet(None, "退回", "退回后可修改。", "退回", reasons=("事实不清", "金额不符"), reason_required=True)
    qtbot.addWidget(sheet)
    assert not sheet.yes.isEnabled()
    sheet.chips[1].setChecked(True)
    assert sheet.yes.isEnabled()
    sheet._words.setPlainText(" 差2万元 ")
    assert sheet.reason == "金额不符；差2万元"
    sheet._words.setPlainText("长" * 600)
    assert not sheet.yes.isEnabled()


def test_a_toast_takes_back_once_and_goes(qtbot, seen):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(600, 400)
    holder.show()
    toast = Toast(holder, "已作废", "撤销")
    undone, gone = seen(toast.undone), seen(toast.gone)
    holder.resize(800, 500)
    assert abs(toast.geometry().center().x() - 400) <= 1
    toast.button.click()
    assert (len(undone), len(gone)) == (1, 1)


def test_a_second_toast_takes_the_place_of_the_first(qtbot, seen):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    first = Toast(holder, "一")
    gone = seen(first.gone)
    Toast(holder, "二")
    assert len(gone) == 1


def test_the_search_waits_and_is_emptied_by_escape(qtbot, seen):
    box = SearchBox()
    qtbot.addWidget(box)
    told = seen(box.searched)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "abc")
    assert told == ["abc"]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == ["abc"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["abc", ""]


def test_files_are_taken_and_others_named(qtbot, tmp_path: Path, seen):
    area = FileDropArea("拖到这里", (".pdf",))
    qtbot.addWidget(area)
    area.show()
    good, bad = tmp_path / "扫描.PDF", tmp_path / "程序.exe"
    good.write_bytes(b"1")
    bad.write_bytes(b"1")
    told = seen(area.dropped)
    area.take([good, bad, tmp_path])
    assert told == [[good]]
    assert "程序.exe" in area.issue
    area.take([good])
    assert area.issue == ""


def test_progress_follows_a_job_and_stops_it(qtbot, jobs):
    import threading

    go_on = threading.Event()

    def work(report):
        report(34, 100, "已写出")
        go_on.wait(30)
        report(100, 100, "已写出")

    panel = ProgressPanel()
    qtbot.addWidget(panel)
    job = jobs.start_bare("写出成果包", work)
    panel.follow(job)
    qtbot.waitUntil(lambda: panel.said.startswith("34%"))
    panel.button.click()
    assert panel.said == "正在停下…"
    with qtbot.waitSignal(job.cancelled):
        go_on.set()
    assert panel.isHidden()


def test_a_chain_says_its_steps(qtbot):
    trail = StepTrail([Step("副组长", StepMark.DONE), Step("组长签批", StepMark.WAITING)])
    qtbot.addWidget(trail)
    assert trail.accessibleName() == "副组长已完成；组长签批待办"


def test_history_can_be_shown_anew(qtbot):
    line = Timeline([Event("2019-07-12", "王建国", "登记")])
    qtbot.addWidget(line)
    line.show_events([Event("2019-07-13", "李秀兰", "同意"), Event("2019-07-12", "王建国", "登记")])
    assert [w.accessibleName()[:14] for w in line.findChildren(QWidget) if w.accessibleName() and not w.isHidden()] == [
        "2019-07-13 李秀兰",
        "2019-07-12 王建国",
    ]


# ---------------------------------------------------------------- pages


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    room = QByteArray()
    buffer = QBuffer(room)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(room.data())


def test_pages_are_turned_and_magnified(qtbot, jobs):
    asked: list[tuple[int, float]] = []

    def render(page: int, scale: float) -> bytes:
        asked.append((page, round(scale, 3)))
        return png(int(595 * scale), int(842 * scale))

    view = PdfView(render, 3, jobs)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitUntil(lambda: not view.picture.isNull())
    assert (0, 1.333) in asked
    view.turn(5)
    assert view.current == 2
    view.step_zoom(1)
    qtbot.waitUntil(lambda: (2, 1.667) in asked and not jobs.running)
    assert view.picture.width() == int(595 * 1.25 * 96 / 72)
    view.resize(360, 600)
    view.fit_width()
    qtbot.waitUntil(lambda: view.picture.width() < 360 and not jobs.running)


def test_a_picture_that_comes_after_the_view_is_gone_harms_nothing(qtbot, jobs):
    import threading

    go_on = threading.Event()
    view = PdfView(lambda page, scale: (go_on.wait(30) and png(10, 10)) or b"", 1, jobs)
    view.show()
    view.deleteLater()
    qtbot.waitUntil(lambda: view.__class__ is PdfView and not _alive(view))
    with qtbot.waitSignal(jobs.idle):
        go_on.set()


def _alive(widget: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(widget)


# ---------------------------------------------------------------- clipboard


def test_h06_what_we_copied_is_taken_off_the_clipboard_again(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    board = QGuiApplication.clipboard()
    watch = ClipboardWatch(holder, ours=lambda: True)
    line = QLineEdit("问题标题")
    qtbot.addWidget(line)
    line.selectAll()
    line.copy()
    assert board.text() == "问题标题"
    assert watch.waiting
    assert any("ExcludeClipboardContent" in name for name in board.mimeData().formats())
    watch.empty()
    assert board.text() == ""


def test_what_others_copied_is_left_alone(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    watch = ClipboardWatch(holder, ours=lambda: False)
    QGuiApplication.clipboard().setText("别人的")
    watch.empty()
    assert QGuiApplication.clipboard().text() == "别人的"
    assert not watch.waiting


def test_qts_own_words_are_chinese(qapp):
    from PySide6.QtCore import QCoreApplication

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
