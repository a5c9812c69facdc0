"""/desk/reviews: decisions of rules that a person looks at again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.cases.api import open_reviews
from tongban.web.desk.entry import navigation, officer_of


def show(request: HttpRequest) -> HttpResponse:
    """Open reviews of the officer's agencies, the oldest first."""
    actor = officer_of(request)
    context = {"nav": navigation(request, actor), "rows": open_reviews(actor)}
    return render(request, "desk/reviews.html", context)
