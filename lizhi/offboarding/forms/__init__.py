"""What people type. Forms check the typing; rules and actions decide."""

from lizhi.offboarding.forms.acknowledgement import Acknowledgement
from lizhi.offboarding.forms.application import ApplicationForm
from lizhi.offboarding.forms.short import RatingForm, WordsForm

__all__ = ["Acknowledgement", "ApplicationForm", "RatingForm", "WordsForm"]
