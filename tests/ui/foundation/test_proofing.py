"""While typing, the writing is looked at: said and waved under, put right only at a press, and that can be undone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from ui.records.editors import editor
from ui.records.names import DeskNames
from xuncha_desktop.kernel import blocks
from xuncha_desktop.records.fields import Field, Kind

WRONG = '𠮷同志说:问题3个,\n见"方案"附件(2019)...即将整改'
RIGHT = "𠮷同志说：问题3个，\n见“方案”附件（2019）……即将整改"


@pytest.fixture
def make(qtbot: Any, names: DeskNames) -> Any:
    def made(kind: Kind, limit: int | None = 500) -> Any:
        found = editor(Field("sample", "情况", kind, limit, None, True), names)
        assert found is not None
        qtbot.addWidget(found)
        found.show()
        return found

    return made


def waved(made: Any) -> list[str]:
    return [one.cursor.selectedText() for one in made.text.extraSelections()]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.BLOCKS])
def test_hints_come_when_typing_rests_and_nothing_is_changed(make: Any, kind: Kind, qtbot: Any) -> None:
    made = make(kind)
    made.text.insertPlainText(WRONG)
    assert made.proofing.isHidden()
    qtbot.waitUntil(lambda: not made.proofing.isHidden(), timeout=5_000)
    assert made.text.toPlainText() == WRONG
    assert made.proofing.told.text().startswith("写法提示7处：中文句子里用全角“：”；中文句子里用全角“，”；")
    assert waved(made) == [":", ",", '"', '"', "(", ")", "..."]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.BLOCKS])
def test_a_press_puts_everything_right_and_one_undo_takes_it_back(make: Any, kind: Kind, qtbot: Any) -> None:
    made = make(kind)
    made.text.insertPlainText(WRONG)
    made.proofing.look()
    qtbot.mouseClick(made.proofing.button, Qt.MouseButton.LeftButton)
    assert made.text.toPlainText() == RIGHT
    assert made.proofing.isHidden()
    assert waved(made) == []
    made.text.undo()
    assert made.text.toPlainText() == WRONG


def test_a_heading_stays_one_and_a_table_stays_in_its_place(make: Any, qtbot: Any) -> None:
    made = make(Kind.BLOCKS)
    table = blocks.Table(("甲", "乙"), (("1", "2"),))
    given = (blocks.Heading(1, "一.概况,情况"), blocks.Paragraph("正文,见表"), table, blocks.Paragraph("完..."))
    made.set_value(blocks.encode(given).decode())
    assert made.proofing.isHidden()
    made.proofing.look()
    qtbot.mouseClick(made.proofing.button, Qt.MouseButton.LeftButton)
    right = (blocks.Heading(1, "一、概况，情况"), blocks.Paragraph("正文，见表"), table, blocks.Paragraph("完……"))
    assert blocks.decode(made.value().encode()) == right


def test_what_only_a_person_knows_is_said_without_a_button(make: Any) -> None:
    made = make(Kind.TEXT)
    made.text.insertPlainText("买买提.艾力同志")
    made.proofing.look()
    assert made.proofing.told.text() == "写法提示1处：句末用“。”，姓名中间用“·”"
    assert made.proofing.button.isHidden()


def test_putting_right_never_costs_the_end_of_a_full_text(make: Any, qtbot: Any) -> None:
    made = make(Kind.TEXT, limit=6)
    made.text.insertPlainText("一二三四五…")
    made.proofing.look()
    qtbot.mouseClick(made.proofing.button, Qt.MouseButton.LeftButton)
    assert made.text.toPlainText() == "一二三四五…"
    assert made.proofing.told.text() == "改正后会超过6字，请先删减"


def test_a_stored_text_is_shown_without_remarks(make: Any) -> None:
    made = make(Kind.TEXT)
    made.text.insertPlainText(WRONG)
    made.proofing.look()
    made.set_value(WRONG)
    assert made.proofing.isHidden()
    assert waved(made) == []


def test_t03_a_private_character_is_told_while_typing_with_its_code_point(make: Any, qtbot: Any) -> None:
    made = make(Kind.TEXT)
    made.text.insertPlainText("张\ue863同志")
    made.proofing.look()
    assert "自造字（U+E863）在别的电脑上显示不出，应为“䶮”（U+4DAE）" in made.proofing.told.text()
    qtbot.mouseClick(made.proofing.button, Qt.MouseButton.LeftButton)
    assert made.value() == "张䶮同志"


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\ufeff", "\ue000"])
def test_t03_t06_a_line_tells_at_once_what_nobody_sees(make: Any, char: str) -> None:
    made = make(Kind.LINE)
    made.line.insert(f"张{char}三")
    assert f"U+{ord(char):04X}" in made.notice
    made.line.clear()
    assert made.notice == ""


def test_t03_t06_a_sealed_text_tells_it_without_its_words(make: Any) -> None:
    made = make(Kind.SEALED)
    made.text.insertPlainText("张\u202e三")
    assert "U+202E" in made.notice
    assert "张" not in made.notice


def test_enter_in_a_sheet_is_not_taken_by_the_hidden_button(make: Any) -> None:
    assert not make(Kind.TEXT).proofing.button.autoDefault()
