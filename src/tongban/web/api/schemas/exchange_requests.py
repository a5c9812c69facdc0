"""Requests for data 共享申请 and grants 共享授权 within the platform."""

from __future__ import annotations

from datetime import datetime

from tongban.web.api.schemas.exchange import AskedOut, ReasonIn
from tongban.web.api.schemas.shapes import Code, Given, In, Out


class StepOut(Out):
    """One thing that happened to a request; ``by`` names an account or program."""

    step: Code
    at: datetime
    due_at: datetime | None
    by: str
    reason: str
    article: Code | None


class RequestOut(AskedOut):
    """A request with its clock; ``possible`` are the steps the caller may take at ``version``."""

    state: Code
    mover: Code | None
    due_at: datetime | None
    filed_at: datetime
    overdue: bool
    version: int
    possible: list[Code]
    steps: list[StepOut]


class RequestPageOut(Out):
    """Requests; ``total`` counts all that wait."""

    items: list[RequestOut]
    next_cursor: str | None
    total: int | None


class RulingIn(ReasonIn):
    """Whether the provider shares, and why; ``version`` is the one seen."""

    share: bool


class GrantedOut(Out):
    """What was granted of one resource: ``grants`` ever, ``in_force`` now, to how many agencies."""

    resource_code: str
    provider_code: str
    grants: int
    in_force: int
    agencies: int


class GrantOut(AskedOut):
    """Who may ask whom for what, why, by which article, until when."""

    request_id: str
    valid_from: datetime
    valid_until: datetime
    state: Code
    revoked_reason: str


class GrantPageOut(Out):
    """Grants, newest first."""

    items: list[GrantOut]
    next_cursor: str | None


class FindingIn(In):
    """Whether the register was corrected, and what the person is told."""

    corrected: bool
    words: Given
