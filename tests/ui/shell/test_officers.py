"""The officers at their screens: an account from opening to working, and the audit read and checked."""

from datetime import timedelta
from pathlib import Path

from tests.offices import CHEAP, INITIAL, PASSWORD
from tests.printing.papers import page_texts
from tests.ui.shell.conftest import Desk
from ui.screens.accounts import AccountsScreen, mark
from ui.screens.audit import AuditScreen, words_of
from ui.shell.parts import Sheet
from ui.shell.sheets import CertifySheet, OpenAccountSheet
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import GROUP, OFFICERS, Post
from xuncha_desktop.services import accounts, clock_trust
from xuncha_desktop.services.auditing import Verdict
from xuncha_desktop.storage.connection import transaction


def at_accounts(desk: Desk, login: str) -> AccountsScreen:
    shell = desk.enter(login)
    shell.go("accounts")
    assert isinstance(shell.pile.top, AccountsScreen)
    return shell.pile.top


def choose(screen: AccountsScreen, login: str) -> None:
    logins = [line.account.login for line in screen.lines]
    screen.table.setCurrentCell(logins.index(login), 0)


def offered(screen: AccountsScreen) -> set[str]:
    return {name for name, button in screen.buttons.items() if button.isVisibleTo(screen)}


def open_account(desk: Desk) -> None:
    admin = desk.office.enter("sysadmin")
    accounts.open_account(admin, "wangwu", "王五", INITIAL, cost=CHEAP)
    admin.close()


def enrol(desk: Desk) -> None:
    door = desk.office.door
    door.choose_password(door.unlock("wangwu", INITIAL), INITIAL, PASSWORD, cost=CHEAP)


def certify(desk: Desk) -> str:
    officer = desk.office.enter("secadmin")
    (line,) = [line for line in accounts.lines(officer) if line.account.login == "wangwu"]
    accounts.certify(officer, line.account.user_id, [Post.MEMBER], desk.office.profile)
    officer.close()
    return line.account.user_id


def test_an_account_is_opened_and_its_password_shown_once(desk: Desk) -> None:
    screen = at_accounts(desk, "sysadmin")
    screen.open.click()
    sheet = screen.sheet
    assert isinstance(sheet, OpenAccountSheet)
    sheet.yes.click()
    assert sheet.name.issue
    assert sheet.login.issue
    sheet.name.edit.setText("王五")
    sheet.login.edit.setText("wangwu")
    sheet.yes.click()
    desk.wait(lambda: isinstance(screen.sheet, Sheet))

    said = [child.accessibleName() for child in screen.sheet.findChildren(object) if hasattr(child, "accessibleName")]
    (initial,) = [text.partition("：")[2] for text in said if text.startswith("初始口令")]
    assert desk.office.door.unlock("wangwu", initial).must_change
    assert [mark(line)[1] for line in screen.lines if line.account.login == "wangwu"] == ["未启用"]


def test_a_login_name_in_use_is_refused_with_its_sentence(desk: Desk) -> None:
    screen = at_accounts(desk, "sysadmin")
    before = len(screen.lines)
    screen._opened("zhangsan", "张三")
    desk.wait(lambda: desk.shell.refusal)
    assert len(screen.lines) == before


def test_an_account_is_disabled_and_enabled_by_the_administrator_only(desk: Desk) -> None:
    screen = at_accounts(desk, "sysadmin")
    choose(screen, "sysadmin")
    assert "switch" not in offered(screen)
    choose(screen, "zhangsan")
    assert offered(screen) == {"switch"}
    screen.buttons["switch"].click()
    assert isinstance(screen.sheet, ConfirmSheet)
    screen.sheet.yes.click()
    assert [mark(line)[1] for line in screen.lines if line.account.login == "zhangsan"] == ["停用"]
    assert screen.buttons["switch"].text() == "启用账号"


def test_the_security_officer_certifies_after_comparing_the_fingerprint(desk: Desk) -> None:
    open_account(desk)
    enrol(desk)
    screen = at_accounts(desk, "secadmin")
    choose(screen, "wangwu")
    assert offered(screen) == {"certify"}
    screen.buttons["certify"].click()
    sheet = screen.sheet
    assert isinstance(sheet, CertifySheet)
    sheet.yes.click()
    assert sheet.isVisible()
    assert set(sheet.chips) == GROUP | OFFICERS
    sheet.chips[Post.MEMBER].click()
    sheet.end.edit.setText("2019-07-01")
    sheet.compared.setChecked(True)
    sheet.yes.click()
    assert "早于" in sheet.end.issue
    sheet.end.edit.setText("2019-09-31")
    sheet.yes.click()
    assert sheet.end.issue
    sheet.end.edit.setText("2019-09-30")
    sheet.yes.click()

    (line,) = [line for line in screen.lines if line.account.login == "wangwu"]
    assert line.posts == (Post.MEMBER,)
    assert line.certificates[0].until_on.isoformat() == "2019-09-30"
    assert mark(line)[1] == "待授予密钥"


def test_a_certificate_is_revoked_with_a_reason(desk: Desk) -> None:
    screen = at_accounts(desk, "secadmin")
    choose(screen, "zhangsan")
    (line,) = [line for line in screen.lines if line.account.login == "zhangsan"]
    screen._revoke(line.certificates[0].certificate_id, "组员")
    sheet = screen.sheet
    assert not sheet.yes.isEnabled()
    sheet.chips[0].click()
    sheet.yes.click()
    assert [line.posts for line in screen.lines if line.account.login == "zhangsan"] == [()]


