"""The door of room certificates."""

from __future__ import annotations

from tongban.certificates.actions.change_status import (
    change_status,
)
from tongban.certificates.actions.issue_batch import (
    issue_batch,
)
from tongban.certificates.actions.issue_certificate import (
    issue_certificate,
)
from tongban.certificates.actions.keep_copy import (
    attest_upload,
    drop_copy,
    keep_copy,
)
from tongban.certificates.actions.lend_certificate import (
    lend_certificate,
    revoke_lending,
)
from tongban.certificates.actions.make_copy import (
    make_copy,
    withdraw_copy,
)
from tongban.certificates.actions.propose_sealing import (
    propose_sealing,
)
from tongban.certificates.actions.publish_bundle import (
    publish_bundle,
)
from tongban.certificates.actions.show_fields import (
    open_presentation,
    show_fields,
    withdraw_presentation,
)
from tongban.certificates.actions.transfer_in import (
    transfer_in,
)
from tongban.certificates.actions.use_certificate import (
    open_certificate,
    read_lent,
    use_certificate,
)
from tongban.certificates.actions.verify import (
    verify,
    verify_file,
)
from tongban.certificates.adapters.batch_file import (
    read_batch,
)
from tongban.certificates.codes import (
    certificate_code,
)
from tongban.certificates.documents import (
    DocumentForm,
    certificate_document,
    copy_document,
    laid_face,
)
from tongban.certificates.domain.batches import (
    BatchRow,
    BatchView,
    RowRefusal,
)
from tongban.certificates.domain.face import (
    Body,
    FaceContent,
    Frame,
    Look,
    Paper,
)
from tongban.certificates.domain.scanning import (
    scanned_token,
)
from tongban.certificates.domain.sharing import (
    Borrower,
    BorrowerKind,
    CheckCountView,
    CopyView,
    LendingView,
    PresentationView,
    ShareState,
    ShownFields,
    UseView,
    UseWay,
)
from tongban.certificates.domain.status import (
    OPERATION_LABELS,
    STATUS_LABELS,
    StatusEntry,
)
from tongban.certificates.domain.trust import (
    KeepableType,
    KeptCopyView,
    TrustLevel,
    watermark,
)
from tongban.certificates.domain.two_person import (
    CertificateToSeal,
    SealingState,
)
from tongban.certificates.events import (
    BATCH_ISSUED,
    BATCH_OPENED,
    CERTIFICATE_ISSUED,
    CERTIFICATE_LENT,
    CERTIFICATE_STATUS_CHANGED,
    CERTIFICATE_USED,
    COPY_DROPPED,
    COPY_KEPT,
    COPY_WITHDRAWN,
    DOCUMENT_SEALED,
    LENDING_REVOKED,
    PRESENTATION_MADE,
    PRESENTATION_WITHDRAWN,
    TRUST_BUNDLE_PUBLISHED,
)
from tongban.certificates.queries.batches import (
    batch,
    batches,
)
from tongban.certificates.queries.copies import (
    annotated_copy,
    copies_of,
)
from tongban.certificates.queries.credentials import (
    FormVerdict,
    check_signed_form,
    issuer_metadata,
    status_list,
    type_metadata,
)
from tongban.certificates.queries.ground import (
    lost_ground,
)
from tongban.certificates.queries.history import (
    status_at,
    status_history,
)
from tongban.certificates.queries.holding import (
    certificate,
    certificate_type,
    my_certificates,
    next_to_end,
    valid_certificate_of,
)
from tongban.certificates.queries.kept import (
    kept_copies,
    types_one_may_keep,
    usable_copy_of,
)
from tongban.certificates.queries.lendings import (
    lending,
    lendings_given,
    lendings_received,
    lent_certificate_of,
)
from tongban.certificates.queries.presentations import (
    presentation,
    presentation_by_token,
)
from tongban.certificates.queries.reporting import (
    ChangedCertificate,
    RegisterPlace,
    changed_certificates,
)
from tongban.certificates.queries.signing_in import licence_to_sign_in
from tongban.certificates.queries.trust import (
    published_bundle,
)
from tongban.certificates.queries.two_person import (
    certificates_to_seal,
    sealing_state,
)
from tongban.certificates.queries.uses import (
    cases_relying_on,
    checks_of,
    uses_of,
)
from tongban.certificates.refusals import (
    AttestNotAllowed,
    BatchNotFound,
    BatchNotReadable,
    BundleTooLarge,
    CertificateNotFound,
    CertificateNotInForce,
    CertificateTypeNotFound,
    CopyNotFound,
    CopyOver,
    IssuerNotAllowed,
    KeptCopyNotFound,
    LendingNotFound,
    LendingNotInForce,
    LevelNotAllowed,
    NoSuccessor,
    OnwardLendingRefused,
    PresentationNotFound,
    PresentationOver,
    RareCharacterUnprintable,
    SharingDetailsNotRight,
    StatusChangeNotPossible,
    StatusDayNotPossible,
    StatusListNotFound,
    TooManyShares,
    UseNeedsReason,
)
from tongban.certificates.scans import ShownScan, kept_copy_file, kept_scan
from tongban.certificates.shelf import (
    HolderKind,
    TypeField,
    TypeFile,
)
from tongban.certificates.signed_form import (
    FormWish,
)
from tongban.certificates.supervising import (
    supervisor_of_type,
)
from tongban.certificates.types import (
    type_in_force,
)
from tongban.certificates.views import (
    OPERATION_DIGITS,
    STATUS_DIGITS,
    CertificateField,
    CertificateStatus,
    CertificateTypeView,
    CertificateView,
    Disclosure,
    Operation,
    PublicCertificate,
    PublicCopy,
    TypeInForce,
    VerifyCheck,
    VerifyOutcome,
    VerifyVerdict,
)

