"""A finding from Ctrl+N to submission: by the widgets a person uses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.group_room import Room
from tests.regimes import bind
from tests.ui.screens.conftest import Window
from tests.ui.screens.papers import HOSTILE
from ui.records.ledger import LedgerView
from ui.screens.findings import FindingsScreen
from ui.screens.record_page import RecordPage
from xuncha_desktop.records.onsite import Evidence, Finding, FindingState
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import deposits, drafts, evidence, findings, reading, working_papers

Open = Callable[..., Window]


def type_into(page: RecordPage, name: str, words: str) -> None:
    """Type into a field as an input method does."""
    edit = page.form.editors[name]
    edit.input.setFocus()
    said = QInputMethodEvent()
    said.setCommitString(words)
    QApplication.sendEvent(edit.input, said)


def choose_code(page: RecordPage, name: str, place: int) -> None:
    """Take a choice of a list."""
    box = page.form.editors[name].box
    box.setCurrentIndex(place)
    box.activated.emit(place)


def page_of(window: Window, found: Finding) -> RecordPage:
    window.open_record("finding", found.id)
    return window.top


def test_a_member_writes_a_finding_with_evidence_and_submits_it(
    qtbot: Any, here: Room, window: Open, scan: Path
) -> None:
    w = window(here.member, FindingsScreen)
    qtbot.keyClick(w.top, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = w.top
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(page.isVisible)
    assert page.form.editors["unit_id"].value() == here.unit.id
    assert page.form.editors["handlers"].value() == ("孙组员",)
    type_into(page, "title", "大额支出未经集体研究")
    choose_code(page, "category", 4)
    page.files.take([scan])  # dropped before anything was saved: the page saves first
    qtbot.waitUntil(lambda: page.files.count == 1)
    made = here.member.table(Finding).where()[0]
    assert (made.title, made.group_id, made.round_id) == ("大额支出未经集体研究", here.group.id, here.round.id)
    (file,) = here.member.table(Evidence).where()
    assert (file.name, file.pages, file.owner_id) == ("记账凭证.pdf", 2, made.id)
    assert not page.acts["提交底稿"].isEnabled()
    assert "事实描述" in page.head.hint.text()
    assert "承办人（至少2名）" in page.acts["提交底稿"].toolTip()
    choose_code(page, "source", 3)
    for name in ("summary", "fact", "basis", "subject", "suggestion"):
        type_into(page, name, "三笔支出合计526000元")
    type_into(page, "handlers", "赵联络、")
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.acts["提交底稿"].isEnabled()
    qtbot.mouseClick(page.acts["提交底稿"], Qt.MouseButton.LeftButton)
    (paper,) = here.member.table(Paper).where()
    assert w.refusals == []
    assert paper.number in w.said[-1]
    assert not page.save.isEnabled()
    assert "正在审签" in page.head.hint.text()
    assert not page.files.add_button.isEnabled()


def test_a_title_alone_is_refused_with_a_sentence_under_the_field(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.member, lambda frame: RecordPage(frame, "finding"))
    type_into(w.top, "title", "只有标题")
    qtbot.mouseClick(w.top.save, Qt.MouseButton.LeftButton)
    assert "问题分类" in w.top.form.issues["category"]
    assert w.top.form.editors["title"].value() == "只有标题"
    assert here.member.table(Finding).count() == 0


def test_a_stale_edit_shows_both_sides_and_loses_no_word(qtbot: Any, here: Room, window: Open) -> None:
    found = here.finding(fact="原来的事实", suggestion=None)
    mine, theirs = window(here.member), window(here.leader)
    page, other = page_of(mine, found), page_of(theirs, found)
    other.form.editors["fact"].text.setPlainText("组长改的事实")
    assert other.store()
    page.form.editors["fact"].text.setPlainText("组员改的事实")
    page.form.editors["suggestion"].text.setPlainText("组员写的建议")
    assert not page.store()
    sheet = page.saving.sheet
    assert list(sheet.choices) == ["fact"]
    sheet.reject()
    assert page.form.editors["fact"].text.toPlainText() == "组员改的事实"
    assert here.member.table(Finding).get(found.id).fact == "组长改的事实"
    assert not page.store()
    page.saving.sheet.choices["fact"][1].setChecked(True)
    qtbot.mouseClick(page.saving.sheet.yes, Qt.MouseButton.LeftButton)
    saved = here.member.table(Finding).get(found.id)
    assert (saved.fact, saved.suggestion) == ("组长改的事实", "组员写的建议")
    assert not page.dirty


def test_a_finding_submitted_meanwhile_keeps_what_was_typed_on_the_screen(here: Room, window: Open) -> None:
    found = here.finding()
    w = window(here.member)
    page = page_of(w, found)
    page.form.editors["fact"].text.setPlainText("来不及保存的话")
    working_papers.submit(here.leader, found.id, found.version)
    assert not page.store()
    assert "审签" in w.refusals[-1]
    assert page.form.editors["fact"].text.toPlainText() == "来不及保存的话"


def test_a_void_finding_is_taken_back_by_the_toast(qtbot: Any, here: Room, window: Open) -> None:
    found = here.finding()
    page = page_of(window(here.member), found)
    page.acts["作废"].click()
    sheet = next(child for child in page.children() if child.metaObject().className() == "ConfirmSheet")
    assert not sheet.yes.isEnabled()
    sheet.chips[0].click()
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert here.member.table(Finding).get(found.id).state is FindingState.VOID
    assert "恢复" in page.acts
    qtbot.mouseClick(page.toast.button, Qt.MouseButton.LeftButton)
    assert here.member.table(Finding).get(found.id).state is FindingState.DRAFT


def test_what_was_typed_is_kept_over_a_lock_and_put_back(here: Room, window: Open) -> None:
    found = here.finding()
    w = window(here.member)
    page = page_of(w, found)
    assert page.keep() == {"id": found.id}
    page.form.editors["fact"].text.setPlainText("写到一半")
    kept = page.keep()
    again = page_of(w, found)
    again.restore(kept)
    assert again.form.editors["fact"].text.toPlainText() == "写到一半"
    assert again.dirty
    assert again.store()
    assert here.member.table(Finding).get(found.id).fact == "写到一半"


def test_a_pause_in_typing_asks_for_a_draft_to_be_kept(qtbot: Any, here: Room, window: Open) -> None:
    page = page_of(window(here.member), here.finding())
    with qtbot.waitSignal(page.typed, timeout=5000):
        type_into(page, "subject", "甲")


def test_history_names_people_acts_and_what_changed(here: Room, window: Open) -> None:
    found = here.finding(fact="原来")
    findings.correct(here.member, found.id, found.version, fact="后来")
    page = page_of(window(here.member), found)
    page.tabs.setCurrentIndex(1)
    said = [label.text() for label in page.history.findChildren(type(page.head.place))]
    assert "修改问题" in said
    assert "孙组员" in said
    assert "事实描述：原来 → 后来" in said


@pytest.mark.parametrize(
    ("raw", "name", "told"), [(HOSTILE, "毒.pdf", "不能预览"), (b"PK\x03\x04", "表.xlsx", "只能预览")]
)
def test_a_hostile_or_foreign_file_is_one_sentence(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, raw: bytes, name: str, told: str
) -> None:
    found = here.finding()
    (tmp_path / name).write_bytes(raw)
    page = page_of(window(here.member), found)
    page.files.take([tmp_path / name])
    qtbot.waitUntil(lambda: told in page.files.preview.sentence, timeout=20_000)
    assert not page.files.preview.showing


def test_a_scan_is_shown_page_by_page_and_described_in_the_grid(
    qtbot: Any, here: Room, window: Open, scan: Path
) -> None:
    found = here.finding()
    stored = evidence.take_in(here.member, scan)
    evidence.attach(here.member, "finding", found.id, stored, scan.name)
    page = page_of(window(here.member), found)
    pages = page.files.preview.pages
    qtbot.waitUntil(lambda: page.files.preview.showing and not pages.picture.isNull(), timeout=20_000)
    grid = page.files.grid
    grid.describe(0, "pages", "12页")
    assert "整数" in page.frame.refusals[-1]
    grid.describe(0, "pages", "１２")
    grid.describe(0, "provider", "周敏")
    (file,) = here.member.table(Evidence).where()
    assert (file.pages, file.provider) == (12, "周敏")
    assert grid.item(0, 2).text() == "12"


def test_a_file_that_cannot_be_taken_is_refused_and_hangs_nowhere(
    qtbot: Any, here: Room, window: Open, tmp_path: Path
) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    w = window(here.member)
    page = page_of(w, here.finding())
    page.files.take([tmp_path / "空.pdf"])
    qtbot.waitUntil(lambda: bool(w.refusals), timeout=10_000)
    assert "空文件" in w.refusals[-1]
    assert here.member.table(Evidence).count() == 0


def test_a_member_splits_a_lead_off_and_sees_it_no_more(qtbot: Any, here: Room, window: Open) -> None:
    found = here.finding()
    w = window(here.member)
    page = page_of(w, found)
    page.acts["分出线索"].click()
    sheet = next(child for child in page.children() if child.metaObject().className() == "SplitSheet")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert "被反映人" in sheet.lead.issues["accused"]
    sheet.lead.editors["accused"].line.setText("诸葛焘")
    sheet.lead.editors["content"].text.setPlainText("涉嫌收受好处")
    sheet.finding.editors["fact"].text.setPlainText("只写制度")
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    assert "密封投递" in w.said[-1]
    assert page.record.fact == "只写制度"
    page.tabs.setCurrentIndex(2)
    assert not [button for button in page.links.buttons if "线索" in button.text()]
    assert deposits.take_in(here.leader) == 1
    assert here.leader.table(Lead).where()[0].accused == "诸葛焘"
    theirs = page_of(window(here.leader), found)
    theirs.tabs.setCurrentIndex(2)
    assert [button for button in theirs.links.buttons if "线索" in button.text()]


def test_a_cancelled_file_leaves_no_row_and_no_half_file(qtbot: Any, here: Room, window: Open, tmp_path: Path) -> None:
    (tmp_path / "大文件.pdf").write_bytes(b"%PDF-1.7" + bytes(4_000_000))
    w = window(here.member)
    page = page_of(w, here.finding())
    page.files.take([tmp_path / "大文件.pdf"])
    assert page.files.progress.isVisible()
    page.files.progress.button.click()
    qtbot.waitUntil(lambda: not w.jobs.running)
    assert w.refusals == []
    assert here.member.table(Evidence).count() == 0
    assert list(here.member.files.folder.rglob("*.part")) == []


def test_a_pasted_picture_becomes_a_file_of_the_finding(qtbot: Any, here: Room, window: Open) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(picture)
    page = page_of(window(here.member), here.finding())
    page.files.paste_button.click()
    qtbot.waitUntil(lambda: page.files.count == 1)
    (file,) = here.member.table(Evidence).where()
    assert (file.name, file.pages, file.media_type) == ("截图1.png", 1, "image/png")
    QApplication.clipboard().setText("只是文字")
    page.files.paste_button.click()
    assert "没有图片或文件" in page.frame.refusals[-1]


def test_tab_walks_through_a_form_in_reading_order(here: Room, window: Open) -> None:
    w = window(here.member)
    page = page_of(w, here.finding())
    inputs = {edit.input: number for number, edit in enumerate(page.form.editors.values())}
    walked: list[int] = []
    at = page.form.nextInFocusChain()
    while at is not page.form and len(walked) < len(inputs):
        number = next((n for known, n in inputs.items() if known is at or known.isAncestorOf(at)), None)
        if number is not None and number not in walked:
            walked.append(number)
        at = at.nextInFocusChain()
    assert walked == sorted(walked)
    assert len(walked) == len(inputs)


def test_typed_words_survive_under_the_writers_own_key(here: Room, window: Open) -> None:
    w = window(here.member)
    page = page_of(w, here.finding())
    page.form.editors["fact"].text.setPlainText("断电前写的话")
    drafts.put(here.member, here.workspace.folder, page.keep())
    stored = b"".join(path.read_bytes() for path in (here.workspace.folder / "drafts").iterdir())
    assert "断电前".encode() not in stored
    again = page_of(w, here.member.table(Finding).where()[0])
    again.restore(drafts.get(here.member, here.workspace.folder) or {})
    assert again.form.editors["fact"].value() == "断电前写的话"


def test_several_sets_two_levels_deep_are_ticked_and_the_texts_own_word_is_read(
    qtbot: Any, here: Room, window: Open
) -> None:
    bind(here.leader, here.round.id, shipped_profile("jingdezhen"))
    made = here.finding(category="integrity")
    page = page_of(window(here.member, FindingsScreen), made)
    box = page.form.editors["category"].box
    assert box.currentText() == "廉洁纪律（原文称“廉政纪律”）"
    shown = [box.itemText(row) for row in range(box.count())]
    assert "三大问题" in shown, "a heading between the sets"
    assert "廉洁纪律—以权谋私" in shown
    also = page.form.editors["also"]
    qtbot.mouseClick(also.button, Qt.MouseButton.LeftButton)
    also.boxes["private_gain"].click()
    also.boxes["leadership"].click()
    page.form.editors["tags"].boxes["six_integrity"].click()
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = here.member.table(Finding).get(made.id)
    assert (kept.also, kept.tags) == (("private_gain", "leadership"), ("six_integrity",))
    assert also.button.text() == "廉洁纪律—以权谋私、党的领导弱化"


def test_the_ledger_is_filtered_by_tags(here: Room, window: Open) -> None:
    here.finding(title="扶贫资金滞留", tags=("poverty_relief",))
    here.finding(title="公章管理不严")
    ledger = window(here.member, FindingsScreen).top.findChild(LedgerView)
    ledger.choose("tags", "poverty_relief", True)
    rows: list[Any] = list(reading.page(here.member, ledger.model.query).rows)
    assert [one.title for one in rows] == ["扶贫资金滞留"]
