"""What every template may use without being told: language, size, visitor, where we are."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.web.plumbing.acting import visitor_of
from tongban.web.plumbing.language import tag
from tongban.web.plumbing.preferences import Size, size_of
from tongban.web.plumbing.terminals import terminal_of


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the main navigation; ``here`` when the page lies under it."""

    label: Text
    url: str
    here: bool


_PORTAL = (
    (Text.of("首页", "Home"), "/"),
    (Text.of("我的主页", "My home page"), "/mine"),
    (Text.of("办事地点", "Places"), "/places"),
    (Text.of("我的办件", "My cases"), "/cases"),
    (Text.of("我的证照", "My certificates"), "/certificates"),
    (Text.of("我的缴费", "My payments"), "/payments"),
    (Text.of("我的待遇", "My benefits"), "/benefits"),
    (Text.of("政策库", "Policies"), "/policies"),
    (Text.of("谁看了我的数据", "My data"), "/my-data"),
    (Text.of("查进度", "Track a case"), "/track"),
    (Text.of("核验证照", "Verify"), "/verify"),
)


def nav_of(entries: tuple[tuple[Text, str], ...], path: str) -> tuple[NavEntry, ...]:
    """Navigation entries, marking the deepest one ``path`` lies under."""
    under = [url for _, url in entries if path == url or path.startswith(url.rstrip("/") + "/")]
    deepest = max(under, key=len, default="")
    if deepest == "/" != path:
        deepest = ""
    return tuple(NavEntry(label, url, url == deepest) for label, url in entries)


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame around a page: read by ``design/page.html`` only.

    ``terminal`` is the place whose terminal this is, ``acting_for`` the child or firm whose affairs
    these are; empty for neither, and for one's own.
    """

    language: str
    size: str
    large: bool
    path: str
    full_path: str
    actor: Actor
    acting_for: str
    demo: bool
    terminal: str = ""

    @property
    def nav(self) -> tuple[NavEntry, ...]:
        """The portal's navigation; desk and console bring their own."""
        return nav_of(_PORTAL, self.path)

    @property
    def signed_in(self) -> bool:
        """Whether somebody stands behind this request."""
        return self.actor.account_id is not None

    @property
    def other_language(self) -> tuple[str, str]:
        """Django code and own name of the language one press away."""
        return ("zh-hans", "中文") if self.language == "en" else ("en", "English")

    @property
    def is_officer(self) -> bool:
        """Whether the visitor holds a post, and so has a desk."""
        return bool(self.actor.posts)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``shell`` in every template."""
    size, visitor = size_of(request), visitor_of(request)
    return {
        "shell": Shell(
            language=tag(),
            size=size.value,
            large=size is Size.LARGE,
            path=request.path,
            full_path=request.get_full_path(),
            actor=visitor.actor,
            acting_for=visitor.principal.name if visitor.principal else "",
            demo=settings.DEMO,
            terminal=terminal_of(request),
        )
    }