def test_a_holder_hands_the_keys_to_a_certified_person_who_can_then_work(desk: Desk, another_desk) -> None:
    open_account(desk)
    enrol(desk)
    certify(desk)
    screen = at_accounts(desk, "holder")
    choose(screen, "wangwu")
    assert offered(screen) == {"grant"}

    screen.buttons["grant"].click()

    assert offered(screen) == set()
    desk.lock.leave()
    desk.shell.close()
    assert desk.ended == [None]
    assert "finding" in another_desk().enter("wangwu").places


def test_a_clock_that_is_behind_is_shown_to_the_security_officer_and_confirmed_with_a_reason(desk: Desk) -> None:
    holder = desk.office.enter("holder")
    desk.office.clock.now += timedelta(days=400)
    with holder.carry_out("setup", Compartment.CORE) as tx:
        assert tx.now
    desk.office.clock.now -= timedelta(days=400)
    screen = at_accounts(desk, "secadmin")
    assert screen.clock.isVisibleTo(screen)
    screen.clock.click()
    screen.sheet.chips[0].click()
    screen.sheet.yes.click()
    assert not screen.clock.isVisibleTo(screen)
    assert not clock_trust.behind(desk.shell.desk.session)


def test_the_idle_time_is_set_on_the_screen(desk: Desk) -> None:
    screen = at_accounts(desk, "secadmin")
    screen.minutes.setCurrentIndex(0)
    screen.minutes.activated.emit(0)
    assert desk.lock._minutes == 3


# ------------------------------------------------------------------ the auditor


def at_audit(desk: Desk) -> AuditScreen:
    shell = desk.enter("auditor")
    shell.go("audit")
    screen = shell.pile.top
    assert isinstance(screen, AuditScreen)
    desk.wait(lambda: screen.lines)
    return screen


def test_the_auditor_sees_the_newest_first_and_his_own_reading_on_top(desk: Desk) -> None:
    screen = at_audit(desk)
    assert screen.table.item(0, 4).text() == "查阅审计记录"
    assert screen.table.item(0, 2).text() == "李审"
    assert screen.table.rowCount() == len(screen.lines)


def test_filters_narrow_and_are_themselves_written_down(desk: Desk) -> None:
    screen = at_audit(desk)
    screen.actor.setText("张三")
    screen._on_wish()
    desk.wait(lambda: screen.lines and {line.name for line in screen.lines} == {"张三"})
    screen.actor.clear()
    screen.act.setCurrentIndex(screen.act.findData("finding.draft"))
    screen._on_wish()
    desk.wait(lambda: screen.lines and {line.act for line in screen.lines} == {"finding.draft"})
    screen.act.setCurrentIndex(0)
    screen.refused.setChecked(True)
    desk.wait(lambda: not desk.shell.jobs.running)
    assert screen.lines == []
    assert screen._none.isVisibleTo(screen)


def test_the_last_visit_is_remembered(desk: Desk, another_desk) -> None:
    screen = at_audit(desk)
    head = screen.lines[0].seq
    desk.shell.close()
    again = at_audit(another_desk())
    again.since.setChecked(True)
    desk.wait(lambda: again.lines and min(line.seq for line in again.lines) >= head)


def test_a_check_of_a_whole_audit_is_told_with_its_digest(desk: Desk) -> None:
    screen = at_audit(desk)
    screen.check.click()
    desk.wait(lambda: screen.verdict)
    assert "核验通过" in screen.result.text


def test_a01_an_altered_entry_is_told_in_words(desk: Desk) -> None:
    auditor = desk.office.enter("auditor")
    db = auditor.db(Compartment.AUDIT)
    with transaction(db):
        db.execute("DROP TRIGGER entry_is_never_changed")
        db.execute("UPDATE entry SET sealed = zeroblob(length(sealed)) WHERE seq = 2")
    auditor.close()
    screen = at_audit(desk)
    screen.check.click()
    desk.wait(lambda: screen.verdict)
    assert "第2条" in screen.result.text
    (row,) = [row for row, line in enumerate(screen.lines) if line.broken]
    assert screen.table.item(row, 4).text() == "无法打开"


def test_gaps_and_doubles_are_told_by_compartment() -> None:
    said = words_of(Verdict(9, "ab", {"core": ((3, 5), (7, 7))}, {"work": (2,)}, (4,), ""))
    assert "基础区缺少编号3至5、7" in said
    assert "工作区编号重复：2" in said
    assert "第4条" in said


def test_an_initial_password_is_handed_over_on_a_slip_written_only_where_the_person_says(
    desk: Desk, tmp_path: Path
) -> None:
    screen = at_accounts(desk, "sysadmin")
    screen._opened("wangwu", "王五")
    desk.wait(lambda: isinstance(screen.sheet, Sheet))
    screen.slip_button.click()
    slip = screen.slip
    assert "打印后立即删除文件" in slip.warning.text
    target = tmp_path / "交接单.pdf"
    slip.save_to(target)
    (said,) = [text for text in page_texts(target.read_bytes())]
    secret = slip._slip.secret
    assert secret in said
    assert all(words in said for words in ("王五", "wangwu", "阅后销毁", "交付人", "接收人"))
    assert desk.office.door.unlock("wangwu", secret).must_change
    assert "交接单.pdf" in slip.warning.text
    kept = [path for path in desk.office.path.rglob("*") if path.is_file()]
    assert kept
    assert not any(secret.encode() in path.read_bytes() for path in kept)
    slip.save_to(tmp_path / "没有" / "交接单.pdf")
    assert "没有写成" in slip.refusal.text
    slip.reject()
