"""Pages of words: help, about, accessibility, privacy. Short and true."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from tongban.web.design.parts import Crumb


def help_page(request: HttpRequest) -> HttpResponse:
    """How to get help, in person first."""
    return _words(request, "portal/help.html", gettext("Help"))


def about(request: HttpRequest) -> HttpResponse:
    """What this platform is."""
    return _words(request, "portal/about.html", gettext("About"))


def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what does not yet."""
    return _words(request, "portal/accessibility.html", gettext("Accessibility"))


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, and how to see and correct it."""
    return _words(request, "portal/privacy.html", gettext("Privacy"))


def _words(request: HttpRequest, template: str, title: str) -> HttpResponse:
    return render(request, template, {"path": (Crumb(title),)})
