"""Tables of this room. Private. Uses are append-only: a trigger in the migration sees to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.seals.domain.kinds import OwnerKind, SealKind
from tongban.seals.domain.standing import Standing


class Seal(models.Model):
    """An e-seal 电子印章. ``agency_code`` or ``subject_id`` (a firm) says whose it is.

    ``code`` is its name in a content pack, or the case a firm's seal came from; ``scope`` and
    ``two_person`` are lists of purposes, ``articles`` of what may be cited to stop it; ``around``
    are the words on the arc of its picture.
    """

    id = models.CharField(primary_key=True, max_length=40)
    code = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40, choices=[(k.value, k.name) for k in SealKind])
    name = models.JSONField()
    agency_code = models.CharField(max_length=18, null=True)
    subject_id = models.CharField(max_length=60, null=True)
    scope = models.JSONField()
    two_person = models.JSONField(default=list)
    articles = models.JSONField(default=list)
    around = models.CharField(max_length=120, default="")
    standing = models.CharField(max_length=40, choices=[(s.value, s.name) for s in Standing])
    standing_at = models.DateTimeField()
    standing_article = models.CharField(max_length=80, default="")
    standing_reason = models.CharField(max_length=500, default="")
    valid_from = models.DateField()
    valid_until = models.DateField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(agency_code__isnull=True) ^ Q(subject_id__isnull=True),
                name="seal_has_one_owner",
            ),
        )
        indexes = (
            models.Index(fields=("agency_code",), name="seal_of_agency"),
            models.Index(fields=("subject_id",), name="seal_of_firm"),
        )

    @property
    def owner(self) -> OwnerKind:
        """Whose kind of seal it is."""
        return OwnerKind.AGENCY if self.agency_code is not None else OwnerKind.FIRM


class SealKey(models.Model):
    """A key pair of a seal, one in use per algorithm; ``custody`` is what opens the private half.

    ``certificate`` is the DER X.509 certificate of the public one; ``structure`` the DER seal of
    GB/T 38540 around it with its picture (SM2 only), empty until the seal is first taken.
    """

    key_id = models.CharField(primary_key=True, max_length=32)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="keys", db_index=False)
    algorithm = models.CharField(max_length=20)
    spki = models.BinaryField()
    custody = models.BinaryField()
    certificate = models.BinaryField()
    structure = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("seal", "algorithm"),
                condition=Q(retired_at__isnull=True),
                name="seal_one_key_per_algorithm",
            ),
        )


class SealAuthority(models.Model):
    """The authority that certifies seal keys of one algorithm: a root of its own."""

    algorithm = models.CharField(primary_key=True, max_length=20)
    certificate = models.BinaryField()
    custody = models.BinaryField()
    made_at = models.DateTimeField()


class UseRequest(models.Model):
    """A use one officer asks for and another approves 双人用印."""

    id = models.CharField(primary_key=True, max_length=40)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, db_index=False)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=20)
    purpose = models.CharField(max_length=90)
    document_id = models.CharField(max_length=120)
    blob_id = models.CharField(max_length=40, default="")
    state = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=60)
    asked_post = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_by = models.CharField(max_length=60, default="")
    answered_post = models.CharField(max_length=60, default="")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, default="")

    class Meta:
        indexes = (
            models.Index(fields=("seal", "-asked_at"), name="seal_requests"),
            models.Index(fields=("document_id",), name="seal_requests_of_document"),
        )
        constraints = (
            # One open request for one thing: asking twice gives the same request.
            models.UniqueConstraint(
                fields=("seal", "document_id", "purpose", "digest", "algorithm"),
                condition=Q(state="seal-request/waiting"),
                name="seal_request_once",
            ),
        )


class Entrustment(models.Model):
    """A firm lets a named person use a seal 用印授权. ``sealed`` holds the words, for the firm."""

    id = models.CharField(primary_key=True, max_length=40)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT)
    person_id = models.CharField(max_length=60, db_index=True)
    scope = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    sealed = models.BinaryField()
    entrusted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class SealUse(models.Model):
    """One use of a seal 用印记录; never changed."""

    id = models.CharField(primary_key=True, max_length=40)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, db_index=False)
    key = models.ForeignKey(SealKey, on_delete=models.PROTECT, db_index=False)
    purpose = models.CharField(max_length=90)
    document_id = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    signature = models.BinaryField()
    used_at = models.DateTimeField()
    automatic = models.BooleanField()
    account_id = models.CharField(max_length=60)
    post_id = models.CharField(max_length=60, default="")
    second_account_id = models.CharField(max_length=60, default="")
    second_post_id = models.CharField(max_length=60, default="")
    request = models.OneToOneField(UseRequest, on_delete=models.PROTECT, null=True)
    entrustment = models.ForeignKey(Entrustment, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = (
            # Sealing the same bytes of the same document again gives back the first signature.
            models.UniqueConstraint(
                fields=("document_id", "digest", "key", "purpose"), name="seal_use_once"
            ),
        )
        indexes = (models.Index(fields=("seal", "-used_at", "-id"), name="seal_uses"),)


class LicenceSignIn(models.Model):
    """An answer to a browser that asked to sign in by licence: signed, open two minutes, once."""

    challenge = models.CharField(primary_key=True, max_length=40)
    firm_id = models.CharField(max_length=60)
    person_id = models.CharField(max_length=60)
    account_id = models.CharField(max_length=60)
    licence = models.CharField(max_length=120)
    signature = models.BinaryField()
    answered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
