"""The exchange desk as everybody uses it: a package out, a package in, and its receipt."""

from pathlib import Path

from tests.journeys.seats import Seat


def send(seat: Seat, stick: Path, kind: str, *, ticked: str = "", **fields: str) -> Path:
    """Write a package of a kind, about what is ticked, to the stick; returns its file."""
    before = set(stick.iterdir())
    seat.go("数据包")
    seat.tab("发送")
    seat.press(kind)
    if ticked:
        seat.tick("包含的内容", ticked)
    seat.fill(**fields)
    seat.pick("选择U盘或文件夹…", stick)
    seat.press("写出数据包")
    seat.idle()
    assert seat.reads("可以拔出"), seat.texts
    (made,) = set(stick.iterdir()) - before
    return made


def receive(seat: Seat, package: Path) -> dict[str, str]:
    """Look at a package and take it in; returns what it was said to do, by what it is about."""
    seat.go("数据包")
    seat.tab("接收")
    seat.pick("选择数据包…", package)
    seat.idle()
    plan = dict(zip(seat.column("将有的变动", 0), seat.column("将有的变动", 1), strict=True))
    seat.press("接收")
    seat.idle()
    assert seat.reads("已接收《"), seat.texts
    return plan


def receipt(seat: Seat, stick: Path) -> Path:
    """Answer the package that was taken in; returns the receipt's file."""
    before = set(stick.iterdir())
    seat.go("数据包")
    seat.tab("收发登记")
    seat.pick("出具回执…", stick)
    seat.idle()
    assert seat.column("待出具回执的数据包", 0) == []
    (made,) = set(stick.iterdir()) - before
    return made
