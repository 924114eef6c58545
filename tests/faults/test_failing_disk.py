"""Each single disk operation of a morning's work fails once, or from then on: the word given afterwards is kept."""

import errno
import json
from pathlib import Path

import pytest

from tests.faults.conftest import Run
from tests.offices import Office

ERRORS = {"EIO once": (errno.EIO, "once"), "ENOSPC from then on": (errno.ENOSPC, "on")}


def rounds(child: Run, shim: Path, scenario: str, office: Office, scratch: Path, papers: Path, error: int, how: str):
    """Every round's report, printed as one line of counts; a round's own problems come with the call that failed."""
    done = child("every_operation", scenario, office.path, scratch, papers, error, how, preload=shim)
    assert (done.returncode, done.stderr) == (0, "")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    refused = sum(any("refused" in line for line in one["said"]) for one in told)
    print(f"{scenario}: {len(told) - 1} operations failed in turn, {refused} times an act was refused")
    for one in told:
        for broken in one["broken"]:
            print(f"operation {one['n']} ({one['hit']}): {broken}\n{one['said']}")
    assert [one["n"] for one in told] == list(range(1, len(told) + 1))
    assert not told[-1]["hit"], "the last round is the one without a failure"
    return told


@pytest.mark.slow
@pytest.mark.parametrize("error", ERRORS)
def test_f08_f09_a04_whatever_operation_fails_an_act_is_done_and_audited_once_or_refused_and_not_there(
    office: Office, child: Run, preload: Path, scratch: Path, papers: Path, error: str
) -> None:
    told = rounds(child, preload, "morning", office, scratch, papers, *ERRORS[error])
    assert [(one["n"], one["hit"], one["broken"]) for one in told if one["broken"]] == []
    calls = {one["hit"].split(" ")[0] for one in told[:-1]}
    assert calls >= {"create", "write", "fsync", "rename", "mkdir"}
    assert len(told) > 300


def test_f09_after_a_failed_commit_nothing_more_is_saved_until_a_restart(
    office: Office, child: Run, preload: Path, scratch: Path, papers: Path
) -> None:
    (told,) = (
        json.loads(line)
        for line in child(
            "every_operation", "stopping", office.path, scratch, papers, errno.EIO, "once", preload=preload
        ).stdout.splitlines()
    )
    assert told["broken"] == []
    assert ["无法确认" in line["why"] for line in told["said"][:1]] == [True]
    assert ["已停止保存" in line["why"] for line in told["said"][1:]] == [True, True]


@pytest.mark.parametrize("error", ERRORS)
def test_f08_whatever_operation_fails_a_password_change_is_done_or_refused_and_never_half(
    office: Office, child: Run, preload: Path, scratch: Path, papers: Path, error: str
) -> None:
    told = rounds(child, preload, "password", office, scratch, papers, *ERRORS[error])
    assert [(one["n"], one["hit"], one["broken"]) for one in told if one["broken"]] == []


def test_k05_a_password_change_killed_at_any_step_leaves_the_old_or_the_new_password_and_never_neither(
    office: Office, child: Run, preload: Path, scratch: Path, papers: Path
) -> None:
    told = rounds(child, preload, "password", office, scratch, papers, 0, "once")
    assert [(one["n"], one["broken"]) for one in told if one["broken"]] == []
    assert [one["said"] for one in told[:-1]] == [[]] * (len(told) - 1)


def test_k06_a_copy_of_the_key_file_on_a_bad_place_of_the_disk_is_replaced_by_the_other(
    office: Office, child: Run, preload: Path, scratch: Path, papers: Path
) -> None:
    done = child("every_operation", "unreadable", office.path, scratch, papers, errno.EIO, "once", preload=preload)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["broken"] for line in done.stdout.splitlines()] == [[]]
