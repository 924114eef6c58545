"""A package arrives whole, says nothing on the way, and opens only where it should."""

import hashlib
import io
import re
from functools import partial
from pathlib import Path

import pyrage
import pytest

from tests.exchange.world import GROUP, OFFICE, RECORDS, STRANGER, Scene, inner_of, section
from xuncha_desktop.crypto import primitives
from xuncha_desktop.crypto.age_keys import age_identity, age_recipient
from xuncha_desktop.exchange import envelope, incoming, media, outgoing
from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.exchange.section import LINE_LIMIT, SectionHeader, SectionSource, open_section
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment


def test_what_was_packed_is_what_arrives(scene: Scene) -> None:
    written = scene.write()
    fetched = media.fetch(written.path, scene.quarantine)
    examined = scene.examine(fetched.path)

    assert fetched.sha256 == written.file_sha256
    assert fetched.size == written.size == written.path.stat().st_size
    assert examined.digest == written.manifest_digest == examined.manifest.digest
    assert examined.manifest.head.kind is Kind.RESULT
    for index, entry in enumerate(examined.manifest.sections):
        opened = incoming.read_section(examined, index, OFFICE.open_key(entry.compartment))
        assert opened.header.compartment is entry.compartment
        assert list(opened.records) == RECORDS[entry.compartment]
    taken = scene.root / "taken"
    taken.mkdir()
    incoming.extract_blobs(examined, incoming.into_folder(taken))
    assert {each.name: each.read_bytes() for each in taken.iterdir()} == {
        blob.sha256: blob.path.read_bytes() for blob in scene.blobs()
    }


def test_the_name_on_the_stick_says_nothing(scene: Scene) -> None:
    written = scene.write(seq=12)
    assert re.fullmatch(r"IPX-[0-9a-f]{8}-0012-[0-9a-f]{8}\.ipx", written.path.name)
    assert len(written.path.name) < 40


def test_without_a_key_only_size_name_and_number_of_recipients_show(scene: Scene) -> None:
    facts = envelope.show(scene.write(recipients=[OFFICE.recipient, STRANGER.recipient]).path)
    assert facts.is_package
    assert facts.recipients == 2
    assert facts.seq == "0001"
    assert facts.size > 270_000
    raw = (scene.stick / facts.name).read_bytes()
    for secret in (OFFICE.id, GROUP.id, "IPX1\n", "result", "package_id"):
        assert secret.encode() not in raw


def test_titles_counts_and_types_are_inside_the_sealed_sections(scene: Scene) -> None:
    inner = inner_of(scene.write().path.read_bytes())
    for content in ("往来款", "finding", "lead", "counts", "优亲厚友"):
        assert content.encode() not in inner


def test_the_manifest_alone_does_not_tell_how_many_records_there_are(scene: Scene) -> None:
    examined = scene.examine(scene.write().path)
    wire = examined.manifest.encode().decode()
    assert "40" not in re.sub(r"[0-9a-f]{32,}", "", wire).replace(GROUP.id, "")


def test_a_section_opens_only_with_the_key_of_its_compartment(scene: Scene) -> None:
    examined = scene.examine(scene.write().path)
    restricted = examined.manifest.sections[1]
    assert restricted.compartment is Compartment.RESTRICTED
    with pytest.raises(Damaged):
        incoming.read_section(examined, 1, OFFICE.open_key(Compartment.WORK))


def test_a_clerk_hands_on_a_section_he_cannot_read_and_a_holder_opens_it(scene: Scene) -> None:
    examined = scene.examine(scene.write().path)
    deposit = io.BytesIO()
    incoming.copy_section(examined, 1, deposit)
    entry, sender = examined.manifest.sections[1], examined.manifest.head.sender
    opened = open_section(
        deposit,
        entry,
        examined.manifest.head.package_id,
        sender.workspace_id,
        OFFICE.open_key(entry.compartment),
    )
    assert list(opened.records) == RECORDS[Compartment.RESTRICTED]


def test_nobody_passes_on_a_sealed_section_as_his_own(scene: Scene) -> None:
    examined = scene.examine(scene.write().path)
    sealed = io.BytesIO()
    incoming.copy_section(examined, 1, sealed)
    entry, package_id = examined.manifest.sections[1], examined.manifest.head.package_id
    with pytest.raises(Damaged):
        open_section(sealed, entry, package_id, STRANGER.id, OFFICE.open_key(entry.compartment))


def test_two_records_that_share_an_attachment_carry_it_once(scene: Scene) -> None:
    twice = [scene.blob(b"same"), scene.blob(b"same")]
    assert len(scene.examine(scene.write(blobs=twice).path).manifest.blobs) == 1


