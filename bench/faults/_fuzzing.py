"""Run a set of readers under a fuzzer that is guided by coverage."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import atheris


def fuzz(
    readers: Sequence[Callable[[bytes], None]],
    seeds: Sequence[tuple[int, bytes]],
    refusals: tuple[type[Exception], ...],
    *,
    about: str | None,
    name: str,
    longest: int,
) -> None:
    """Give each input, of at most ``longest`` bytes, to the reader its first byte chooses.

    Only ``refusals`` may be raised. ``seeds`` are inputs to begin with, each with the place of
    its reader; what fails is kept in a new folder called after ``name``.
    """

    def one_input(data: bytes) -> None:
        if not data:
            return
        try:
            readers[data[0] % len(readers)](data[1:])
        except refusals:
            return

    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    for place, (reader, data) in enumerate(seeds):
        (corpus / f"seed-{place}").write_bytes(bytes([reader]) + data)
    atheris.Setup(
        [
            sys.argv[0], str(corpus), f"-max_total_time={given.seconds}", f"-seed={given.seed}",
            f"-max_len={longest}", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1",
            f"-artifact_prefix={corpus}/",
        ],
        one_input,
    )  # fmt: skip
    atheris.Fuzz()
