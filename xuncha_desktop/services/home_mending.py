"""What the supervisor of rectification finds at home: papers expected, notices unanswered, and how far mending is."""

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.organisation import Round, RoundState, Unit
from xuncha_desktop.records.rectification import (
    DueKind,
    Feedback,
    FeedbackItem,
    ItemLevel,
    RectificationTask,
    SupervisionNotice,
    TaskState,
)
from xuncha_desktop.records.registry import Record, exact_day
from xuncha_desktop.services import home, profiles, reading, rectification_board
from xuncha_desktop.services.home import Figure, Listed
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.rectification_documents import owed
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import ANY, Where

_RUNNING = frozenset((TaskState.OPEN.value, TaskState.REPORTED.value))


def papers_expected(session: Session) -> Listed:
    """The plans and reports units still owe after feedback, whenever they are due."""
    return home.awaited(session, _owed(session) & Where("met_on IS NULL AND void_reason IS NULL"))


def others_due(session: Session) -> Listed:
    """What else is late or due within thirty days."""
    expected = _owed(session)
    return home.deadlines_due(session, among=Where(f"NOT ({expected.sql})", expected.values))


def notices_unanswered(session: Session) -> Listed:
    """Notices without a reply, the one to be answered first on top."""

    def note(one: SupervisionNotice) -> tuple[str, str, Tone]:
        unit = session.table(Unit).find(one.unit_id)
        by = f"　要求{one.reply_by_on}前回复" if one.reply_by_on else ""
        return (unit.name if unit else "") + by, *_standing(session, one)

    return home.first(
        session, SupervisionNotice, Where("replied_on IS NULL"), note, order="reply_by_on IS NULL, reply_by_on, rowid"
    )


def feedback_figures(session: Session) -> tuple[Figure, ...]:
    """方面, 问题, 具体表现, 措施 of the rounds not closed; nothing before there is feedback."""
    ours = _feedback(session)
    if not ours:
        return ()
    levels = (ItemLevel.ASPECT, ItemLevel.PROBLEM, ItemLevel.MANIFESTATION)
    told = [_figure(session, one.label, FeedbackItem, rectification_board.items_of(ours, one)) for one in levels]
    return (*told, _figure(session, "整改措施", RectificationTask, {"feedback_id": ours}))


def closing_figures(session: Session) -> tuple[Figure, ...]:
    """The measures of the rounds not closed: closed, unfinished, and those that never end. Together they are all."""
    ours = _feedback(session)
    if not ours:
        return ()
    dated = frozenset(one.value for one in DueKind if one is not DueKind.LASTING)
    asked = (
        (TaskState.CLOSED.label, {"state": frozenset((TaskState.CLOSED.value,))}),
        ("未完成", {"state": _RUNNING, "due_kind": dated}),
        (DueKind.LASTING.label, {"state": _RUNNING, "due_kind": frozenset((DueKind.LASTING.value,))}),
    )
    return tuple(_figure(session, name, RectificationTask, {"feedback_id": ours} | wanted) for name, wanted in asked)


def _owed(session: Session) -> Where:
    """The clocks of papers a unit owes, by each regime a round of this workspace is bound to."""
    digests = {one.profile_digest for one in session.table(Round).where(ANY)}
    regimes = [(one, owed(profiles.by_digest(session, one))) for one in sorted(digests)]
    rules = [(digest, rule.id) for digest, owing in regimes for rule in owing if rule.document]
    if not rules:
        return Where("0")
    pairs = ", ".join("(?, ?)" for _ in rules)
    return Where(f"(profile_digest, rule) IN (VALUES {pairs})", tuple(part for pair in rules for part in pair))


def _standing(session: Session, one: SupervisionNotice) -> tuple[str, Tone]:
    by = exact_day(one.reply_by_on)
    if by and by < session.today:
        return f"逾期{(session.today - by).days}天未回复", Tone.ALERT
    return ("待回复", Tone.NOTICE) if one.delivered_on else ("待送达", Tone.MUTED)


def _feedback(session: Session) -> frozenset[str]:
    rounds = {one.id for one in session.table(Round).where(Where("state <> ?", (RoundState.CLOSED.value,)))}
    return frozenset(one.id for one in session.table(Feedback).where(ANY) if one.round_id in rounds)


def _figure(session: Session, name: str, cls: type[Record], choices: dict[str, frozenset[str]]) -> Figure:
    type_name = cls.type.name
    return Figure(name, reading.count(session, Query(type_name, choices=choices)), type_name, choices)
