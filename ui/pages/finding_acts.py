"""What is done with a finding: submitted as a paper, split, set aside and taken back."""

from ui.pages.act import Act, Host, opened
from ui.pages.split import SplitSheet
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import findings, why_not, working_papers


def _submit(host: Host, _: Finding) -> None:
    finding = host.saved_first()
    if finding is None:
        return
    host.frame.desk.run(
        lambda session: working_papers.submit(session, finding.id, finding.version),
        done=lambda paper: host.say(f"已提交，底稿号{paper.number}，现由{paper.step_label}"),
    )


def _void(host: Host, _: Finding) -> None:
    finding = host.saved_first()
    if finding is None:
        return
    sheet = ConfirmSheet(
        host.widget(),
        "作废这条问题",
        f"“{finding.title}”作废后不能再提交，内容和原因仍可查看，需要时可以恢复。",
        "作废",
        reasons=("重复登记", "事实不成立", "并入另一问题"),
        reason_required=True,
    )

    def take_back(saved: Finding) -> None:
        host.frame.desk.run(lambda session: findings.restore(session, saved.id, saved.version))

    def do() -> None:
        host.frame.desk.run(
            lambda session: findings.void(session, finding.id, finding.version, sheet.reason),
            done=lambda saved: host.say("已作废", lambda: take_back(saved)),
        )

    sheet.accepted.connect(do)
    sheet.open()


def _restore(host: Host, finding: Finding) -> None:
    host.frame.desk.run(
        lambda session: findings.restore(session, finding.id, finding.version), done=lambda _: host.say("已恢复为起草")
    )


def _split(host: Host, _: Finding) -> None:
    finding = host.saved_first()
    if finding is None:
        return
    sheet = SplitSheet(host.widget(), host.frame, finding)
    opened(host, sheet, lambda lead: host.say(f"已分出线索{lead.number}" if lead else "线索已密封投递，此处不留痕迹"))


FINDING = (
    Act("提交底稿", why_not.submitting, _submit, "Ctrl+Return"),
    Act("分出线索…", why_not.splitting, _split),
    Act("作废…", why_not.voiding, _void),
)
VOID = (Act("恢复", why_not.restoring, _restore), *FINDING)