__all__ = [
    "BATCH_ISSUED",
    "BATCH_OPENED",
    "CERTIFICATE_ISSUED",
    "CERTIFICATE_LENT",
    "CERTIFICATE_STATUS_CHANGED",
    "CERTIFICATE_USED",
    "COPY_DROPPED",
    "COPY_KEPT",
    "COPY_WITHDRAWN",
    "DOCUMENT_SEALED",
    "LENDING_REVOKED",
    "OPERATION_DIGITS",
    "OPERATION_LABELS",
    "PRESENTATION_MADE",
    "PRESENTATION_WITHDRAWN",
    "STATUS_DIGITS",
    "STATUS_LABELS",
    "TRUST_BUNDLE_PUBLISHED",
    "AttestNotAllowed",
    "BatchNotFound",
    "BatchNotReadable",
    "BatchRow",
    "BatchView",
    "Body",
    "Borrower",
    "BorrowerKind",
    "BundleTooLarge",
    "CertificateField",
    "CertificateNotFound",
    "CertificateNotInForce",
    "CertificateStatus",
    "CertificateToSeal",
    "CertificateTypeNotFound",
    "CertificateTypeView",
    "CertificateView",
    "ChangedCertificate",
    "CheckCountView",
    "CopyNotFound",
    "CopyOver",
    "CopyView",
    "Disclosure",
    "DocumentForm",
    "FaceContent",
    "FormVerdict",
    "FormWish",
    "Frame",
    "HolderKind",
    "IssuerNotAllowed",
    "KeepableType",
    "KeptCopyNotFound",
    "KeptCopyView",
    "LendingNotFound",
    "LendingNotInForce",
    "LendingView",
    "LevelNotAllowed",
    "Look",
    "NoSuccessor",
    "OnwardLendingRefused",
    "Operation",
    "Paper",
    "PresentationNotFound",
    "PresentationOver",
    "PresentationView",
    "PublicCertificate",
    "PublicCopy",
    "RareCharacterUnprintable",
    "RegisterPlace",
    "RowRefusal",
    "SealingState",
    "ShareState",
    "SharingDetailsNotRight",
    "ShownFields",
    "ShownScan",
    "StatusChangeNotPossible",
    "StatusDayNotPossible",
    "StatusEntry",
    "StatusListNotFound",
    "TooManyShares",
    "TrustLevel",
    "TypeField",
    "TypeFile",
    "TypeInForce",
    "UseNeedsReason",
    "UseView",
    "UseWay",
    "VerifyCheck",
    "VerifyOutcome",
    "VerifyVerdict",
    "annotated_copy",
    "attest_upload",
    "batch",
    "batches",
    "cases_relying_on",
    "certificate",
    "certificate_code",
    "certificate_document",
    "certificate_type",
    "certificates_to_seal",
    "change_status",
    "changed_certificates",
    "check_signed_form",
    "checks_of",
    "copies_of",
    "copy_document",
    "drop_copy",
    "issue_batch",
    "issue_certificate",
    "issuer_metadata",
    "keep_copy",
    "kept_copies",
    "kept_copy_file",
    "kept_scan",
    "laid_face",
    "lend_certificate",
    "lending",
    "lendings_given",
    "lendings_received",
    "lent_certificate_of",
    "licence_to_sign_in",
    "lost_ground",
    "make_copy",
    "my_certificates",
    "next_to_end",
    "open_certificate",
    "open_presentation",
    "presentation",
    "presentation_by_token",
    "propose_sealing",
    "publish_bundle",
    "published_bundle",
    "read_batch",
    "read_lent",
    "revoke_lending",
    "scanned_token",
    "sealing_state",
    "show_fields",
    "status_at",
    "status_history",
    "status_list",
    "supervisor_of_type",
    "transfer_in",
    "type_in_force",
    "type_metadata",
    "types_one_may_keep",
    "usable_copy_of",
    "use_certificate",
    "uses_of",
    "valid_certificate_of",
    "verify",
    "verify_file",
    "watermark",
    "withdraw_copy",
    "withdraw_presentation",
]
