"""The door of room intermediaries."""

from __future__ import annotations

from tongban.intermediaries.actions.carry_out import (
    accept_commission,
    decline_commission,
    deliver_commission,
)
from tongban.intermediaries.actions.commission_service import (
    commission_by_lot,
    commission_service,
)
from tongban.intermediaries.actions.end_commission import rate_institution, withdraw_commission
from tongban.intermediaries.actions.join_market import join_market, leave_market
from tongban.intermediaries.actions.stop_clock import stop_clock_for
from tongban.intermediaries.actions.tell_of_limits import tell_of_limits
from tongban.intermediaries.domain.commission import CommissionState, PaidBy, PricedBy, Times
from tongban.intermediaries.domain.lot import drawn, seed_of
from tongban.intermediaries.events import (
    COMMISSION_ACCEPTED,
    COMMISSION_ASKED,
    COMMISSION_DECLINED,
    COMMISSION_DELIVERED,
    COMMISSION_RATED,
    COMMISSION_WITHDRAWN,
    INSTITUTION_JOINED,
    INSTITUTION_LEFT,
)
from tongban.intermediaries.published import service, services, services_of
from tongban.intermediaries.queries.commissions import (
    commission,
    commission_result,
    commissions_of_case,
    my_commissions,
)
from tongban.intermediaries.queries.deliveries import (
    DeliveryDesk,
    deliveries_for,
    deliveries_in,
)
from tongban.intermediaries.queries.institutions import institutions, my_offers, service_times
from tongban.intermediaries.refusals import (
    AgencyMayNotName,
    AlreadyCommissioned,
    BriefMissing,
    ClockGoesOn,
    CommissionNotFound,
    FirmsOnly,
    NotPaidByAgency,
    NotQualified,
    ServiceUnknown,
    SignInToCommission,
    StarsMissing,
    StepNotOpen,
)
from tongban.intermediaries.views import (
    CommissionView,
    DeliveryView,
    InstitutionView,
    ServiceTimes,
    ServiceView,
)

__all__ = [
    "COMMISSION_ACCEPTED",
    "COMMISSION_ASKED",
    "COMMISSION_DECLINED",
    "COMMISSION_DELIVERED",
    "COMMISSION_RATED",
    "COMMISSION_WITHDRAWN",
    "INSTITUTION_JOINED",
    "INSTITUTION_LEFT",
    "AgencyMayNotName",
    "AlreadyCommissioned",
    "BriefMissing",
    "ClockGoesOn",
    "CommissionNotFound",
    "CommissionState",
    "CommissionView",
    "DeliveryDesk",
    "DeliveryView",
    "FirmsOnly",
    "InstitutionView",
    "NotPaidByAgency",
    "NotQualified",
    "PaidBy",
    "PricedBy",
    "ServiceTimes",
    "ServiceUnknown",
    "ServiceView",
    "SignInToCommission",
    "StarsMissing",
    "StepNotOpen",
    "Times",
    "accept_commission",
    "commission",
    "commission_by_lot",
    "commission_result",
    "commission_service",
    "commissions_of_case",
    "decline_commission",
    "deliver_commission",
    "deliveries_for",
    "deliveries_in",
    "drawn",
    "institutions",
    "join_market",
    "leave_market",
    "my_commissions",
    "my_offers",
    "rate_institution",
    "seed_of",
    "service",
    "service_times",
    "services",
    "services_of",
    "stop_clock_for",
    "tell_of_limits",
    "withdraw_commission",
]
