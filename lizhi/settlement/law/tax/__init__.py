"""Income tax at the exit: wages month by month, the compensation alone, the year-end bonus."""

from lizhi.settlement.law.tax.additional import Family, additional_deduction
from lizhi.settlement.law.tax.bonus import BonusTax, bonus_tax
from lizhi.settlement.law.tax.compensation import (
    EXTRAS,
    CompensationTax,
    Extra,
    ExtraKind,
    compensation_tax,
)
from lizhi.settlement.law.tax.declared import Declared, OfYear, check_declared, of_year
from lizhi.settlement.law.tax.table import Band, Taxed, annual_tax, monthly_band
from lizhi.settlement.law.tax.withholding import Month, Withheld, YearToDate, withholding

__all__ = [
    "EXTRAS",
    "Band",
    "BonusTax",
    "CompensationTax",
    "Declared",
    "Extra",
    "ExtraKind",
    "Family",
    "Month",
    "OfYear",
    "Taxed",
    "Withheld",
    "YearToDate",
    "additional_deduction",
    "annual_tax",
    "bonus_tax",
    "check_declared",
    "compensation_tax",
    "monthly_band",
    "of_year",
    "withholding",
]
