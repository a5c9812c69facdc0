"""Tables of the room."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """One upload by one owner; the bytes lie under their hash and may serve several rows."""

    id = models.TextField(primary_key=True)
    owner_id = models.TextField()
    purpose = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.TextField()
    # People name files after people: encrypted for the owner, compared by keyed index.
    filename = models.BinaryField()
    filename_index = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "files_blob"
        constraints = (
            models.UniqueConstraint(
                fields=("owner_id", "purpose", "sha256", "filename_index"),
                name="files_blob_same_upload_once",
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_blob_not_empty"),
        )
