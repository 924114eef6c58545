"""Every kind of field has a cell and an editor; what comes in is tidied, and the input method is left alone."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from tests.ui.foundation.conftest import World
from ui.records.edit_blocks import BlocksEditor
from ui.records.edit_choice import CodeEditor, LinesEditor, RefEditor
from ui.records.edit_several import CodesEditor
from ui.records.edit_text import LineEditor, SealedEditor, TextEditor
from ui.records.edit_values import read_count, read_day, read_money
from ui.records.editors import editor
from ui.records.names import DeskNames
from xuncha_desktop.kernel import blocks
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.onsite import FindingState
from xuncha_desktop.services.cells import SEALED, cell, text_of, yuan

SAMPLES = {
    Kind.LINE: ("青石镇", "青石镇"),
    Kind.TEXT: ("第一行\n第二行", "第一行 第二行"),
    Kind.BLOCKS: (blocks.encode((blocks.Heading(1, "一、概况"), blocks.Paragraph("正文"))).decode(), "一、概况 正文"),
    Kind.COUNT: (15000, "15,000"),
    Kind.MONEY: (52600050, "526,000.50"),
    Kind.DAY: ("2019-07-上旬", "2019年7月上旬"),
    Kind.MOMENT: (1562547600000000, "2019-07-08 09:00"),
    Kind.FLAG: (True, "是"),
    Kind.CODE: ("p1", "贯彻上级决策部署不到位"),
    Kind.REF: ("nobody", "无权知悉"),
    Kind.CODES: (("p1", "m2"), "贯彻上级决策部署不到位、违规发放津贴补贴"),
    Kind.LINES: (("王建国", "李秀兰"), "王建国、李秀兰"),
    Kind.STATE: ("in_chain", "审签中"),
    Kind.SEALED: ("sealed:abc", SEALED),
    Kind.JSON: ('["a","b"]', "2项"),
}
SOURCES = {Kind.CODE: "finding_category", Kind.CODES: "finding_category", Kind.REF: "unit"}


def field(kind: Kind, *, limit: int | None = 50, optional: bool = True) -> Field:
    enum = FindingState if kind is Kind.STATE else None
    return Field("sample", "样例", kind, limit, SOURCES.get(kind), optional, enum=enum)


@pytest.fixture
def make(qtbot, names: DeskNames):
    def made(kind: Kind, **given):
        found = editor(field(kind, **given), names)
        assert found is not None
        qtbot.addWidget(found)
        found.show()
        return found

    return made


def commit(widget: QWidget, text: str, preedit: str = "") -> None:
    """What an input method sends: first the letters being typed, then the chosen characters."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit or "xuncha", []))
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def text_fields(made: QWidget) -> list[QWidget]:
    found = [w for kind in (QLineEdit, QPlainTextEdit, QTextEdit) for w in made.findChildren(kind)]
    return [w for w in found if not w.isReadOnly()]  # pyright: ignore


def paste(widget: QPlainTextEdit | QTextEdit, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    widget.insertFromMimeData(mime)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_cell(kind: Kind, names: DeskNames):
    value, words = SAMPLES[kind]

    assert text_of(field(kind), value, names) == words
    assert text_of(field(kind), None, names) == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_a_person_edits_gives_back_what_it_shows(kind: Kind, names: DeskNames, qtbot):
    made = editor(field(kind, limit=2_000), names)
    if kind is Kind.JSON:
        assert made is None
        return
    assert made is not None
    qtbot.addWidget(made)
    made.set_value(SAMPLES[kind][0])
    if kind is Kind.SEALED:
        assert made.untouched()
        assert made.value() is None
    else:
        assert made.value() == SAMPLES[kind][0]
    assert made.input.accessibleName().startswith("样例")


@pytest.mark.parametrize("kind", list(Kind))
def test_an_editor_says_what_is_wrong_under_itself(kind: Kind, names: DeskNames, qtbot):
    made = editor(field(kind), names)
    if made is None:
        return
    qtbot.addWidget(made)
    made.show()
    made.show_issue("样例不能为空")
    assert made.issue == "样例不能为空"
    assert made.input.accessibleDescription() == "样例不能为空"
    made.show_issue(None)
    assert made.issue == ""


@pytest.mark.parametrize(
    "kind", [k for k in Kind if k not in (Kind.MOMENT, Kind.FLAG, Kind.STATE, Kind.JSON, Kind.SEALED)]
)
def test_every_text_field_takes_what_an_input_method_commits(kind: Kind, make, seen):
    made = make(kind)
    told = seen(made.changed)
    for widget in text_fields(made):
        widget.setFocus()
        commit(widget, "巡察𬭎")
        shown = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()  # pyright: ignore
        assert shown == "巡察𬭎"
        assert told


def test_letters_still_being_typed_are_no_value(make):
    made = make(Kind.LINE)
    QApplication.sendEvent(made.line, QInputMethodEvent("xun cha", []))

    assert made.value() is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2019-07-08", "2019-07-08"),
        ("20190708", "2019-07-08"),
        ("２０１９０７０８", "2019-07-08"),
        ("２０１９－０７－０８", "2019-07-08"),
        ("2019.7.8", "2019-07-08"),
        ("2019年7月8日", "2019-07-08"),
        (" 2019/7/8 ", "2019-07-08"),
        ("2019-07-上旬", "2019-07-上旬"),
        ("2019年7月中旬", "2019-07-中旬"),
        ("2019-7", "2019-07"),
        ("", None),
    ],
)
def test_a_day_is_read_in_many_ways(typed: str, stored: str | None):
    assert read_day(typed) == stored


@pytest.mark.parametrize("typed", ["2019-02-30", "20191301", "2019-13", "明天", "2019", "7-8"])
def test_what_is_no_day_is_refused_in_words(typed: str):
    with pytest.raises(ValueError, match="请"):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12345.60", 1234560),
        ("28.6万", 28600000),
        ("52.6万元", 52600000),
        ("１２，３４５", 1234500),
        ("0", 0),
        ("", None),
    ],
)
def test_an_amount_is_read_exactly(typed: str, stored: int | None):
    assert read_money(typed) == stored


@pytest.mark.parametrize("typed", ["三万", "-5", "1.234", "NaN", "1e99", "9" * 30, "Infinity"])
def test_what_is_no_amount_is_refused(typed: str):
    with pytest.raises(ValueError, match="金额"):
        read_money(typed)


@pytest.mark.parametrize("typed", ["12.5", "十二", "-1", "9" * 19])
def test_what_is_no_whole_number_is_refused(typed: str):
    with pytest.raises(ValueError, match="数"):
        read_count(typed)


def test_amounts_are_written_with_thousands_apart():
    assert [yuan(n) for n in (0, 5, 123456789, -50)] == ["0.00", "0.05", "1,234,567.89", "-0.50"]


def test_a_day_takes_its_usual_form_when_the_cursor_leaves(make):
    made = make(Kind.DAY)
    made.line.setText("２０１９年７月８日")
    made.line.editingFinished.emit()

    assert made.line.text() == "2019-07-08"


def test_a_state_is_shown_with_its_tone(names: DeskNames):
    shown = cell(field(Kind.STATE), "signed", names)
    assert (shown.tone, shown.text) == (Tone.DONE, "已签批")


# ---------------------------------------------------------------- bad input


def test_t07_a_nul_and_control_characters_are_taken_out_with_a_note(make):
    line, text = make(Kind.LINE), make(Kind.TEXT, limit=500)
    line.line.insert("青\0石\x07镇")
    paste(text.text, "青\0石\x07镇")

    assert (line.value(), text.value()) == ("青石镇", "青石镇")
    assert "控制字符" in line.notice
    assert "控制字符" in text.notice


def test_t08_half_a_surrogate_pair_does_not_stay(make):
    line, text = make(Kind.LINE), make(Kind.TEXT, limit=500)
    line.line.insert("王\ud842国")
    paste(text.text, "王\ud842国")

    assert [all(not 0xD800 <= ord(c) <= 0xDFFF for c in v) for v in (line.value(), text.value())] == [True, True]


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT])
def test_t09_ten_megabytes_are_cut_at_the_limit_with_a_note(make, kind: Kind):
    made = make(kind, limit=200)
    huge = "巡察𬭎" * 3_500_000
    if kind is Kind.LINE:
        made.line.insert(huge)
    else:
        paste(made.text, huge)

    assert len(made.value()) == 200
    assert made.value() == huge[:200]
    assert "最多200字" in made.notice


def test_typing_beyond_the_limit_is_cut_and_said(make):
    made = make(Kind.TEXT, limit=5)
    commit(made.text, "一二三四五六七")

    assert made.value() == "一二三四五"
    assert "最多5字" in made.notice
    assert "5 / 5 字" in made._counter.text()


def test_lines_pasted_into_one_line_are_joined(make):
    made = make(Kind.LINE)
    made.line.insert("青石镇\r\n党委")

    assert made.value() == "青石镇 党委"
    assert made.notice == ""


def test_cutting_can_be_undone(make):
    made = make(Kind.LINE)
    made.line.insert("青石镇")
    made.line.insert("\0党委")
    assert made.value() == "青石镇党委"
    made.line.undo()
    assert made.line.text() in ("青石镇", "")  # the field joins what was put in without a pause


def test_cutting_a_long_text_can_be_undone(make):
    made = make(Kind.TEXT, limit=5)
    commit(made.text, "一二三")
    commit(made.text, "四五六七")
    assert made.value() == "一二三四五"
    made.text.undo()
    assert made.value() in ("一二三", None)


# ---------------------------------------------------------------- single kinds


