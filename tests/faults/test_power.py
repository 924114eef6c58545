"""Power cuts: everything said to be done before the cut is there after it, whatever the disk had not confirmed."""

import json
from pathlib import Path

import pytest

from tests.faults.conftest import Run
from tests.offices import Office

STATES = 200


@pytest.mark.slow
def test_f02_f03_f04_after_a_kill_or_a_power_cut_at_any_operation_the_word_given_is_kept(
    office: Office, child: Run, preload: Path, scratch: Path, papers: Path
) -> None:
    done = child("power", office.path, scratch, papers, STATES, preload=preload)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    print(f"{told['states']} states of {told['operations']} operations")
    assert told["broken"] == []
    assert told["operations"] > 300
    assert told["said"] == 5
