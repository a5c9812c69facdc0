"""DATABASE_URL: read as written, or refused in words."""

from __future__ import annotations

import pytest
from django.db import connection

from tongban.site.database import DatabaseUrlMalformed, database_settings, url_of_database


def test_every_part_is_read():
    read = database_settings("postgresql://us%40er:p%2Fw@db:6543/na%20me?sslmode=require")
    assert (read["USER"], read["PASSWORD"], read["NAME"]) == ("us@er", "p/w", "na me")
    assert (read["HOST"], read["PORT"]) == ("db", "6543")
    assert read["OPTIONS"]["sslmode"] == "require"
    assert "connect_timeout" not in read["OPTIONS"]


def test_a_unix_socket_is_read():
    read = database_settings("postgresql://tongban@/tongban?host=/run/x%20y&port=5433")
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("/run/x y", "5433", "tongban")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:secret@h/db",
        "u:secret@h/db",
        "postgresql://u:secret@h:port/db",
        "postgresql://u:secret@[::1/db",
        "postgresql://u:secret@h",
        "postgresql://u:secret@h/",
        "postgresql://u:secret@h/a/b",
        "postgresql://u:secret@h:99999/db",
    ],
)
def test_a_malformed_url_is_refused_without_repeating_its_password(url):
    with pytest.raises(DatabaseUrlMalformed) as refused:
        database_settings(url)
    told = f"{refused.value.message} {refused.value.mend} {refused.value.message.en}"
    assert "secret" not in told
    assert "DATABASE_URL" in told


def test_another_database_of_the_same_server():
    other = url_of_database("postgresql://t@/tongban?host=/run&port=5432", "bench 1")
    assert other == "postgresql://t@/bench%201?host=/run&port=5432"


@pytest.mark.django_db
def test_the_server_prepares_what_is_asked_again():
    with connection.cursor() as cursor:
        for number in range(5):
            cursor.execute("SELECT %s::int + 4711", [number])
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%+ 4711%%'"
        )
        assert cursor.fetchone() == (1,)
