"""A pack as a folder on disk, read without following any link or leaving the folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tongban.content.domain.limits import DEFAULT_LIMITS, PackLimits
from tongban.content.domain.problems import PackProblem
from tongban.kernel.text import Text

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_READ = (".yaml", ".yml")
_KEPT = (".md", ".txt")


@dataclass(slots=True)
class PackFolder:
    """Bytes of every file by its path inside the pack (sorted), and what could not be read."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[PackProblem] = field(default_factory=list)


def read_folder(root: Path, limits: PackLimits = DEFAULT_LIMITS) -> PackFolder:
    """Read all files of a pack; anything unusual becomes a problem, never an exception."""
    folder = PackFolder()
    total = 0
    for path, name in _walk(root, root, folder, limits):
        raw = _read_regular(path, name, folder, limits)
        if raw is None:
            continue
        total += len(raw)
        if len(folder.files) >= limits.files or total > limits.total_bytes:
            folder.problems.append(_too_big(name, limits))
            break
        folder.files[name] = raw
    return folder


def _walk(
    root: Path, here: Path, folder: PackFolder, limits: PackLimits
) -> Iterator[tuple[Path, str]]:
    try:
        with os.scandir(here) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as fault:
        folder.problems.append(_unreadable(here.relative_to(root).as_posix(), str(fault.strerror)))
        return
    for entry in entries:
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if entry.is_symlink() or not _NAME.match(entry.name):
            folder.problems.append(_strange(name, link=entry.is_symlink()))
        elif entry.is_dir(follow_symlinks=False):
            if name.count("/") + 1 >= limits.folder_depth:
                folder.problems.append(_too_deep(name, limits))
            else:
                yield from _walk(root, path, folder, limits)
        elif path.suffix in (*_READ, *_KEPT):
            yield path, name
        else:
            folder.problems.append(_not_understood(name))


def _read_regular(path: Path, name: str, folder: PackFolder, limits: PackLimits) -> bytes | None:
    """Open without following links; read one byte past the limit so that size cannot race."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as fault:
        folder.problems.append(_unreadable(name, str(fault.strerror)))
        return None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            folder.problems.append(_unreadable(name, "not a regular file"))
            return None
        return stream.read(limits.file_bytes + 1)


def _strange(name: str, *, link: bool) -> PackProblem:
    if link:
        said = Text.of("这里是一个链接，内容包里不能有链接。", "This is a link; a pack has none.")
        mend = Text.of("用文件本身代替链接。", "Put the file itself in its place.")
        return PackProblem(name, 1, "content.link_found", said, mend)
    said = Text.of(
        "文件名只能用英文字母、数字、点、横线和下划线，且不以点开头。",
        "A file name may use letters, digits, dots, hyphens and underscores, no dot first.",
    )
    mend = Text.of("改名，或者删掉它。", "Rename or delete it.")
    return PackProblem(name, 1, "content.file_name_wrong", said, mend)


def _too_deep(name: str, limits: PackLimits) -> PackProblem:
    return PackProblem(
        name,
        1,
        "content.folder_too_deep",
        Text.of(
            f"文件夹超过 {limits.folder_depth} 层。",
            f"Folders are nested deeper than {limits.folder_depth} levels.",
        ),
        Text.of("把文件移到上层。", "Move the files up."),
    )


def _too_big(name: str, limits: PackLimits) -> PackProblem:
    return PackProblem(
        name,
        1,
        "content.pack_too_large",
        Text.of(
            f"内容包超过 {limits.files} 个文件或 {limits.total_bytes} 字节，读到这里停止。",
            f"More than {limits.files} files or {limits.total_bytes} bytes; reading stopped here.",
        ),
        Text.of("拆成几个内容包。", "Split it into several packs."),
    )


def _not_understood(name: str) -> PackProblem:
    return PackProblem(
        name,
        1,
        "content.file_not_understood",
        Text.of("内容包只读 .yaml 和 .md 文件。", "A pack holds .yaml and .md files only."),
        Text.of("改成 YAML，或者移出内容包。", "Make it YAML, or move it out of the pack."),
    )


def _unreadable(name: str, reason: str) -> PackProblem:
    return PackProblem(
        name,
        1,
        "content.file_unreadable",
        Text.of(f"文件读不出来（{reason}）。", f"The file cannot be read ({reason})."),
        Text.of("检查文件权限。", "Check the permissions of the file."),
    )
