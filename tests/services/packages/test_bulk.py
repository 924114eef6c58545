"""Many records go through in slices: what lies in memory does not grow with their number."""

import tracemalloc
from collections.abc import Callable

import pytest

from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.records.onsite import Interview
from xuncha_desktop.services.packages import accept, kinds, preview, receive

MANY = 5000
WORDS = "谈话对象反映单位近三年大额支出没有经过集体研究，具体情况以单位提供的材料为准。" * 12


def interviews(both: Exchange, number: int) -> None:
    at, group = both.group.holder, both.group_record
    of_it = {"round_id": group.round_id, "group_id": group.id, "unit_id": group.unit_id}
    with at.carry_out("test", Compartment.WORK) as tx:
        tx.add_many(
            [
                Interview(
                    **tx.head(),
                    **of_it,
                    number=f"谈{n}",
                    interviewee=f"谈话人{n}",
                    level="middle",
                    held_on="2019-07-08",
                    interviewers=("王组长", "赵联络"),
                    content=f"{n}{WORDS}",
                )
                for n in range(number)
            ]
        )


def peak(act: Callable[[], object]) -> int:
    """The most bytes Python held at once, more than before."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_x28_five_thousand_records_stream_through_both_ways(both: Exchange) -> None:
    interviews(both, MANY)
    heard: list[str] = []
    sent = peak(lambda: both.send(both.group, kinds.RESULT, progress=lambda _done, _all, text: heard.append(text)))
    (row,) = [row for row in both.group.holder.table(Package).where() if row.kind == "成果包"]
    at = both.office.holder
    arrival = receive.fetch(at, both.path_of(row))
    shown = preview.preview(at, arrival)
    assert sum(shown.counts.values()) == MANY
    assert len(shown.rows) == preview.ROWS
    taken = peak(lambda: accept.accept(at, arrival))
    assert at.table(Interview).count() == MANY
    assert at.db(Compartment.WORK).execute("SELECT count(*) FROM revision").fetchone() == (MANY,)
    content = len(WORDS.encode()) * MANY
    assert sent < content
    assert taken < content
    assert {"正在加密记录", "正在加密数据包", "正在写入U盘", "正在核对写入的内容"} <= set(heard)
