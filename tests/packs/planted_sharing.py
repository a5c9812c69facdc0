"""Mistakes in the catalogue of data resources."""

from __future__ import annotations

from tests.packs.planting import Planted, drop, swap

_MARRIAGE = "resources/marriage.yaml"
_POPULATION = "resources/population.yaml"
_FIRMS = "resources/firms.yaml"
_CONDITIONAL = "sharing: conditional"

SHARING = (
    Planted(
        "exchange.refusal_without_basis",
        _FIRMS,
        swap("sharing: unconditional", "sharing: refused"),
        "sharing: refused",
    ),
    Planted("exchange.conditions_do_not_fit", _MARRIAGE, drop("conditions"), _CONDITIONAL),
    Planted(
        "exchange.conditions_do_not_fit",
        _POPULATION,
        swap(_CONDITIONAL, "sharing: unconditional"),
        "sharing: unconditional",
    ),
    Planted(
        "exchange.provider_unknown",
        _MARRIAGE,
        swap("provider: mzt-990000", "provider: nobody-990000"),
        "provider: nobody-990000",
    ),
    Planted(
        "exchange.provider_is_not_the_source",
        _MARRIAGE,
        swap("  - person.marriage.status\n", "  - person.hukou.address\n"),
        "- person.hukou.address",
    ),
    Planted(
        "exchange.element_unknown",
        _MARRIAGE,
        swap("  - person.marriage.spouse_name", "  - person.marriage.secret"),
        "- person.marriage.secret",
    ),
    Planted(
        "exchange.element_shared_twice",
        "resources/social-insurance.yaml",
        swap("items:\n", "items:\n  - person.school.name\n"),
        "- person.school.name",
    ),
    Planted(
        "exchange.question_about_nothing",
        _MARRIAGE,
        swap("element: person.marriage.status", "element: person.name"),
        "element: person.name",
    ),
    Planted(
        "exchange.needs_what_is_refused",
        "resources/real-estate.yaml",
        swap(_CONDITIONAL, "sharing: refused\nbasis: geren-xinxi-baohu-fa/34@2021-08-20"),
        "elements: [person.property.certificate_number",
        reported_in="items/gongsi-sheli.yaml",
    ),
)
