"""What is done with a quality card and with a rung that was taken: decided, taken back, delivered, answered, ended."""

from collections.abc import Callable, Sequence
from typing import Any

from ui.pages.act import Act, Host, opened
from ui.pages.sheet import FieldSheet, ask
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.urging import QualityCard, Urging
from xuncha_desktop.services import profiles, quality_cards, urging, why_not
from xuncha_desktop.services.session import Session


def _asked(host: Host, title: str, sentence: str, fields: Sequence[Field], run: Callable[[Session, Any], Any]) -> None:
    """A sheet that asks for a day of today and words, does it, and says so."""
    session = host.frame.desk.session
    given = {field.name: session.today.isoformat() for field in fields if field.kind is Kind.DAY}
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        title,
        sentence,
        title,
        fields,
        lambda values: run(session, values),
        given=given,
    )
    opened(host, sheet, f"已{title}")


def _decide(host: Host, card: QualityCard, *, upheld: bool) -> None:
    found = quality_cards.decider(profiles.of_round(host.frame.desk.session, card.round_id))
    fields = [
        ask("on", "认定日期", Kind.DAY, optional=False),
        ask("wording", "认定意见", Kind.TEXT, optional=False),
    ]
    _asked(
        host,
        "认定成立" if upheld else "不予认定",
        f"{found.body or '您'}作出认定（{found.ground}）。提出的事实：{card.grounds}",
        fields,
        lambda session, v: quality_cards.decide(session, card.id, card.version, v["on"], v["wording"], upheld=upheld),
    )


def _withdraw(host: Host, card: QualityCard) -> None:
    sheet = ConfirmSheet(
        host.widget(), "撤回质量牌", "撤回后不再作为督促的依据，原因留在记录里。", "撤回", reason_required=True
    )
    sheet.accepted.connect(
        lambda: host.frame.desk.run(
            lambda session: quality_cards.withdraw(session, card.id, card.version, sheet.reason),
            done=lambda _: host.say("已撤回"),
        )
    )
    sheet.open()


def _deliver(host: Host, one: Urging) -> None:
    fields = [ask("on", "送达日期", Kind.DAY, optional=False), ask("receiver", "签收人", Kind.LINE, optional=False)]
    _asked(
        host,
        "登记送达",
        one.label,
        fields,
        lambda session, v: urging.deliver(session, one.id, one.version, v["on"], v["receiver"]),
    )


def _reply(host: Host, one: Urging) -> None:
    fields = [ask("on", "回复日期", Kind.DAY, optional=False), ask("text", "回复内容", Kind.TEXT, optional=False)]
    _asked(
        host,
        "登记回复",
        one.label,
        fields,
        lambda session, v: urging.reply(session, one.id, one.version, v["on"], v["text"]),
    )


def _conclude(host: Host, one: Urging) -> None:
    fields = [ask("text", "办理结果", Kind.TEXT, optional=False)]
    _asked(
        host,
        "登记结果",
        one.label,
        fields,
        lambda session, v: urging.conclude(session, one.id, one.version, v["text"]),
    )


def _deciding(session: Session, card: QualityCard) -> str | None:
    told = why_not.elsewhere(session, card) or quality_cards.decide.why_not(session)
    return told or _said(quality_cards.why_not_decide(session, card))


def _withdrawing(session: Session, card: QualityCard) -> str | None:
    told = why_not.elsewhere(session, card) or quality_cards.withdraw.why_not(session)
    return told or _said(quality_cards.why_not_withdraw(session, card))


def _delivering(session: Session, one: Urging) -> str | None:
    told = why_not.elsewhere(session, one) or urging.deliver.why_not(session)
    return told or urging.why_no_paper(one) or ("送达已经登记" if one.delivered_on else None)


def _replying(session: Session, one: Urging) -> str | None:
    told = why_not.elsewhere(session, one) or urging.reply.why_not(session)
    return told or urging.why_no_paper(one) or (None if one.delivered_on else "请先登记送达")


def _concluding(session: Session, one: Urging) -> str | None:
    return why_not.elsewhere(session, one) or urging.conclude.why_not(session)


def _said(reason: Exception | None) -> str | None:
    return str(reason) if reason else None


CARD = (
    Act("认定成立…", _deciding, lambda host, card: _decide(host, card, upheld=True)),
    Act("不予认定…", _deciding, lambda host, card: _decide(host, card, upheld=False)),
    Act("撤回…", _withdrawing, _withdraw),
)
URGING = (
    Act("登记送达…", _delivering, _deliver),
    Act("登记回复…", _replying, _reply),
    Act("登记结果…", _concluding, _conclude),
)
