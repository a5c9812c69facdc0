"""Booking, moving, cancelling, arriving; taking, calling, ending."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tongban.identity.tests.factories import payloads_about
from tongban.kernel.refusal import Refusal
from tongban.ledger.api import leaves_about
from tongban.notices.api import my_messages
from tongban.places.actions.watch_appointments import watch_appointments
from tongban.places.api import (
    AlreadyBookedThatDay,
    AppointmentNotFound,
    AppointmentOver,
    AppointmentState,
    BookingPaused,
    Group,
    ItemNotServedHere,
    NobodyWaits,
    NotAtThisPlace,
    NotTimeToArrive,
    NumberMovedOn,
    PlaceClosedNow,
    PlaceNotFound,
    PlacesSought,
    SlotFull,
    SlotNotOffered,
    Standing,
    TooManyAppointments,
    WaitBasis,
    WindowBusy,
    appointment,
    appointments_on,
    arrive,
    at_window,
    cancel_appointment,
    finish_number,
    leave_line,
    lines_now,
    move_appointment,
    my_appointments,
    number,
    number_by_label,
    place,
    places,
    return_number,
    skip_number,
    slots,
    subject_at_window,
)
from tongban.places.models import Appointment, Ticket
from tongban.places.tests.factories import (
    CARD,
    KIOSK,
    MINUTE,
    NOW,
    PERMIT,
    SHOP,
    SYSTEM,
    TODAY_NEXT,
    TOMORROW,
    a_clerk,
    a_town,
    book,
    call,
    hall,
    publish,
    somebody,
    take,
    terminal,
)


@pytest.mark.django_db
class TestPlaces:
    def test_a_repeated_publication_changes_nothing_and_a_missing_place_goes(self):
        a_town()
        assert publish(hall(), terminal()) == ()
        assert publish(hall()) == ("terminal",)
        with pytest.raises(PlaceNotFound):
            place("terminal")
        assert [leaf.kind for leaf in leaves_about(SYSTEM, "rel_1")].count("places.published") == 2

    def test_places_are_found_by_item_region_and_openness(self):
        a_town()
        night = NOW + timedelta(hours=12)

        def found(now: datetime = NOW, **sought: Any) -> list[str]:
            return [one.place.code for one in places(PlacesSought(**sought), now=now).items]

        assert found() == ["hall", "terminal"]
        assert found(item_code=SHOP) == ["hall"]
        assert found(region="990100") == ["hall", "terminal"]
        assert found(region="990102") == ["hall"]
        assert found(region="990103") == ["terminal"]
        assert found(now=night, open_now=True) == ["terminal"]
        page = places(PlacesSought(), now=NOW, size=1)
        assert (page.next_cursor, page.total) == ("hall", 2)
        rest = places(PlacesSought(), now=NOW, size=1, cursor="hall")
        assert ([one.place.code for one in rest.items], rest.next_cursor) == (["terminal"], None)


@pytest.mark.django_db
class TestAppointments:
    def test_book_move_and_cancel_leave_evidence_and_events(self):
        a_town()
        me = somebody()
        made = book(me)
        assert made.state is AppointmentState.BOOKED
        assert (made.line, made.ends_at - made.starts_at) == ("A", 30 * MINUTE)
        later = TOMORROW + timedelta(days=1)
        moved = move_appointment(actor=me, appointment_id=made.id, starts_at=later, now=NOW)
        assert moved.starts_at == later
        cancelled = cancel_appointment(actor=me, appointment_id=made.id, now=NOW)
        assert cancelled.state is AppointmentState.CANCELLED
        assert [leaf.kind for leaf in leaves_about(SYSTEM, made.id)] == [
            "places.appointment-booked",
            "places.appointment-moved",
            "places.appointment-cancelled",
        ]
        assert len(payloads_about(made.id)) == 3
        with pytest.raises(AppointmentOver):
            cancel_appointment(actor=me, appointment_id=made.id, now=NOW)

    def test_the_same_press_twice_is_one_appointment(self):
        a_town()
        me = somebody()
        assert book(me, token="once-12345678").id == book(me, token="once-12345678").id
        assert Appointment.objects.count() == 1
        assert len(payloads_about(my_appointments(me)[0].id)) == 1

    def test_seats_run_out_and_come_back(self):
        a_town()
        book(somebody(1))
        second = book(somebody(2))
        assert [s.left for s in slots("hall", PERMIT, TOMORROW.date(), NOW)][2] == 0
        with pytest.raises(SlotFull):
            book(somebody(3), item=CARD)
        cancel_appointment(actor=somebody(2), appointment_id=second.id, now=NOW)
        assert book(somebody(3), item=CARD).state is AppointmentState.BOOKED
        assert [s.left for s in slots("hall", SHOP, TOMORROW.date(), NOW)][2] == 2

    def test_limits_of_one_person(self):
        a_town()
        me = somebody()
        book(me)
        with pytest.raises(AlreadyBookedThatDay):
            book(me, TOMORROW + 30 * MINUTE)
        book(me, item=CARD)
        book(me, TOMORROW + timedelta(days=1))
        with pytest.raises(TooManyAppointments):
            book(me, TOMORROW + timedelta(days=1), item=CARD)

    @pytest.mark.parametrize(
        "at",
        [
            TOMORROW + MINUTE,
            TOMORROW + timedelta(hours=2),
            TOMORROW + timedelta(days=5),
            NOW - timedelta(minutes=30),
            NOW + timedelta(days=28),
        ],
        ids=["between slots", "at noon", "closed that day", "past", "too far ahead"],
    )
    def test_only_what_is_offered_can_be_booked(self, at):
        a_town()
        with pytest.raises(SlotNotOffered):
            book(somebody(), at)

    def test_strangers_and_wrong_items_are_refused(self):
        a_town()
        made = book(somebody(1))
        with pytest.raises(AppointmentNotFound):
            appointment(somebody(2), made.id)
        with pytest.raises(AppointmentNotFound):
            cancel_appointment(actor=somebody(2), appointment_id=made.id, now=NOW)
        with pytest.raises(AppointmentNotFound):
            book(a_clerk())
        with pytest.raises(ItemNotServedHere):
            book(somebody(1), item="item-unknown")

    def test_time_reminds_once_and_marks_who_did_not_come(self):
        a_town()
        made = book(somebody(), TOMORROW + 30 * MINUTE)
        assert watch_appointments(NOW) == 0
        assert watch_appointments(NOW + 31 * MINUTE) == 1
        assert watch_appointments(NOW + 32 * MINUTE) == 0
        (told,) = my_messages(somebody()).items
        assert told.link == f"/appointments/{made.id}"
        assert watch_appointments(TOMORROW + 60 * MINUTE) == 1
        assert appointment(somebody(), made.id).state is AppointmentState.MISSED
        kinds = [leaf.kind for leaf in leaves_about(SYSTEM, made.id)]
        assert kinds[1:] == ["places.appointment-due", "places.appointment-missed"]

    def test_three_times_not_there_pauses_booking_online_only(self):
        a_town()
        me = somebody()
        for item in (PERMIT, CARD, SHOP):
            book(me, item=item)
        after = TOMORROW + timedelta(hours=1)
        watch_appointments(after)
        with pytest.raises(BookingPaused):
            book(me, TOMORROW + timedelta(days=6), now=after)
        assert take("once-1", now=NOW).standing is Standing.WAITING

    def test_clerks_see_the_day_of_their_own_lines(self):
        a_town()
        book(somebody())
        assert len(appointments_on(a_clerk(), "hall", TOMORROW.date())) == 1
        with pytest.raises(NotAtThisPlace):
            appointments_on(a_clerk("119900000000011184"), "hall", TOMORROW.date())
        with pytest.raises(NotAtThisPlace):
            appointments_on(somebody(), "hall", TOMORROW.date())


@pytest.mark.django_db
class TestNumbers:
    def test_from_the_terminal_to_the_window_and_away(self):
        a_town()
        first, second = take("once-1"), take("once-2")
        assert (first.label, second.label) == ("A001", "A002")
        assert second.wait.ahead == 1
        assert take("once-1") == first
        called = call()
        assert (called.label, called.window, called.wait) == ("A001", "A1", None)
        assert at_window(a_clerk(), "hall", "A1", NOW).label == "A001"
        with pytest.raises(WindowBusy):
            call()
        done = finish_number(actor=a_clerk(), token="once-1", now=NOW + 4 * MINUTE)
        assert done.standing is Standing.SERVED
        with pytest.raises(NumberMovedOn):
            skip_number(actor=a_clerk(), token="once-1", now=NOW)
        row = Ticket.objects.get(token="once-1")
        assert [leaf.kind for leaf in leaves_about(SYSTEM, row.id)] == [
            "places.number-taken",
            "places.number-called",
            "places.number-ended",
        ]
        assert len(payloads_about(row.id)) == 3

    def test_who_comes_first_by_rule_is_called_first(self):
        a_town()
        take("once-1")
        assert take("once-2", first=True).wait.ahead == 0
        assert call().label == "A002"

    def test_lines_do_not_mix(self):
        a_town()
        assert take("once-1", SHOP).label == "B001"
        with pytest.raises(NobodyWaits):
            call("A1")
        assert call("B1").label == "B001"

    def test_passed_over_and_back(self):
        a_town()
        take("once-1")
        call()
        skipped = skip_number(actor=a_clerk(), token="once-1", now=NOW)
        assert skipped.may_return
        back = return_number(actor=KIOSK, token="once-1", now=NOW)
        assert back.standing is Standing.WAITING
        assert call().label == "A001"
        assert not skip_number(actor=a_clerk(), token="once-1", now=NOW).may_return

    def test_giving_a_number_back(self):
        a_town()
        take("once-1")
        assert leave_line(actor=somebody(), token="once-1", now=NOW).standing is Standing.LEFT
        with pytest.raises(NobodyWaits):
            call()

    def test_yesterdays_number_is_over(self):
        a_town()
        take("once-1")
        assert number("once-1", TOMORROW).standing is Standing.LEFT
        assert take("once-2", now=TOMORROW).label == "A001"
        with pytest.raises(NobodyWaits):
            call("A2", now=TOMORROW + timedelta(days=1))

    def test_the_wait_is_measured_once_three_were_served(self):
        a_town()
        for place_ in range(4):
            take(f"once-{place_}")
        for place_, minutes in enumerate((2, 6, 4)):
            call()
            done = NOW + minutes * MINUTE
            finish_number(actor=a_clerk(), token=f"once-{place_}", now=done)
        (line, other) = lines_now("hall", NOW + 6 * MINUTE)
        assert (line.waiting, line.wait.basis) == (("A004",), WaitBasis.MEASURED)
        assert (line.wait.minutes, line.wait.samples) == (4, 3)
        assert (other.waiting, other.wait.basis) == ((), WaitBasis.PLANNED)

    def test_numbers_are_taken_at_the_open_place_only(self):
        a_town()
        with pytest.raises(NotAtThisPlace):
            take("once-1", who=somebody())
        with pytest.raises(PlaceClosedNow):
            take("once-1", now=NOW + timedelta(hours=12))
        assert take("once-1", who=a_clerk()).label == "A001"

    def test_a_stranger_cannot_call_or_end(self):
        a_town()
        take("once-1")
        stranger = a_clerk("119900000000011184")
        with pytest.raises(NotAtThisPlace):
            call(who=stranger)
        call()
        with pytest.raises(NotAtThisPlace):
            finish_number(actor=stranger, token="once-1", now=NOW)

    def test_arriving_for_an_appointment(self):
        a_town()
        made = book(somebody(), TODAY_NEXT)
        take("once-1")

        def come(now: datetime):
            return arrive(actor=KIOSK, place_code="hall", code=made.code, first=False, now=now)

        with pytest.raises(NotTimeToArrive):
            come(TODAY_NEXT - 31 * MINUTE)
        there = come(TODAY_NEXT - 30 * MINUTE)
        assert (there.group, there.wait.ahead) == (Group.BOOKED, 0)
        assert come(TODAY_NEXT).token == there.token
        mine = appointment(somebody(), made.id)
        assert (mine.state, mine.number_token) == (AppointmentState.ARRIVED, there.token)
        assert subject_at_window(a_clerk(), there.token) is None
        assert call(now=TODAY_NEXT).label == there.label
        assert subject_at_window(a_clerk(), there.token) == "subj_1"
        assert subject_at_window(somebody(2), there.token) is None
        assert watch_appointments(TODAY_NEXT + timedelta(days=1)) == 0

    def test_a_number_is_found_by_its_label_today(self):
        a_town()
        take("once-1")
        assert number_by_label("hall", "a001", NOW).token == "once-1"
        for wrong in ("", "A", "A002", "A-1", "A00001", "B001", "A²"):
            with pytest.raises(Refusal):
                number_by_label("hall", wrong, NOW)
