"""信访阅批笺 from a petition: without the reporter, with the decision once it is registered."""

from dataclasses import replace

from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.petition_slip import PetitionSlip
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.forms import Signer
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

KIND = "petition_slip"
_ROWS = ("received", "channel", "signature", "unit", "accused")
_ROOM = 9  # millimetres of a row written by hand
_SIGNERS = ("组长批办意见", "办理结果")  # who else reviews petitions is a regime's own matter
_SEALED = "举报人情况另行密封，不在本笺填写。"
_OWN = {
    "received": "收到日期",
    "channel": "渠道",
    "signature": "署名情况",
    "unit": "反映单位",
    "accused": "被反映人",
    "content": "反映内容",
    "outcome": "处理方式",
}


@paper_of(KIND, Petition)
def petition_slip(session: Session, petition: Petition) -> PetitionSlip:
    """The slip laid on a petition."""
    profile = profiles.of_round(session, petition.round_id)
    words, names = FormWords(profile, KIND, "信访举报阅批笺", _OWN), profiles.Names(session, profile)
    said = {
        "received": day_words(petition.received_on),
        "channel": names.code("petition_channel", petition.channel),
        "signature": names.code("petition_signature", petition.signature),
        "unit": names.title("unit", petition.unit_id),
        "accused": " ".join(text for text in (petition.accused, petition.accused_post) if text),
    }
    return PetitionSlip(
        marks=Marks(petition.type.level, petition.number),
        title=words.title,
        entries=tuple(Entry(words.text(name), text) for name, text in said.items()),
        content_label=words.text("content"),
        content=petition.content,
        outcome_label=words.text("outcome"),
        outcomes=tuple(names.choices("petition_outcome").values()),
        note=_SEALED + words.basis("阅批依据"),
        places=_places(profile, words, names, petition),
    )


@blank_of(KIND)
def blank(profile: Profile, heads: Heads) -> PetitionSlip:
    """The slip to be filled in by hand; the reporter has no row on it either."""
    del heads
    words = FormWords(profile, KIND, "信访举报阅批笺", _OWN)
    return PetitionSlip(
        marks=Marks(Petition.type.level),
        title=words.title,
        entries=tuple(Entry(words.text(name), "", _ROOM) for name in _ROWS),
        content_label=words.text("content"),
        content="",
        outcome_label=words.text("outcome"),
        outcomes=tuple(profiles.codes(profile, "petition_outcome").values()),
        note=_SEALED + words.basis("阅批依据"),
        places=words.places(156, _SIGNERS),
    )


def _places(profile: Profile, words: FormWords, names: profiles.Names, petition: Petition) -> tuple[SignBox, ...]:
    """The boxes, blank or with what is registered: the leader's decision, the reviewing body's word."""
    boxes = words.places(156, _SIGNERS)
    return (
        tuple(_filled(profile, box, signer, names, petition) for box, signer in zip(boxes, words.signers, strict=False))
        or boxes
    )


def _filled(profile: Profile, box: SignBox, signer: Signer, names: profiles.Names, petition: Petition) -> SignBox:
    if signer.body and profile.body(signer.body).kind is BodyKind.REVIEWER:
        said, on = petition.review_words or "", day_words(petition.reviewed_on)
        return replace(box, body=True, opinion=said, signed_on=on if said else "")
    if signer.post == "leader" and petition.outcome:
        way = names.code("petition_outcome", petition.outcome)
        note = f"代录，原件存{petition.outcome_original_at}" if petition.outcome_original_at else ""
        return replace(
            box,
            opinion="：".join(text for text in (way, petition.outcome_words) if text),
            signed_by=petition.outcome_by or "",
            signed_on=day_words(petition.outcome_on),
            note=note,
        )
    return box
