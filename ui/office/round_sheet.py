"""A new round: its profile is chosen first, because the kinds of round and every rule come from it."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ui.office.names import ProfileNames
from ui.office.parts import scrolled
from ui.pages.sheet import Sheet
from ui.records.form import RecordForm
from ui.records.names import Names
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.organisation import Round, Term
from xuncha_desktop.services import planning, profiles
from xuncha_desktop.services.session import Session

FIELDS = ("name", "term_id", "year", "kind", "attributes", "source_round_id", "from_on", "until_on", "basis")
_OF_PROFILE = ("kind", "attributes")  # chosen anew when the profile changes


class RoundSheet(Sheet):
    """Asks for a round. What its profile's text is unsure of is said before anything is planned."""

    def __init__(self, parent: QWidget | None, session: Session, names: Names) -> None:
        super().__init__(
            parent,
            "拟订轮次",
            "规则档决定本轮次的文书、审签、期限和反馈规则；轮次建立后规则档不再更换。",
            "建立轮次",
            lambda values: planning.plan_round(session, self.profile, **values),
        )
        self._names, self._session = names, session
        self._offered = profiles.offered(session)
        self.setMinimumSize(760, 560)
        self.box = QComboBox()
        self.box.setAccessibleName("规则档")
        for one in self._offered:
            self.box.addItem(f"{one.about.name}（第{one.about.edition}版）")
        told = label("规则档", "label")
        told.setBuddy(self.box)
        self.warning = Banner(Tone.NOTICE, "", "详情")
        self.warning.acted.connect(self._tell)
        self.column.addWidget(told)
        self.column.addWidget(self.box)
        body = QWidget()
        self._place = QVBoxLayout(body)
        self._place.setContentsMargins(0, 0, Space.TIGHT, 0)
        self._place.setSpacing(Space.NEAR)
        self._place.addWidget(self.warning)
        self.column.addWidget(scrolled(body, "轮次各项"), 1)
        self.form: RecordForm | None = None
        self.box.currentIndexChanged.connect(lambda _: self._turn())
        self._turn()
        self.finish()

    @property
    def profile(self) -> Any:
        """The chosen profile."""
        return self._offered[max(self.box.currentIndex(), 0)]

    def values(self) -> dict[str, Any]:
        """What was entered."""
        assert self.form is not None
        return {name: "" if value is None else value for name, value in self.form.values().items()}

    def show_invalid(self, invalid: Invalid) -> None:
        """Each sentence under its field."""
        assert self.form is not None
        self.form.show_issues(invalid)

    def _turn(self) -> None:
        found = self.profile.warnings()
        self.warning.set_text(f"这份规则档的原文有{len(found)}处疑点，按原文保留，请知悉")
        self.warning.button.show()
        self.warning.setVisible(bool(found))
        given: dict[str, Any] = {"year": self._session.today.year}
        if self.form is not None:
            given = {name: value for name, value in self._typed().items() if name not in _OF_PROFILE}
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        else:
            terms = self._session.table(Term).where(order="from_on DESC, rowid DESC", limit=1)
            given |= {"term_id": terms[0].id} if terms else {}
        names = ProfileNames(self._names, self.profile)
        self.form = RecordForm(Round.type, names, only=FIELDS)
        self.form.fill_values(given)
        self._place.addWidget(self.form, 1)

    def _tell(self) -> None:
        doubts = self.profile.warnings()
        self.warning.set_text("这份规则档按原文保留了以下疑点，请知悉：\n" + "\n".join(f"· {one}" for one in doubts))
        self.warning.button.hide()

    def _typed(self) -> dict[str, Any]:
        assert self.form is not None
        found: dict[str, Any] = {}
        for name, edit in self.form.editors.items():
            try:
                found[name] = edit.value()
            except ValueError:
                continue  # what cannot be read is asked again
        return found