def test_a_package_may_be_empty(scene: Scene) -> None:
    examined = scene.examine(scene.write(sections=[], blobs=[]).path)
    assert examined.manifest.pieces == ()


def test_records_of_many_chunks_keep_their_order(scene: Scene) -> None:
    many = [{"type": "finding", "n": n, "text": "文" * (n % 700)} for n in range(3000)]
    examined = scene.examine(scene.write(sections=[section(OFFICE, Compartment.WORK, many)]).path)
    opened = incoming.read_section(examined, 0, OFFICE.open_key(Compartment.WORK))
    assert list(opened.records) == many


def test_a_record_of_more_than_a_mebibyte_is_not_packed(scene: Scene) -> None:
    long = section(OFFICE, Compartment.WORK, [{"type": "finding", "text": "x" * LINE_LIMIT}])
    with pytest.raises(Refused, match="超过1 MB"):
        scene.write(sections=[long])
    assert list(scene.stick.iterdir()) == []
    assert scene.leftovers == []


@pytest.mark.parametrize("announced", [1, 3])
def test_a_header_that_miscounts_is_a_bug_found_before_sending(scene: Scene, announced: int) -> None:
    header = SectionHeader(Compartment.WORK, {"finding": 1}, {"finding": announced})
    wrong = SectionSource(header, [{"n": 1}, {"n": 2}], OFFICE.seal(Compartment.WORK))
    with pytest.raises(ValueError, match="than the header announces"):
        scene.write(sections=[wrong])


def test_the_wrong_signing_key_is_a_bug_found_before_sending(scene: Scene) -> None:
    with pytest.raises(ValueError, match="signing key"):
        scene.write(sign=STRANGER.sign)
    assert list(scene.stick.iterdir()) == []


def test_a_task_package_opens_with_a_code_before_anybody_is_registered(scene: Scene) -> None:
    code = primitives.derive(b"1234-5678-9012", "activation")
    section_key = primitives.derive(code, "core")
    seal = partial(primitives.seal_to, primitives.agreement_public(section_key))
    header = SectionHeader(Compartment.CORE, {"round": 1}, {"round": 1})
    source = SectionSource(header, [{"type": "round", "name": "第三轮"}], seal)
    written = scene.write(
        sender=OFFICE, to=GROUP, kind=Kind.TASK, recipients=[age_recipient(code)], sections=[source], blobs=[]
    )

    examined = scene.examine(
        written.path, identities=[age_identity(code)], own_id=None, known_senders={}.get, trust_first=True
    )

    assert examined.first_contact
    assert examined.manifest.head.sender.workspace_id == OFFICE.id
    opened = incoming.read_section(examined, 0, partial(primitives.open_with, section_key))
    assert next(opened.records) == {"type": "round", "name": "第三轮"}


def test_the_age_keys_made_of_secret_bytes_belong_together() -> None:
    for number in range(20):
        secret = primitives.derive(bytes([number]), "age")
        identity = pyrage.x25519.Identity.from_str(age_identity(secret))
        assert str(identity) == age_identity(secret)
        assert str(identity.to_public()) == age_recipient(secret)


def test_everything_left_over_goes_when_the_import_is_done(scene: Scene) -> None:
    fetched = media.fetch(scene.write().path, scene.quarantine)
    examined = scene.examine(fetched.path)
    assert (scene.quarantine.stat().st_mode & 0o777) == 0o700
    assert (examined.inner.stat().st_mode & 0o777) == 0o600
    examined.discard()
    fetched.path.unlink()
    assert scene.leftovers == []


def test_the_sender_hears_of_the_finished_package_before_the_drive_is_touched(scene: Scene) -> None:
    seen: list[tuple[Path, list[str]]] = []
    kept = scene.root / "kept"
    kept.mkdir()

    def ready(made: outgoing.Written) -> None:
        assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.file_sha256
        seen.append((made.path, sorted(each.name for each in scene.stick.iterdir())))

    written = scene.write(keep=kept, ready=ready)

    assert seen == [(kept / written.path.name, [])]


def test_what_stops_the_sender_at_that_moment_leaves_no_package(scene: Scene) -> None:
    kept = scene.root / "kept"
    kept.mkdir()

    def ready(_: outgoing.Written) -> None:
        raise Refused("不发了")

    with pytest.raises(Refused, match="不发了"):
        scene.write(keep=kept, ready=ready)
    assert not list(kept.iterdir())
    assert not list(scene.stick.iterdir())