def test_a_sealed_text_is_covered_when_left_and_gone_when_saved(make, qtbot):
    made = make(Kind.SEALED, limit=2_000)
    assert isinstance(made, SealedEditor)
    made._uncover()
    commit(made.text, "王某 138")
    assert not made.covered
    made.text.left.emit()
    assert made.covered
    assert "王某" not in made._cover.text()
    assert not made.untouched()
    assert made.value() == "王某 138"

    made.set_value("sealed")
    assert made.untouched()
    assert made.text.toPlainText() == ""
    assert "已密封" in made._cover.text()


def test_a_code_is_taken_by_its_words_and_nothing_else(make):
    made = make(Kind.CODE)
    assert isinstance(made, CodeEditor)
    made._line.setText("违规发放津贴补贴")
    assert made.value() == "m2"
    made._line.setText("没有这一类")
    with pytest.raises(ValueError, match="列表"):
        made.value()


def test_codes_stand_under_their_headings(make):
    made = make(Kind.CODE)
    rows = [made._list.item(row) for row in range(made._list.rowCount())]
    heads = [item.text() for item in rows if item.flags() == Qt.ItemFlag.NoItemFlags]

    assert heads == ["聚焦一　党的路线方针政策落实", "聚焦二　群众身边腐败和不正之风"]
    assert len(rows) == 6


def test_a_code_of_another_profile_is_kept(make):
    made = make(Kind.CODE)
    made.set_value("old-code")
    assert made.value() == "old-code"


def test_several_codes_stand_in_boxes_under_their_headings_and_one_of_another_profile_is_kept(make):
    made = make(Kind.CODES)
    assert isinstance(made, CodesEditor)
    heads = [one.text() for one in made.findChildren(QLabel) if one.text().startswith("聚焦")]
    assert heads == ["聚焦一　党的路线方针政策落实", "聚焦二　群众身边腐败和不正之风"]
    made.set_value(("p1", "old-code"))
    assert made.value() == ("p1", "old-code")
    made.boxes["p1"].click()
    made.boxes["m2"].click()
    assert made.value() == ("m2", "old-code")


def test_a_reference_is_found_by_its_words(make, world: World):
    units = world.add_units("青石镇党委", "云峰乡党委", "县水务局党组")
    made = make(Kind.REF)
    assert isinstance(made, RefEditor)
    made.picker.setText("乡党委")
    made.picker.search()
    assert made.picker.offered == ["云峰乡党委"]
    with pytest.raises(ValueError, match="选择"):
        made.value()
    made.picker.choose(0)
    assert made.value() == units[1].id
    made.picker.setText("")
    assert made.value() is None


def test_several_names_become_chips_and_go_again(make, qtbot):
    made = make(Kind.LINES)
    assert isinstance(made, LinesEditor)
    made.line.setText("王建国，李秀兰、王建国")
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    made.line.setText("张明")

    assert made.value() == ("王建国", "李秀兰", "张明")
    made.chips[0].click()
    assert made.value() == ("李秀兰", "张明")


def test_blocks_keep_tables_references_and_sources(make):
    source = blocks.RecordRef("paper", "p-1", "底稿1号")
    text = (
        blocks.Heading(1, "一、概况"),
        blocks.Paragraph("第一段\n接着", (source,)),
        blocks.Table(("项目", "应收"), (("甲", "1"), ("乙", "2"))),
        blocks.RecordRef("finding", "f-1", "问题三"),
        blocks.Heading(4, "（1）小节"),
        blocks.Paragraph("末段"),
    )
    made = make(Kind.BLOCKS)
    assert isinstance(made, BlocksEditor)
    made.set_value(blocks.encode(text).decode())

    assert blocks.decode(made.value().encode()) == text


def test_a_heading_is_made_of_a_paragraph_and_undone(make):
    made = make(Kind.BLOCKS)
    made.text.setPlainText("资金管理")
    made._on_level(2)
    assert blocks.decode(made.value().encode()) == (blocks.Heading(2, "资金管理"),)
    made.text.undo()
    assert blocks.decode(made.value().encode()) == (blocks.Paragraph("资金管理"),)


def test_cells_of_a_spreadsheet_become_a_table(make):
    made = make(Kind.BLOCKS)
    paste(made.text, "项目\t应收\r\n甲\t12\r\n")

    assert blocks.decode(made.value().encode()) == (blocks.Table(("项目", "应收"), (("甲", "12"),)),)


def test_a_damaged_text_is_kept_and_not_edited(make):
    made = make(Kind.BLOCKS)
    made.set_value('{"broken":')
    assert made.value() == '{"broken":'
    assert made.text.isReadOnly()
    assert made.issue


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT])
def test_undo_is_the_fields_own(make, kind: Kind):
    made = make(kind)
    assert isinstance(made, (LineEditor, TextEditor))
    commit(made.input, "青石")
    commit(made.input, "镇")
    made.input.undo()  # pyright: ignore

    assert made.value() != "青石镇"
