"""DATABASE_URL read into Django's settings, with a readable refusal when it is malformed."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text

_SCHEMES = ("postgresql", "postgres")
# The server parses and plans a statement once per connection, not each time it is asked. A pooler
# between us and the server must keep prepared statements (PgBouncer does since 1.21).
_PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name")


class DatabaseUrlMalformed(Refusal):
    """DATABASE_URL cannot be read. The message never repeats it: it may hold a password."""

    def __init__(self, fault: Text) -> None:
        super().__init__(
            code="site.database_url_malformed",
            message=Text.of(
                f"DATABASE_URL 无法使用：{fault.zh}", f"DATABASE_URL cannot be used: {fault.en}"
            ),
            mend=Text.of(
                "写成 postgresql://用户:密码@主机:5432/库名，"
                "或取消设置，由通办自己准备 PostgreSQL。",
                "Write it as postgresql://user:password@host:5432/name, or unset it and Tongban"
                " prepares PostgreSQL itself.",
            ),
        )


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings of the one database; DatabaseUrlMalformed when ``url`` is unusable."""
    parts, port = _split(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "tongban.site.postgres.backend",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: query[name] for name in _OPTIONS if name in query} | _PREPARED,
    }


def url_of_database(url: str, name: str) -> str:
    """The same server and account, another database."""
    return urlsplit(url)._replace(path=f"/{quote(name)}").geturl()


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise DatabaseUrlMalformed(
            Text.of("主机或端口写法不对。", "its host or port is not well formed.")
        ) from None
    if parts.scheme not in _SCHEMES:
        raise DatabaseUrlMalformed(
            Text.of("应以 postgresql:// 开头。", "it must start with postgresql://")
        )
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise DatabaseUrlMalformed(
            Text.of("主机之后应有一个库名。", "one database name must follow the host.")
        )
    return parts, port
