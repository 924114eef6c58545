"""A package that is not exactly what was sent is refused whole, and nothing of it stays."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.world import GROUP, OFFICE, STRANGER, Scene, inner_of, with_manifest, wrapped
from xuncha_desktop.exchange import incoming, media
from xuncha_desktop.exchange.incoming import SenderKeys
from xuncha_desktop.exchange.manifest import SIGN_CONTEXT
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged

MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good package, as bytes."""
    scene = Scene(tmp_path_factory.mktemp("sent"))
    return scene.write(blobs=[scene.blob(b""), scene.blob(b"a" * 90_000)]).path.read_bytes()


@pytest.fixture(scope="module")
def inner(sent: bytes) -> bytes:
    return inner_of(sent)


def refused(scene: Scene, whole: bytes, **options: Any) -> PackageRefused:
    with pytest.raises(PackageRefused) as caught:
        scene.examine_bytes(whole, **options)
    assert scene.leftovers == []
    return caught.value


def wire_of(inner: bytes) -> dict[str, Any]:
    return json.loads(inner[9 : 9 + int.from_bytes(inner[5:9], "big")])


def altered(inner: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The same package with another manifest, signed anew by its sender."""
    wire = wire_of(inner)
    body = inner[9 + len(canonical(wire)) + 64 :]
    change(wire)
    return wrapped(with_manifest(canonical(wire), body=body))


def test_the_good_package_is_taken(scene: Scene, sent: bytes, inner: bytes) -> None:
    assert scene.examine_bytes(sent).digest == scene.examine_bytes(wrapped(inner)).digest
    assert scene.examine_bytes(altered(inner, lambda wire: wire)).digest


@MANY
@given(data=st.data())
def test_x11_a_flip_anywhere_is_refused(scene: Scene, sent: bytes, data: st.DataObject) -> None:
    # The header is small beside the body: every second trial goes there.
    place = data.draw(st.one_of(st.integers(0, 500), st.integers(0, len(sent) - 1)))
    mask = data.draw(st.integers(1, 255))
    refused(scene, sent[:place] + bytes([sent[place] ^ mask]) + sent[place + 1 :])


@MANY
@given(data=st.data())
def test_x12_a_cut_anywhere_is_refused(scene: Scene, sent: bytes, data: st.DataObject) -> None:
    refused(scene, sent[: data.draw(st.integers(0, len(sent) - 1))])


@MANY
@given(tail=st.binary(min_size=1, max_size=70_000))
def test_x12_an_appendix_is_refused(scene: Scene, sent: bytes, tail: bytes) -> None:
    assert refused(scene, sent + tail).reason is Reason.DAMAGED


@MANY
@given(data=st.data())
def test_x11_a_flip_inside_a_package_wrapped_anew_is_refused(scene: Scene, inner: bytes, data: st.DataObject) -> None:
    place = data.draw(st.one_of(st.integers(0, 2500), st.integers(0, len(inner) - 1)))
    mask = data.draw(st.integers(1, 255))
    refused(scene, wrapped(inner[:place] + bytes([inner[place] ^ mask]) + inner[place + 1 :]))


@MANY
@given(data=st.data())
def test_x12_a_cut_or_an_appendix_inside_is_refused(scene: Scene, inner: bytes, data: st.DataObject) -> None:
    refused(scene, wrapped(inner[: data.draw(st.integers(0, len(inner) - 1))]))
    assert refused(scene, wrapped(inner + data.draw(st.binary(min_size=1)))).reason is Reason.DAMAGED


@MANY
@given(foreign=st.binary(max_size=3000))
def test_x29_any_other_bytes_are_no_package(scene: Scene, foreign: bytes) -> None:
    assert refused(scene, foreign).reason is Reason.FOREIGN
    assert refused(scene, wrapped(foreign)).reason in {Reason.FOREIGN, Reason.DAMAGED}


def test_x29_a_database_with_our_ending_is_refused_at_its_first_bytes(scene: Scene) -> None:
    foreign = scene.stick / "IPX-00000000-0001-00000000.ipx"
    foreign.write_bytes(b"SQLite format 3\0" + bytes(8192))
    with pytest.raises(PackageRefused) as caught:
        media.fetch(foreign, scene.quarantine)
    assert caught.value.reason is Reason.FOREIGN
    assert scene.leftovers == []


def test_x13_a_package_for_another_office_does_not_open(scene: Scene) -> None:
    whole = scene.write(to=STRANGER).path.read_bytes()
    error = refused(scene, whole)
    assert error.reason is Reason.WRONG_RECIPIENT
    assert error.sender == ""


def test_x14_a_sender_nobody_registered_is_refused_and_told_how_to_register(scene: Scene, sent: bytes) -> None:
    scene.known.clear()
    error = refused(scene, sent)
    assert error.reason is Reason.UNKNOWN_SENDER
    assert "登记" in str(error)


def test_x14_a_registered_sender_with_another_key_is_refused_even_with_a_code(scene: Scene, sent: bytes) -> None:
    scene.known[GROUP.id] = SenderKeys("第一巡察组", frozenset({STRANGER.signing_public}))
    assert refused(scene, sent).reason is Reason.UNKNOWN_SENDER
    assert refused(scene, sent, trust_first=True).reason is Reason.UNKNOWN_SENDER


@pytest.mark.parametrize("trust_first", [False, True])
def test_x15_a_revoked_key_is_refused(scene: Scene, sent: bytes, trust_first: bool) -> None:
    key = GROUP.signing_public
    scene.known[GROUP.id] = SenderKeys("第一巡察组", frozenset({key}), frozenset({key}))
    assert refused(scene, sent, trust_first=trust_first).reason is Reason.REVOKED_SENDER


def test_x16_a_letter_to_another_wrapped_anew_for_us_is_refused_and_its_sender_named(scene: Scene) -> None:
    inner = inner_of(scene.write(to=STRANGER).path.read_bytes(), STRANGER)
    error = refused(scene, wrapped(inner, OFFICE))
    assert error.reason is Reason.REDIRECTED
    assert error.sender == GROUP.name


def test_a_manifest_signed_by_somebody_else_is_forged(scene: Scene, inner: bytes) -> None:
    wire = wire_of(inner)
    raw = canonical(wire)
    assert refused(scene, wrapped(with_manifest(raw, by=STRANGER))).reason is Reason.FORGED


def test_a_signature_made_for_another_purpose_is_no_signature(scene: Scene, inner: bytes) -> None:
    raw = canonical(wire_of(inner))
    other = GROUP.sign("certificate", raw)
    assert other != GROUP.sign(SIGN_CONTEXT, raw)
    whole = inner[: 9 + len(raw)] + other + inner[9 + len(raw) + 64 :]
    assert refused(scene, wrapped(whole)).reason is Reason.FORGED


def test_x17_a_newer_package_is_refused_whole_and_names_the_version(scene: Scene, inner: bytes) -> None:
    error = refused(scene, altered(inner, lambda wire: wire.update(min_reader=7, sender={"new": "shape"})))
    assert error.reason is Reason.NEWER
    assert "7" in str(error)
    assert refused(scene, altered(inner, lambda wire: wire.update(suite="sm2-sm4"))).reason is Reason.NEWER


def test_x06_a_part_of_several_is_named_as_such(scene: Scene, inner: bytes) -> None:
    error = refused(scene, altered(inner, lambda wire: wire.update(part={"index": 2, "count": 3})))
    assert error.reason is Reason.NEWER
    assert "分卷" in str(error)


def test_nobody_signs_into_another_senders_channel(scene: Scene, inner: bytes) -> None:
    assert refused(scene, altered(inner, lambda wire: wire.update(channel="00000000"))).reason is Reason.MALFORMED


def test_x19_a_manifest_of_a_gibibyte_is_refused_by_its_length(scene: Scene) -> None:
    whole = wrapped(with_manifest(b"{}", length=1 << 30, body=bytes(1 << 20)))
    assert refused(scene, whole).reason is Reason.MALFORMED


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"format":"IPX1","format":"IPX1","min_reader":1}',
        b'{"format":"IPX1","min_reader":NaN}',
        b'{"format":"IPX1","min_reader":1.0}',
        b'{"format":"IPX1","min_reader":true}',
        b'{"format":"IPX1","min_reader":' + b"9" * 5000 + b"}",
        b'{"format":"\\ud800","min_reader":1}',
        b"\xff\xfe{}",
        b"null",
        b"",
    ],
    ids=["depth", "duplicate", "nan", "float", "true", "digits", "surrogate", "bytes", "null", "empty"],
)
def test_x19_json_no_writer_of_ours_makes_is_refused(scene: Scene, raw: bytes) -> None:
    assert refused(scene, wrapped(with_manifest(raw))).reason is Reason.MALFORMED


@pytest.mark.parametrize(
    "change",
    [
        lambda wire: wire.update(extra=1),
        lambda wire: wire.update(seq=0),
        lambda wire: wire.update(kind="virus"),
        lambda wire: wire.update(level="cosmic"),
        lambda wire: wire.update(recipients=[]),
        lambda wire: wire.update(recipients=[OFFICE.id, OFFICE.id]),
        lambda wire: wire["sender"].update(name="第一巡察组\u202e"),
        lambda wire: wire["sender"].update(name="e\u0301"),
        lambda wire: wire["sender"].update(public_key="AB" * 32),
        lambda wire: wire["schemas"].update(secret=1),
        lambda wire: wire["sections"].append(wire["sections"][0]),
        lambda wire: wire["blobs"].append(wire["blobs"][0]),
        lambda wire: wire["blobs"][0].update(length=-1),
        lambda wire: wire["blobs"][0].update(length=1 << 60),
        lambda wire: wire.pop("checkpoint"),
    ],
)
def test_x19_a_field_that_is_not_as_announced_is_refused(
    scene: Scene, inner: bytes, change: Callable[[dict[str, Any]], object]
) -> None:
    assert refused(scene, altered(inner, change)).reason is Reason.MALFORMED


@pytest.mark.parametrize("name", ["../../x", "C:\\x", "CON", "x" * 300])
def test_x21_an_attachment_can_have_no_name_but_its_digest(scene: Scene, inner: bytes, name: str) -> None:
    change = altered(inner, lambda wire: wire["blobs"][0].update(sha256=name))
    assert refused(scene, change).reason is Reason.MALFORMED


def test_x20_an_attachment_with_another_digest_is_refused(scene: Scene, inner: bytes) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    for place in (0, 1):
        change = altered(inner, lambda wire, place=place: wire["blobs"][place].update(sha256=other))
        assert refused(scene, change).reason is Reason.DAMAGED
    change = altered(inner, lambda wire: wire["sections"][0].update(sha256=other))
    assert refused(scene, change).reason is Reason.DAMAGED


def test_an_attachment_damaged_in_the_quarantine_never_reaches_the_workspace(scene: Scene, tmp_path: Path) -> None:
    examined = scene.examine(scene.write().path)
    whole = bytearray(examined.inner.read_bytes())
    whole[-1] ^= 1
    examined.inner.write_bytes(whole)
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(Damaged):
        incoming.extract_blobs(examined, incoming.into_folder(taken))
    assert examined.manifest.blobs[-1].sha256 not in {each.name for each in taken.iterdir()}
    assert not list(taken.glob("*.part"))


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = {reason.sentence for reason in Reason}
    assert len(sentences) == len(Reason)
    assert all(len(sentence) > 10 for sentence in sentences)
