"""`tongban certificates issue-batch`: rows issued, refused rows told, exit 1 when there are any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.tests.factories import publish_type, type_file
from tongban.identity.tests.factories import resident_number
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.site.commands.certificates import app

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("as_json", [True, False])
def test_refused_rows_are_told(tmp_path: Path, as_json: bool):
    a_calendar()
    publish(an_entry())
    publish_type(type_file(fields=[]))
    path = tmp_path / "list.csv"
    path.write_text(f"number,name\n{resident_number()},无此人\n", encoding="utf-8")
    arguments = [str(path), "--type", "residence-permit", "--issuer", AGENCY]
    done = CliRunner().invoke(app, ["issue-batch", *arguments, *(["--json"] if as_json else [])])
    assert done.exit_code == 1
    assert "无此人" not in done.stdout
    if as_json:
        told = json.loads(done.stdout)
        assert (told["rows"], told["issued"], told["refused"][0]["row"]) == (1, 0, 1)
    else:
        assert "row 1: 没有这个号码的主体" in done.stdout
