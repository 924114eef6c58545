"""Deadlines, events and duties on the command line: for people, for machines, and for whoever mistypes."""

import json

import pytest

from xuncha_desktop.cli import main

Capture = pytest.CaptureFixture[str]
RECEIVED = ["deadlines", "--profile", "礼县", "--event", "feedback_received=2019-09-20", "--today", "2019-09-30"]


def test_deadlines_are_told_with_ground_reckoning_and_light(capsys: Capture) -> None:
    assert main(RECEIVED) == 0
    out = capsys.readouterr().out
    assert "报送整改方案\t条文·" in out
    assert "剩10天" in out
    assert "2019年9月20日签收反馈意见（推定）起10个工作日 → 2019年10月10日（周四）到期；9月29日（周日）调休上班" in out


def test_a_second_regime_stands_beside_every_deadline(capsys: Capture) -> None:
    given = [
        *RECEIVED,
        "--reference",
        "杨陵区",
        "--event",
        "organisation_told=2019-09-18",
        "--event",
        "召开进驻动员会=2019-07-08",
    ]
    assert main(given) == 0
    out = capsys.readouterr().out
    assert "参照：杨陵区委巡察工作实施办法" in out
    assert "\t参照时限（条文·实施办法第三十五条）：2019年9月18日巡察反馈会起10个工作日 → 2019年10月8日" in out
    assert main([*given[:-2], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["reference"]["profile"] == "yangling"
    beside = {item["rule"]: item["reference"] for item in told["deadlines"]}
    assert (beside["rectification_report"]["due_on"], beside["rectification_report"]["rule"]) == (
        "2019-12-18",
        "rectification_report",
    )
    assert beside["rectification_report"]["explanation"]["due_on"] == "2019-12-18"


def test_a_matter_without_counterpart_and_the_same_regime_twice_are_told(capsys: Capture) -> None:
    assert main([*RECEIVED, "--reference", "榆林"]) == 0
    assert "参照规则没有对应的期限（榆林市委巡察工作）" in capsys.readouterr().out
    assert main([*RECEIVED, "--reference", "礼县"]) == 1
    assert "参照规则档不能与所依据的规则档相同" in capsys.readouterr().err


def test_deadlines_are_told_to_a_machine(capsys: Capture) -> None:
    assert main([*RECEIVED, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["profile"] == "lixian"
    dues = {item["rule"]: item["due_on"] for item in told["deadlines"]}
    assert dues["rectification_plan"] == "2019-10-10"
    assert dues["rectification_report"] == dues["principal_report"] == "2019-11-20"


def test_an_event_may_be_given_by_its_chinese_name_and_contradictions_are_told(capsys: Capture) -> None:
    given = ["--event", "县委书记专题会议审议同意=2019-09-18", "--event", "向党组织反馈=2019-09-17"]
    assert main(["deadlines", "--profile", "lixian", *given, "--today", "2019-09-30"]) == 0
    assert "注意：“向党组织反馈”（2019-09-17）早于应在其前的“县委书记专题会议审议同意”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["deadlines", "--profile", "礼县"], 2, "用法不对"),
        (["deadlines", "--event", "feedback_received=2019-09-20"], 2, "用法不对"),
        (["duties", "--profile", "礼县"], 2, "用法不对"),
        (["duties", "--profile", "礼县", "--year", "明年"], 2, "用法不对"),
        (["duties", "--profile", "礼县", "--year", "219"], 1, "核对年份"),
        (["events", "--profile", "没有的县"], 1, "没有名为"),
        (["deadlines", "--profile", "礼县", "--event", "晚会=2019-09-20"], 1, "没有“晚会”这一事件"),
        (["deadlines", "--profile", "礼县", "--event", "feedback_received"], 1, "应写作 事件=日期"),
        (["deadlines", "--profile", "礼县", "--event", "feedback_received=20190920"], 1, "应写作 2019-09-20"),
        (["deadlines", "--profile", "礼县", "--event", "feedback_received=0219-09-20"], 1, "核对年份"),
        (["deadlines", "--profile", "礼县", "--event", "feedback_received=2019-02-29"], 1, "没有2019-02-29这一天"),
        ([*RECEIVED, "--event", "签收反馈意见=2019-09-21"], 1, "两次日期"),
        ([*RECEIVED, "--event", "签收反馈意见=2019-09-20"], 1, "同一日期给出了两次"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_with_its_exit_code(
    capsys: Capture, argv: list[str], code: int, words: str
) -> None:
    assert main(argv) == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", ["deadlines", "events", "duties"])
def test_each_command_has_its_chinese_help(capsys: Capture, command: str) -> None:
    assert main([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "用法：" in out
    assert "--profile" in out


def test_events_are_listed_with_what_they_start_and_meet(capsys: Capture) -> None:
    assert main(["events", "--profile", "礼县", "--json"]) == 0
    by = {event["id"]: event for event in json.loads(capsys.readouterr().out)["events"]}
    assert "报送整改方案" in by["feedback_received"]["starts"]
    assert by["plan_received"]["meets"] == ["报送整改方案"]
    assert main(["events", "--profile", "礼县"]) == 0
    assert "feedback_received\t签收反馈意见" in capsys.readouterr().out


def test_duties_of_a_year_are_told_for_people_and_machines(capsys: Capture) -> None:
    assert main(["duties", "--profile", "礼县", "--year", "2019"]) == 0
    assert "2019年" in capsys.readouterr().out
    assert main(["duties", "--profile", "礼县", "--year", "2019", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["year"] == 2019


def test_the_ground_names_its_regulation_in_the_explanation_too(capsys: Capture) -> None:
    assert main([*RECEIVED, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert all(item["explanation"]["ground"] == item["ground"] for item in told["deadlines"] if item["explanation"])
    assert any("巡察工作方案" in item["ground"] for item in told["deadlines"])


def test_an_event_that_can_happen_again_may_be_given_with_every_day(capsys: Capture) -> None:
    given = ["deadlines", "--profile", "杨陵", "--today", "2020-11-02", "--json"]
    for event in ("discipline_received=2020-09-01", "discipline_received=2020-10-12"):
        given += ["--event", event]
    assert main(given) == 0
    told = json.loads(capsys.readouterr().out)["deadlines"]
    assert [one["due_on"] for one in told if one["rule"] == "result_discipline"] == ["2020-12-01", "2021-01-12"]


def test_a_duty_of_an_occasion_names_the_occasion(capsys: Capture) -> None:
    assert main(["duties", "--profile", "灞桥", "--year", "2026"]) == 0
    out = capsys.readouterr().out
    assert "\t遇事（常委会部署监督任务）\t" in out
    assert "\t遇事\t" not in out
