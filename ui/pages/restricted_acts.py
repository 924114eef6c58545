"""What is done with petitions and leads: shown to the reviewing body, decided on, closed; a reporter's identity."""

from typing import Any

from ui.pages.act import Act, Host, opened
from ui.pages.reveal import RevealSheet
from ui.pages.sheet import FieldSheet, ask
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.restricted import Lead, Petition
from xuncha_desktop.services import leads, petitions, why_not
from xuncha_desktop.services.cells import answerable


def _today(host: Host) -> str:
    return host.frame.desk.session.today.isoformat()


def _review(host: Host, _: Petition | Lead) -> None:
    record = host.saved_first()
    if record is None:
        return
    act: Any = petitions.review if isinstance(record, Petition) else leads.review
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "登记送审阅",
        f"{record.number}　登记审阅机构看过的日期和意见。",
        "登记",
        (
            ask("reviewed_on", "送审阅日期", Kind.DAY, optional=False),
            ask("words", "审阅意见", Kind.TEXT),
        ),
        lambda values: act(host.frame.desk.session, record.id, record.version, **values),
        given={"reviewed_on": _today(host)},
    )
    opened(host, sheet, "已登记送审阅")


def _instruct(host: Host, _: Petition) -> None:
    petition = host.saved_first()
    if petition is None:
        return
    session = host.frame.desk.session
    decides = bool(session.actor.posts & petitions.DECIDERS)
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "批办信访举报",
        f"{petition.number}　{petition.content[:60]}",
        "批办",
        (
            ask("outcome", "批办意见", Kind.CODE, source="petition_outcome", optional=False),
            ask("words", "批办内容", Kind.TEXT),
            ask("decided_on", "批办日期", Kind.DAY, optional=False),
        ),
        lambda values: petitions.instruct(session, petition.id, petition.version, **values),
        given={"decided_on": _today(host), "outcome": petition.outcome, "words": petition.outcome_words},
        chips=("outcome",),
        by_hand=(
            "代录手写批办",
            (
                ask("registered_for", "批办人", Kind.LINE, optional=False, limit=50),
                ask("original_at", "原件存放处", Kind.LINE, optional=False),
            ),
        ),
        by_hand_on=not decides,
    )
    opened(host, sheet, "已批办")


def _close(host: Host, _: Petition) -> None:
    petition = host.saved_first()
    if petition is None:
        return
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "办结信访举报",
        f"{petition.number}　办结后内容不能再改。",
        "办结",
        (ask("result", "办理结果", Kind.TEXT, optional=False),),
        lambda values: petitions.close(host.frame.desk.session, petition.id, petition.version, **values),
    )
    opened(host, sheet, "已办结")


def _form_lead(host: Host, _: Petition) -> None:
    petition = host.saved_first()
    if petition is None:
        return
    level = Lead.type.field("cadre_level")
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "由信访形成线索",
        f"线索会指回{petition.number}。只登记反映的情况，不作核实。",
        "登记线索",
        (
            ask("accused", "被反映人", Kind.LINE, optional=False, limit=50),
            ask("accused_post", "职务", Kind.LINE),
            *((level,) if answerable(level, host.frame.names) else ()),
            ask("content", "主要内容", Kind.TEXT, optional=False),
        ),
        lambda values: leads.register(
            host.frame.desk.session, petition.group_id, petition_id=petition.id, source="petition", **values
        ),
        given={"accused": petition.accused, "accused_post": petition.accused_post, "content": petition.content},
    )
    opened(host, sheet, lambda lead: host.say(f"已登记线索{lead.number}"))


def _reveal(host: Host, petition: Petition) -> None:
    RevealSheet(host.widget(), host.frame, petition).open()


def _screen(host: Host, _: Lead) -> None:
    lead = host.saved_first()
    if lead is None:
        return
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "甄别问题线索",
        f"{lead.number}　{lead.accused}",
        "甄别",
        (
            ask("screening", "甄别结果", Kind.CODE, source="lead_screening", optional=False),
            ask("words", "甄别意见", Kind.TEXT),
        ),
        lambda values: leads.screen(host.frame.desk.session, lead.id, lead.version, **values),
        given={"screening": lead.screening, "words": lead.screening_words},
        chips=("screening",),
    )
    opened(host, sheet, "已甄别")


def _propose(host: Host, _: Lead) -> None:
    lead = host.saved_first()
    if lead is None:
        return
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "提出处置建议",
        f"{lead.number}　建议由有权机关作出，巡察组不处置。",
        "提出建议",
        (
            ask("disposition", "处置建议", Kind.CODE, source="lead_disposition", optional=False),
            ask("words", "建议理由", Kind.TEXT),
        ),
        lambda values: leads.propose(host.frame.desk.session, lead.id, lead.version, **values),
        given={"disposition": lead.disposition, "words": lead.disposition_words},
        chips=("disposition",),
    )
    opened(host, sheet, "已提出处置建议")


def _decide(host: Host, _: Lead) -> None:
    lead = host.saved_first()
    if lead is None:
        return
    sheet = FieldSheet(
        host.widget(),
        host.frame.names,
        "登记处置决定",
        f"{lead.number}　决定在纸上作出，这里登记谁、何时、怎么写的、原件在哪里。",
        "登记决定",
        (
            ask("body", "决定机构", Kind.CODE, source="body", optional=False),
            ask("decision", "决定内容", Kind.TEXT, optional=False),
            ask("decided_on", "决定日期", Kind.DAY, optional=False),
            ask("original_at", "原件存放处", Kind.LINE, optional=False),
        ),
        lambda values: leads.decide(host.frame.desk.session, lead.id, lead.version, **values),
        given={"decided_on": _today(host)},
    )
    opened(host, sheet, "已登记处置决定")


PETITION = (
    Act("批办…", why_not.instructing, _instruct),
    Act("送审阅…", why_not.reviewing, _review),
    Act("办结…", why_not.closing, _close),
    Act("形成线索…", lambda session, record: why_not.elsewhere(session, record), _form_lead),
    Act("查看信访人…", why_not.revealing, _reveal),
)
LEAD = (
    Act("甄别…", why_not.screening, _screen),
    Act("送审阅…", why_not.reviewing, _review),
    Act("处置建议…", why_not.proposing, _propose),
    Act("登记决定…", why_not.deciding, _decide),
)
