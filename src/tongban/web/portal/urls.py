"""Addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.certificates.api import DocumentForm
from tongban.web.plumbing import preferences
from tongban.web.portal.pages import (
    apply,
    bundle_cases,
    bundles,
    cases,
    certificates,
    copy,
    gallery,
    guide,
    home,
    issuer,
    keep,
    lend,
    licence,
    my_data,
    oversight,
    plain,
    rate,
    seals,
    search,
    shown,
    sign_in,
    track,
    verify,
)

_form = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_safe(home.show), name="home"),
    path("search", require_safe(search.show), name="search"),
    path("items/<str:code>", require_safe(guide.show), name="guide"),
    path("items/<str:code>/apply", _form(apply.show), name="apply"),
    path("oversight", require_safe(oversight.listed), name="oversight"),
    path("oversight/<str:draw_id>", require_safe(oversight.show), name="draw"),
    path("bundles", require_safe(bundles.listed), name="bundles"),
    path("bundles/<str:code>", require_safe(bundles.show), name="bundle"),
    path("bundles/<str:code>/apply", _form(bundles.apply), name="apply-bundle"),
    path("bundle-cases/<str:bundle_case_id>", require_safe(bundle_cases.show), name="bundle-case"),
    path(
        "bundle-cases/<str:bundle_case_id>/receipt",
        require_safe(bundle_cases.receipt),
        name="bundle-receipt",
    ),
    path(
        "bundle-cases/<str:bundle_case_id>/withdrawal",
        require_POST(bundle_cases.withdraw),
        name="withdraw-bundle",
    ),
    path(
        "bundle-cases/<str:bundle_case_id>/steps/<str:step>",
        _form(bundle_cases.resume),
        name="resume-step",
    ),
    path("cases", require_safe(cases.listed), name="cases"),
    path("cases/<str:case_id>", require_safe(cases.show), name="case"),
    path("cases/<str:case_id>/result", require_safe(cases.result), name="result"),
    path("cases/<str:case_id>/correction", require_POST(cases.supply), name="supply"),
    path("cases/<str:case_id>/withdrawal", require_POST(cases.withdraw), name="withdraw"),
    path("cases/<str:case_id>/rate", _form(rate.show), name="rate"),
    path("certificates", require_safe(certificates.listed), name="certificates"),
    path("certificates/keep", _form(keep.ask), name="keep"),
    path("certificates/keep/<str:kept_id>/removal", require_POST(keep.drop), name="drop-kept"),
    *(
        path(
            f"certificates/<str:certificate_id>.{form.value}",
            require_safe(certificates.document),
            {"form": form.value},
            name=form.value,
        )
        for form in DocumentForm
    ),
    path("certificates/<str:certificate_id>", require_safe(certificates.show), name="certificate"),
    path("certificates/<str:certificate_id>/lend", _form(lend.ask), name="lend"),
    path("certificates/<str:certificate_id>/copy", _form(copy.ask), name="make-copy"),
    path("certificates/<str:certificate_id>/show", _form(shown.ask), name="show-fields"),
    path("lendings", require_safe(lend.listed), name="lendings"),
    path("lendings/<str:lending_id>", _form(lend.look), name="borrowed"),
    path("lendings/<str:lending_id>/revocation", require_POST(lend.end), name="end-lending"),
    *(
        path(
            f"copies/<str:copy_id>.{form.value}",
            require_safe(copy.document),
            {"form": form.value},
            name=f"copy-{form.value}",
        )
        for form in DocumentForm
    ),
    path("copies/<str:copy_id>", require_safe(copy.show), name="copy"),
    path("copies/<str:copy_id>/withdrawal", require_POST(copy.withdraw), name="withdraw-copy"),
    path("presentations/<str:show_id>", require_safe(shown.mine), name="presentation"),
    path("presentations/<str:show_id>/withdrawal", require_POST(shown.end), name="end-show"),
    path("shown/<str:token>", _form(shown.look), name="shown"),
    path(".well-known/jwt-vc-issuer", require_safe(issuer.keys), name="issuer-keys"),
    path("status-lists/<str:name>", require_safe(issuer.statuses), name="status-list"),
    path("certificate-types/<str:type_code>", require_safe(issuer.words), name="type-words"),
    path("my-data", require_safe(my_data.show), name="my-data"),
    path("my-data/wrong/<str:element_id>", _form(my_data.wrong), name="wrong"),
    path("verify", _form(verify.door), name="verify"),
    path("seals", require_safe(seals.listed), name="firm-seals"),
    path("seals/<str:seal_id>", _form(seals.show), name="firm-seal"),
    path("seals/<str:seal_id>/standing", require_POST(seals.change), name="firm-seal-standing"),
    path("verify/<str:token>", require_safe(verify.show), name="verdict"),
    path("trust/bundle", require_safe(verify.bundle), name="trust-bundle"),
    path("track", _form(track.show), name="track"),
    path("sign-in/licence", _form(licence.wait), name="sign-in-by-licence"),
    path("sign-in/licence/<str:token>", _form(licence.answer), name="answer-licence"),
    path("sign-in", _form(sign_in.show), name="sign-in"),
    path("sign-out", require_POST(sign_in.leave), name="sign-out"),
    path("account", _form(sign_in.account), name="account"),
    path("help", require_safe(plain.help_page), name="help"),
    path("about", require_safe(plain.about), name="about"),
    path("accessibility", require_safe(plain.accessibility), name="accessibility"),
    path("privacy", require_safe(plain.privacy), name="privacy"),
    path("preferences", require_POST(preferences.remember), name="preferences"),
    path("design", require_safe(gallery.show), name="gallery"),
]
