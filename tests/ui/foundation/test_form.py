"""A form made from a declaration: what can be typed, what is told, what is kept."""

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.foundation.conftest import World
from ui.records.edit_base import Editor
from ui.records.form import RecordForm
from ui.records.names import DeskNames
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.registry import RecordType, record_types
from xuncha_desktop.records.restricted import Lead, Petition
from xuncha_desktop.services.cells import answerable


@pytest.fixture
def make(qtbot, names: DeskNames):
    def made(type_: RecordType, **given) -> RecordForm:
        found = RecordForm(type_, names, **given)
        qtbot.addWidget(found)
        found.show()
        return found

    return made


@pytest.fixture
def finding(world: World) -> Finding:
    world.add_findings(1, fact="旧的事实", amount=100)
    return world.session.table(Finding).where()[0]


@pytest.mark.parametrize("type_", record_types().values(), ids=record_types().keys())
def test_every_type_has_a_form_of_its_typed_fields(type_: RecordType, make, names: DeskNames):
    form = make(type_)

    assert set(form.editors) == {f.name for f in type_.fields if f.typed and answerable(f, names)}
    for name, edit in form.editors.items():
        assert edit.input.accessibleName().startswith(type_.field(name).label)


def test_a_choice_the_regime_has_no_list_for_is_asked_only_where_it_must_be_made(make):
    form = make(Lead.type)
    assert "source" in form.editors
    assert "cadre_level" not in form.editors


def test_a_filled_form_gives_back_the_record_and_is_clean(make, finding: Finding):
    form = make(Finding.type)
    form.fill(finding)

    assert not form.dirty
    assert form.values() == {name: getattr(finding, name) for name in form.editors}
    assert form.touched_values() == {}


def test_what_is_typed_makes_it_dirty_and_is_told_after_a_pause(make, finding: Finding, qtbot, seen):
    form = make(Finding.type)
    form.fill(finding)
    told = seen(form.changed)
    with qtbot.waitSignal(form.edited):
        form.editors["title"].input.insert("新")  # pyright: ignore
        assert form.dirty
        assert told

    assert set(form.touched_values()) == {"title"}


def test_what_was_typed_is_told_at_once_before_locking(make, finding: Finding, seen):
    form = make(Finding.type)
    form.fill(finding)
    saves = seen(form.edited)
    form.editors["title"].input.insert("新")  # pyright: ignore
    form.flush()
    form.flush()

    assert len(saves) == 1


def test_an_unreadable_input_is_refused_by_its_field(make, finding: Finding):
    form = make(Finding.type)
    form.fill(finding)
    form.editors["amount"].input.setText("三百万")  # pyright: ignore
    with pytest.raises(Invalid) as refused:
        form.values()
    form.show_issues(refused.value)

    assert set(form.issues) == {"amount"}
    form.editors["amount"].input.setText("300万")  # pyright: ignore
    assert form.issues == {}
    assert form.values()["amount"] == 300_000_000


def test_issues_of_the_service_stand_under_their_fields(make, finding: Finding, world: World, qtbot):
    form = make(Finding.type)
    form.fill(finding)
    form.editors["title"].set_value("")
    with world.session.carry_out("test", Compartment.WORK) as tx, pytest.raises(Invalid) as refused:
        tx.change(finding, None, **form.values())
    form.show_issues(Invalid({**refused.value.issues, "": "整条有问题"}))

    assert form.issues == {"title": "问题标题不能为空"}
    assert form._whole.text == "整条有问题"
    form.show_issues(None)
    assert form.issues == {}
    assert form._whole.isHidden()


def test_two_columns_where_there_is_room_and_one_where_not(make):
    form = make(Finding.type)
    form.resize(1000, 800)
    one, two = form.editors["round_id"], form.editors["group_id"]
    assert place(form, one).y() == place(form, two).y()
    form.resize(500, 800)
    assert place(form, one).y() < place(form, two).y()


def place(form: RecordForm, edit: Editor):
    form.layout().activate()
    holder = edit.parentWidget()
    assert isinstance(holder, QWidget)
    return holder.geometry()


def test_a_sealed_field_is_sent_only_when_typed_and_gone_when_saved(make):
    form = make(Petition.type)
    form.fill_values({"content": "反映车位出售", "reporter": "sealed-before"})
    assert "reporter" not in form.values()
    form.editors["reporter"].text.setPlainText("王某")  # pyright: ignore
    assert form.values()["reporter"] == "王某"
    form.saved()

    assert "reporter" not in form.values()
    assert form.editors["reporter"].text.toPlainText() == ""  # pyright: ignore
    assert not form.dirty


def test_fields_can_be_left_out(make):
    assert set(make(Finding.type, only={"title", "fact"}).editors) == {"title", "fact"}
    assert "round_id" not in make(Finding.type, without={"round_id"}).editors


def test_tab_goes_through_the_fields_in_their_order(make, qtbot):
    form = make(Finding.type, only={"title", "category", "period"})
    order = []
    widget = form.nextInFocusChain()
    while widget is not form and len(order) < 200:
        order += [name for name, edit in form.editors.items() if edit.isAncestorOf(widget) and name not in order]
        widget = widget.nextInFocusChain()

    assert order == ["title", "category", "period"]
