"""The days on site through real windows: meeting, petition, talk, lead, and consent that travels out and back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys import consent_travels, group_on_site
from tests.journeys.hands import Files
from tests.journeys.seats import PC
from xuncha_desktop.demonstration import line, scans, stage, story
from xuncha_desktop.services.packages import drive

pytestmark = pytest.mark.slow


def test_the_days_on_site_and_the_consent_are_lived_in_windows(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    stick = line.stick(tmp_path)
    stick.mkdir()
    line.scene("office", "plan", str(tmp_path))
    line.scene("group", "open", str(tmp_path))
    first = max(drive.offered(stick), key=lambda path: path.stat().st_mtime_ns)
    clock = stage.StoryClock()
    office = PC(qtbot, files, clock, stage.office(tmp_path, "").path, "office")
    group = PC(qtbot, files, clock, stage.group(tmp_path, "").path, "group")

    group_on_site.arrive(group)
    group_on_site.decide(group)
    group_on_site.write(group)
    group_on_site.screen(group)
    asked = consent_travels.ask(group, stick)
    consent = scans.make(tmp_path / "扫描件", "批示原件", [("批示", "同意。请巡察二组督促立即整改。")])
    answered, said = consent_travels.answer(office, first, asked, consent, stick)
    back = consent_travels.issue(group, answered, said, stick)
    photographs = scans.make(tmp_path / "扫描件", "整改现场照片", [("内容", story.IMMEDIATE["problem"])])
    consent_travels.check(group, photographs)
    consent_travels.acknowledged(office, back)
