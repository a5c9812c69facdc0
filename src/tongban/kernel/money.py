"""Money: an exact amount in a named currency. Never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_MINOR_DIGITS = {"CNY": 2, "HKD": 2, "MOP": 2, "USD": 2, "EUR": 2, "JPY": 0}
_SIGNS = {"CNY": "¥", "HKD": "HK$", "MOP": "MOP$", "USD": "US$", "EUR": "€", "JPY": "JP¥"}


@dataclass(frozen=True, slots=True)
class Money:
    """``amount`` in whole minor units of ``currency`` (ISO 4217): ``Money(Decimal("12.50"))``.

    Anything that cannot be paid exactly (a float, half a fen, infinity) is a ValueError.
    """

    amount: Decimal
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if isinstance(self.amount, int) and not isinstance(self.amount, bool):
            object.__setattr__(self, "amount", Decimal(self.amount))
        if not isinstance(self.amount, Decimal):
            raise ValueError(f"Money takes a Decimal, got {type(self.amount).__name__}")
        if self.currency not in _MINOR_DIGITS:
            raise ValueError(f"The currency {self.currency!r} is not in the table of currencies")
        if not self.amount.is_finite():
            raise ValueError("Money must be a finite amount")
        exact = self.amount.quantize(self._minor_unit)
        if exact != self.amount:
            raise ValueError(f"{self.amount} {self.currency} is finer than the smallest coin")
        object.__setattr__(self, "amount", exact)

    @property
    def _minor_unit(self) -> Decimal:
        return Decimal(1).scaleb(-_MINOR_DIGITS[self.currency])

    @classmethod
    def parse(cls, text: str, currency: str = "CNY") -> Money:
        """Read ``"12.50"`` or ``"1,200"``; ValueError when it is not an exact amount."""
        try:
            return cls(Decimal(text.strip().replace(",", "")), currency)
        except InvalidOperation as error:
            raise ValueError(f"{text!r} is not an amount of money") from error

    @classmethod
    def zero(cls, currency: str = "CNY") -> Money:
        """Nothing to pay."""
        return cls(Decimal(0), currency)

    @property
    def minor(self) -> int:
        """The amount in minor units (fen 分 for CNY), as payment interfaces want it."""
        return int(self.amount / self._minor_unit)

    def _same(self, other: Money) -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up or compare")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def times(self, factor: Decimal | int) -> Money:
        """Multiplied and rounded half up 四舍五入 to the smallest coin."""
        product = (self.amount * factor).quantize(self._minor_unit, ROUND_HALF_UP)
        return Money(product, self.currency)

    def split(self, parts: int) -> tuple[Money, ...]:
        """Shares that differ by at most one coin and add up to exactly this amount."""
        if parts < 1:
            raise ValueError("Money is split into at least one part")
        share, rest = divmod(self.minor, parts)
        return tuple(
            Money((share + (index < rest)) * self._minor_unit, self.currency)
            for index in range(parts)
        )

    def __str__(self) -> str:
        sign = "-" if self.amount < 0 else ""
        return f"{sign}{_SIGNS[self.currency]}{abs(self.amount):,}"
