"""A backup in a bucket is one like any other: whole, or not there, or refused."""

import hashlib
import io
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.backups import places
from portal.backups.places import Bucketed
from portal.management.commands.verify_backup import without_bucket
from portal.objects.away import Away
from portal.settings import objects
from tests.test_backups import content

from . import server

BYTES = bytes(range(256)) * 50_000


@pytest.fixture
def kept(endpoint, settings) -> dict[str, str]:
    """A bucket for backups, of somebody else than the uploads'."""
    place = server.place(endpoint)
    settings.BACKUP_S3 = {k: v for k, v in place.items() if k != "bucket"}
    return place


@pytest.fixture
def address(kept) -> str:
    return f"s3://{kept['bucket']}/2026/sao-luu.tar.gz"


def read(address: str) -> bytes:
    with places.place(address).open() as file:
        return file.read()


def put(kept: dict[str, str], address: str, content: bytes) -> None:
    key = Bucketed.of(address).key
    server.client(kept).put_object(Bucket=kept["bucket"], Key=key, Body=content)


def test_a_site_and_its_bucket_come_back_from_another_bucket(db, bucket, address):
    default_storage.save("images/a.jpg", ContentFile(b"then"))
    call_command("backup", address)
    default_storage.delete("images/a.jpg")
    default_storage.save("images/a.jpg", ContentFile(b"now"))
    default_storage.save("images/b.jpg", ContentFile(b"later"))

    call_command("restore", address, replace=True)

    with default_storage.open("images/a.jpg") as file:
        assert file.read() == b"then"
    assert server.keys(bucket) == {"images/a.jpg", "images/b.jpg"}


def test_a_damaged_one_touches_nothing(db, bucket, kept, address):
    default_storage.save("images/a.jpg", ContentFile(b"then"))
    call_command("backup", address)
    whole = read(address)
    put(kept, address, whole[:-200] + bytes([whole[-200] ^ 1]) + whole[-199:])
    before = content(), server.keys(bucket)

    with pytest.raises(CommandError, match="is damaged"):
        call_command("restore", address, replace=True)

    assert (content(), server.keys(bucket)) == before


def test_one_of_many_parts_is_read_as_it_was_written(kept, address, monkeypatch):
    monkeypatch.setattr(places, "PART", 6_000_000)
    with places.place(address).written() as file:
        for at in range(0, len(BYTES), 1_000_000):
            file.write(BYTES[at : at + 1_000_000])

    with places.place(address).open() as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()

    assert len(file_parts(kept, address)) == 3
    assert found == hashlib.sha256(BYTES).hexdigest()


def file_parts(kept: dict[str, str], address: str) -> range:
    """As the tag of such an object tells."""
    key = Bucketed.of(address).key
    told = server.client(kept).head_object(Bucket=kept["bucket"], Key=key)
    return range(int(told["ETag"].strip('"').partition("-")[2]))


def test_what_is_cut_off_leaves_the_last_one(kept, address):
    put(kept, address, b"gestern")

    with suppress(KeyboardInterrupt), places.place(address).written() as file:
        file.write(b"heute")
        raise KeyboardInterrupt

    assert read(address) == b"gestern"
    waits = server.client(kept).list_multipart_uploads(Bucket=kept["bucket"])
    assert not waits.get("Uploads")


class Breaking(io.BytesIO):
    """A stream whose line is cut once, after some bytes."""

    def read(self, size=-1):
        if self.tell() >= 1000:
            raise ConnectionError("cut")
        return super().read(1000)


def test_a_stream_that_breaks_off_is_taken_up_where_it_ended(
    kept, address, monkeypatch
):
    put(kept, address, BYTES)
    begun, asked = places.Read.begun, []

    def cut_once(self):
        asked.append(self.at)
        return Breaking(BYTES) if len(asked) == 1 else begun(self)

    monkeypatch.setattr(places.Read, "begun", cut_once)

    assert read(address) == BYTES
    assert asked == [0, 1000]


def test_another_of_that_name_is_not_read_on(kept, address):
    put(kept, address, BYTES)
    with places.place(address).open() as file:
        put(kept, address, BYTES[::-1])

        with pytest.raises(Away, match="cannot be read"):
            file.read()


def test_one_that_cannot_be_read_is_not_called_damaged(db, address, monkeypatch):
    call_command("backup", address)
    whole = read(address)

    def cut_for_good(self):
        return Breaking(b"" if self.at else whole)

    monkeypatch.setattr(places.Read, "begun", cut_for_good)

    with pytest.raises(CommandError, match=r"cannot be read") as failure:
        call_command("restore", address, replace=True)
    assert "damaged" not in str(failure.value)


def test_it_has_to_be_there(db, kept, address):
    with pytest.raises(CommandError, match=f"There is no {address}") as failure:
        call_command("restore", address)

    assert failure.value.returncode == 2


@pytest.mark.parametrize("command", ["backup", "restore", "verify_backup"])
def test_keys_and_a_whole_address_are_asked_for(db, settings, command):
    settings.BACKUP_S3 = None

    for asked, said in (("s3://tin/a", "BACKUP_S3_ACCESS_KEY"), ("s3://tin", "NAME")):
        with pytest.raises(CommandError, match=said) as failure:
            call_command(command, asked)
        assert failure.value.returncode == 2


def test_it_is_never_tried_out_among_the_uploads_of_this_site(kept):
    given = without_bucket()

    assert objects.bucket(given.get) is None
    assert objects.elsewhere(None, given.get) == {
        k: v for k, v in kept.items() if k != "bucket"
    }
