"""Papers beside a package: what travels is told, what is inside is not, and nothing is signed beforehand."""

from typing import Any

from tests.printing.papers import one_line
from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.services import paper_views, printing_desk
from xuncha_desktop.services.printing_desk import PrintOrder
from xuncha_desktop.services.session import Session


def view_of(session: Session, package: Package, form: str) -> Any:
    (one,) = [one for one in paper_views.papers_of(session, package) if one.form == form]
    return one.view(session, package)


def test_the_slip_names_package_medium_size_and_digest_and_both_sign(ready: Exchange) -> None:
    row = ready.result()
    session = ready.group.clerk
    view = view_of(session, row, "package_slip")

    said = {entry.label: entry.text for entry in view.entries}
    assert said["数据包编号"] == row.id
    assert said["校验值（SHA-256）"].replace(" ", "") == row.file_digest
    assert said["大小"].startswith(f"{row.size:,}字节")
    assert said["查杀病毒"] == ""
    assert said["件数"] == "1个数据包（1个文件）"
    assert [box.label for box in view.places] == ["交出人", "接收人"]
    assert not any(box.signed_by or box.signed_on for box in view.places)
    shown = one_line(printing_desk.print_paper(session, "package_slip", view, row, PrintOrder(copies=2)))
    assert "一式2份" in shown
    assert "第2份共2份" in shown


def test_a_slip_does_not_tell_whether_there_is_a_lead_inside(started: Exchange, ready: Exchange) -> None:
    session = ready.group.clerk
    view = view_of(session, ready.result(), "package_slip")
    assert view.marks.level is Level.SECRET  # what such a package may carry, not what this one does
    words = "".join(entry.text for entry in view.entries)
    assert "线索" not in words
    assert "信访" not in words


def test_approval_and_record_say_out_or_in(ready: Exchange) -> None:
    row = ready.result()
    out, taken = ready.group.clerk, ready.take(ready.office.holder, row)
    assert view_of(out, row, "transfer_approval").title == "信息导出审批表"
    assert view_of(ready.office.clerk, taken, "transfer_approval").title == "信息导入审批表"
    said = {entry.label: entry.text for entry in view_of(ready.office.clerk, taken, "operation_record").entries}
    assert said["操作种类"] == "导入数据包"
    assert said["操作起止时间"] == said["设备编号"] == ""
    assert said["操作结果"] == taken.state.label
