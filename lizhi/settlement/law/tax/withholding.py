"""Tax on wages by the cumulative method (国家税务总局公告2018年第61号第六条)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.tax.table import Taxed, annual_band, annual_tax
from lizhi.settlement.law.words import percent, plain, yuan

ARTICLE = "国家税务总局公告2018年第61号第六条"
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Month:
    """What is paid in one month of the year, compensation left out; yuan."""

    month: int
    income: Decimal
    exempt: Decimal = NOTHING
    special: Decimal = NOTHING
    """Own insurance and housing fund."""
    additional: Decimal = NOTHING
    """Children, elderly, rent, loan and so on, as declared."""
    other: Decimal = NOTHING
    """Pension account and others by law."""

    @property
    def countable(self) -> Decimal:
        """What it adds to the taxable income before the 5,000 of the month."""
        return self.income - self.exempt - self.special - self.additional - self.other


@dataclass(frozen=True)
class YearToDate:
    """This job, this year, before the first month that is asked about."""

    months: int = 0
    income: Decimal = NOTHING
    special: Decimal = NOTHING
    additional: Decimal = NOTHING
    tax: Decimal = NOTHING


@dataclass(frozen=True)
class Withheld:
    """By month, in the order asked: tax of the month, and the basic deduction so far."""

    tax: tuple[Decimal, ...]
    basic: tuple[Decimal, ...]
    taxable: tuple[Decimal, ...]
    """Cumulative, never below nothing."""
    net: Decimal
    """Of the last month: income less own insurance and fund and its tax; may be negative."""


@dataclass(frozen=True)
class _Basic:
    """How the basic deduction grows: from which month, until which, or all of it at once."""

    first: int
    last: int
    before: int
    amount: Figure
    at_once: bool

    @property
    def earlier(self) -> Decimal:
        """Before the first month asked about."""
        return self.amount.value * (1 if self.at_once else self.before)

    def until(self, month: int) -> tuple[Decimal, str]:
        if self.at_once:
            return self.amount.value, plain(self.amount.value)
        # Whoever is paid after the last day keeps the months that were counted until then.
        months = max(min(month, self.last) - self.first + 1, self.before, 0)
        return self.amount.value * months, f"{plain(self.amount.value)} × {months}"


def withholding(
    months: Sequence[Month],
    *,
    year: int,
    employed_from: int | None = None,
    first_wage_of_year: bool = False,
    at_once: bool = False,
    before: YearToDate | None = None,
    last_day: dt.date | None = None,
) -> Explained[Withheld]:
    """Tax to withhold in each month of payment, in yuan; never negative, and never a refund here.

    The 5,000 count for the months in this job this year: from January where somebody declares the
    first wage of the year (公告2020年第13号), 60,000 from the first month where `at_once`
    (公告2020年第19号). They stop growing with the month of the last day: a payment afterwards
    brings no more. Leave pay and last wages belong in here, compensation does not.
    """
    _check_order(months)
    so_far = before or YearToDate()
    basic = _basic(months, year, so_far, employed_from, first_wage_of_year, at_once, last_day)
    countable, paid = so_far.income - so_far.special - so_far.additional, so_far.tax
    previous = max(countable - basic.earlier, NOTHING)
    taxes, deducted, taxables = [], [], []
    steps, notes = [], []
    too_much = NOTHING
    for entry in months:
        countable += entry.countable
        off, off_words = basic.until(entry.month)
        taxable = max(countable - off, NOTHING)
        taxed = annual_tax(taxable, as_of=dt.date(year, entry.month, 1))
        tax = max(taxed.tax - paid, NOTHING)
        steps.append(_step(entry, countable, off_words, taxed, paid, tax, basic.amount))
        notes += _climbed(entry, taxable, previous, taxed)
        too_much = paid - taxed.tax
        paid, previous = paid + tax, taxable
        taxes.append(tax)
        deducted.append(off)
        taxables.append(taxable)
    net = months[-1].income - months[-1].special - taxes[-1]
    value = Withheld(tuple(taxes), tuple(deducted), tuple(taxables), net)
    stays = last_day is None or (last_day.year, last_day.month) > (year, months[-1].month)
    notes += _too_much(months[-1], too_much, stays=stays)
    return Explained(value, tuple(steps), (*notes, *_owing(net)))


def _check_order(months: Sequence[Month]) -> None:
    if any(later.month < earlier.month for earlier, later in pairwise(months)):
        raise Contradiction("months", "各月要按先后排，后一行的月份不能早于前一行")


def _basic(
    months: Sequence[Month],
    year: int,
    so_far: YearToDate,
    employed_from: int | None,
    first_wage_of_year: bool,
    at_once: bool,
    last_day: dt.date | None,
) -> _Basic:
    first = max(months[0].month - so_far.months, 1) if employed_from is None else employed_from
    last = 12
    if last_day:
        last = last_day.month if last_day.year == year else 12 * (last_day.year > year)
    as_of = dt.date(year, months[0].month, 1)
    name = "tax.basic_at_once" if at_once else "tax.basic_month"
    return _Basic(
        first=1 if first_wage_of_year else first,
        last=last,
        before=so_far.months,
        amount=figure(name, as_of=as_of),
        at_once=at_once,
    )


def _step(
    entry: Month,
    countable: Decimal,
    off: str,
    taxed: Taxed,
    paid: Decimal,
    tax: Decimal,
    basic: Figure,
) -> Step:
    base = f"({yuan(countable)} − {off})"
    if taxed.tax:
        formula = f"{taxed.band.formula(base)} − 已预扣 {yuan(paid)}"
    else:
        formula = f"{base}，不超过 0，不用交"
    if taxed.tax < paid:
        formula += "，本月预扣 0"
    return Step(
        key="withholding",
        title=f"{entry.month} 月个人所得税",
        formula=formula,
        value=yuan(tax),
        article=ARTICLE,
        inputs={
            f"{entry.month} 月收入": yuan(entry.income),
            "其中免税": yuan(entry.exempt),
            "社保和公积金个人部分": yuan(entry.special),
            "专项附加扣除": yuan(entry.additional),
            "其他扣除": yuan(entry.other),
        },
        reason=f"{yuan(countable)} 是今年在本公司的累计收入减去免税收入、社保、公积金和专项附加等"
        "各项扣除。按累计数算出全年应预扣的税，减去已经预扣的，就是这个月的。",
        figures=(basic, *taxed.band.figures),
    )


def _climbed(entry: Month, taxable: Decimal, previous: Decimal, taxed: Taxed) -> list[Note]:
    """A band that this month has climbed into."""
    band = taxed.band
    if not band.above or not previous <= band.above < taxable:
        return []
    over = taxable - band.above
    # Within the band below, the same yuan would have cost what the tables differ by.
    below = annual_band(band.above, as_of=band.figures[0].since)
    more = over * (band.rate - below.rate)
    text = (
        f"{entry.month} 月起，今年累计应纳税所得额 {yuan(taxable)} 元，超过 "
        f"{plain(band.above)} 元。超过的 {yuan(over)} 元按 {percent(band.rate)} 计税，"
        f"比 {percent(below.rate)} 多 {yuan(more)} 元。"
    )
    return [Note("tax_band", f"{entry.month} 月起税率升到 {percent(band.rate)}", text)]


def _too_much(entry: Month, amount: Decimal, *, stays: bool) -> list[Note]:
    """Withheld in earlier months and not yet made up for: later months take it off first."""
    if amount <= 0:
        return []
    later = "先抵以后月份的税，抵不完的" if stays else ""
    text = (
        f"到 {entry.month} 月已多预扣 {yuan(amount)} 元，公司不退，"
        f"{later}您次年汇算清缴时向税务局申请退。"
    )
    return [Note("tax_over_withheld", "多预扣的税在汇算清缴时退", text, ARTICLE)]


def _owing(net: Decimal) -> list[Note]:
    if net >= 0:
        return []
    text = f"这个月的收入不够扣社保、公积金和税，差 {yuan(-net)} 元。差额是应收款，单独列出。"
    return [Note("net_receivable", "这个月的实发是负数", text)]
