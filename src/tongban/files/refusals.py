"""What the gate says no to."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text

_ALLOWED = Text.of("PDF、PNG、JPEG 或 OFD", "PDF, PNG, JPEG or OFD")


class FileEmpty(Refusal):
    """The file has no bytes."""

    def __init__(self) -> None:
        super().__init__(
            code="files.file_empty",
            message=Text.of("这个文件是空的（0 字节）。", "This file is empty (0 bytes)."),
            mend=Text.of(
                "请重新保存或拍摄后再上传。", "Save or photograph it again, then upload it."
            ),
        )


class FileTooLarge(Refusal):
    """The file is over the limit; reading stopped there."""

    def __init__(self, limit_bytes: int) -> None:
        limit = f"{limit_bytes / 1_048_576:g}"
        super().__init__(
            code="files.file_too_large",
            message=Text.of(f"文件超过 {limit} MB。", f"The file is larger than {limit} MB."),
            mend=Text.of(
                "请压缩图片、降低扫描分辨率，或拆成几个文件。",
                "Compress the picture, scan at a lower resolution, or split it into several files.",
            ),
            kind=RefusalKind.TOO_LARGE,
        )


class FileTypeNotAllowed(Refusal):
    """The bytes, the name's ending and the declared type do not agree on an allowed type."""

    def __init__(self, fault: Text) -> None:
        super().__init__(
            code="files.file_type_not_allowed",
            message=fault,
            mend=Text.of(
                f"请上传 {_ALLOWED.zh} 文件，文件名后缀与内容一致。",
                f"Upload a {_ALLOWED.en} file whose name ends as its content says.",
            ),
        )


class FileNameUnsafe(Refusal):
    """The name would lead elsewhere, or deceive the eye."""

    def __init__(self) -> None:
        super().__init__(
            code="files.file_name_unsafe",
            message=Text.of(
                "文件名不能含有路径、控制字符，也不能超过 200 字。",
                "The file name may not hold a path or control characters, nor be over 200"
                " characters.",
            ),
            mend=Text.of(
                "请改一个简单的文件名再上传。", "Give it a plain name and upload it again."
            ),
        )


class FileIsBomb(Refusal):
    """Opening it would need far more room than it should."""

    def __init__(self, fault: Text) -> None:
        super().__init__(
            code="files.file_is_bomb",
            message=fault,
            mend=Text.of("请重新导出这个文件再上传。", "Export the file afresh, then upload it."),
        )


class FileNotYours(Refusal):
    """No such file among those the actor may read; said the same when there is none at all."""

    def __init__(self) -> None:
        super().__init__(
            code="files.file_not_yours",
            message=Text.of("没有可以给您看的这个文件。", "There is no such file for you to read."),
            mend=Text.of(
                "请从办件里打开材料；如由他人上传，需要其授权。",
                "Open it from the case it belongs to; what others uploaded needs their mandate.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class SignInToUpload(Refusal):
    """Files need an owner."""

    def __init__(self) -> None:
        super().__init__(
            code="files.sign_in_to_upload",
            message=Text.of("上传文件前需要登录。", "Sign in before uploading a file."),
            mend=Text.of("请登录后再试，已填写的内容会保留。", "Sign in and try again."),
            kind=RefusalKind.SIGN_IN,
        )


class FileDamaged(Refusal):
    """The kept bytes are gone or no longer those that were uploaded."""

    def __init__(self) -> None:
        super().__init__(
            code="files.file_damaged",
            message=Text.of("保存的文件已损坏或丢失。", "The kept file is damaged or missing."),
            mend=Text.of(
                "请联系运维从备份恢复；也可以重新上传。",
                "Ask the operators to restore it from the backup, or upload it again.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )
