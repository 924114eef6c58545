"""Long work, its end in every way, and the desk that tells what changed."""

import gc
import logging
import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import QThread

import ui.desk
from tests.ui.foundation.conftest import World
from ui.desk import Desk, timed
from ui.jobs import Job, Jobs
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services import reading
from xuncha_desktop.services.reading import Query


def test_work_runs_elsewhere_with_its_own_session_and_ends_here(qtbot, world: World, jobs: Jobs, qapp):
    world.add_findings(3)
    threads = []

    def work(session, report):
        threads.append((threading.current_thread(), session is world.session))
        return reading.count(session, Query("finding"))

    job = jobs.start("清点", work)
    job.finished.connect(lambda _: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(job.finished) as done:
        pass

    assert done.args == [3]
    assert threads[0] != (threading.main_thread(), True)
    assert threads[0][1] is False
    assert threads[1] is qapp.thread()


def test_the_session_of_a_job_is_closed_even_when_it_fails(qtbot, world: World, jobs: Jobs):
    def work(session, report):
        raise Refused("磁盘空间不足")

    job = jobs.start("写出", work)
    with qtbot.waitSignal(job.failed) as failed:
        pass

    assert str(failed.args[0]) == "磁盘空间不足"
    assert world.sessions[-1].closed


def test_a_bug_in_work_is_told_too(qtbot, jobs: Jobs):
    job = jobs.start_bare("算", lambda report: 1 // 0)
    with qtbot.waitSignal(job.failed) as failed:
        pass

    assert isinstance(failed.args[0], ZeroDivisionError)


def test_cancelling_takes_effect_at_the_next_report_and_gives_no_result(qtbot, jobs: Jobs, seen):
    begun, go_on = threading.Event(), threading.Event()

    def work(report):
        begun.set()
        go_on.wait(30)
        report(1, 2, "一半")
        return "whole"

    job = jobs.start_bare("写出", work)
    results = seen(job.finished)
    begun.wait(30)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
        go_on.set()

    assert results == []
    assert jobs.running == ()


def test_a_job_cancelled_before_its_turn_never_begins(qtbot, jobs: Jobs):
    hold, touched = threading.Event(), []
    jobs.start_bare("先", lambda report: hold.wait(30))
    second = jobs.start_bare("后", lambda report: touched.append(1))
    second.cancel()
    with qtbot.waitSignal(jobs.idle):
        hold.set()

    assert touched == []


def test_jobs_run_one_after_the_other(qtbot, jobs: Jobs):
    order = []
    for number in range(5):
        jobs.start_bare(str(number), lambda report, number=number: order.append(number))
    with qtbot.waitSignal(jobs.idle):
        pass

    assert order == [0, 1, 2, 3, 4]


def test_parts_come_in_order_before_the_end(qtbot, jobs: Jobs):
    told = []

    def work(report):
        report.hand("a")
        report.hand("b")
        return "end"

    job = jobs.start_bare("分批", work)
    job.part.connect(told.append)
    job.finished.connect(told.append)
    with qtbot.waitSignal(jobs.idle):
        pass

    assert told == ["a", "b", "end"]


def test_progress_is_told_and_its_last_word_always(qtbot, jobs: Jobs, seen):
    def work(report):
        for done in range(1, 1001):
            report(done, 1000, "写出")

    job = jobs.start_bare("写出", work)
    told = seen(job.progressed)
    with qtbot.waitSignal(jobs.idle):
        pass

    assert told[-1] == (1000, 1000, "写出")
    assert len(told) < 1000


def test_closing_stops_and_ends_everything(qtbot, world: World, qapp):
    jobs = Jobs(world.open)
    begun = threading.Event()

    def work(report):
        begun.set()
        while True:
            report(1)

    job = jobs.start_bare("没完没了", work)
    waiting = jobs.start_bare("排队", lambda report: None)
    begun.wait(30)
    jobs.close()

    assert (job.stopping, waiting.stopping) == (True, True)
    assert jobs.running == ()
    with pytest.raises(RuntimeError):
        jobs.start_bare("晚了", lambda report: None)


def test_many_jobs_under_collection_leave_nothing_behind(qtbot, jobs: Jobs):
    for number in range(300):
        jobs.start_bare("短", lambda report, number=number: [number, gc.collect(0)])
    with qtbot.waitSignal(jobs.idle, timeout=30_000):
        pass
    qtbot.waitUntil(lambda: jobs.findChildren(Job) == [])

    assert gc.isenabled()


# ---------------------------------------------------------------- the desk


def test_a_commit_is_told_to_everybody(world: World, desk: Desk, seen):
    told = seen(desk.changed)
    world.add_findings(2)

    assert [changes.of("finding") for changes in told] == [True]
    assert not told[0].of("petition")


def test_a_refusal_is_shown_and_a_broken_field_goes_to_the_form(desk: Desk, seen):
    shown, broken, done = seen(desk.refused), [], []

    def refuse(_):
        raise NotAllowed("您的岗位不能办理")

    def invalid(_):
        raise Invalid({"title": "问题标题不能为空"})

    assert desk.run(refuse, done=done.append) is False
    assert desk.run(invalid, invalid=broken.append) is False
    assert desk.run(lambda session: 7, done=done.append) is True
    assert (shown, [b.issues for b in broken], done) == (["您的岗位不能办理"], [{"title": "问题标题不能为空"}], [7])


def test_a_bug_is_not_swallowed(desk: Desk):
    with pytest.raises(ZeroDivisionError):
        desk.run(lambda session: 1 // 0)


def test_the_day_turns_at_midnight_in_beijing(world: World, desk: Desk, seen):
    told = seen(desk.day_changed)
    desk.look_at_the_clock()
    world.moment += timedelta(hours=14, minutes=59)  # 23:59 in Beijing
    desk.look_at_the_clock()
    assert told == []
    world.moment += timedelta(minutes=1)
    desk.look_at_the_clock()
    desk.look_at_the_clock()
    assert [day.isoformat() for day in told] == ["2019-07-09"]


@pytest.mark.logs("count of findings took .* on the window's thread")
def test_a_slow_call_is_logged_by_name_only(monkeypatch, caplog):
    monkeypatch.setattr(ui.desk, "slow_after_ms", -1.0)
    with timed("count of findings"):
        pass
    assert "count of findings" in caplog.text


def test_a_quick_call_is_not_logged(monkeypatch, caplog):
    monkeypatch.setattr(ui.desk, "slow_after_ms", 1e9)
    with caplog.at_level(logging.DEBUG), timed("count of findings"):
        pass
    assert caplog.text == ""


def test_titles_are_remembered_until_their_type_changes(world: World, desk: Desk, names, monkeypatch):
    unit = world.add_units("青石镇党委")[0]
    assert names.titles("unit", [unit.id]) == {unit.id: "青石镇党委"}
    with world.session.carry_out("test.rename", Compartment.CORE) as tx:
        tx.change(unit, None, name="青石街道党工委")

    assert names.titles("unit", [unit.id]) == {unit.id: "青石街道党工委"}


def test_without_the_key_a_title_is_not_known_and_nothing_is_found(names):
    assert names.titles("petition", ["p"]) == {"p": "无权知悉"}
    assert names.find("petition", "车位") == []
