"""What people type. Forms check the typing; rules and actions decide."""

from lizhi.offboarding.forms.acknowledgement import Acknowledgement
from lizhi.offboarding.forms.application import ApplicationForm
from lizhi.offboarding.forms.away import AwayForm
from lizhi.offboarding.forms.beginning import BeginForm
from lizhi.offboarding.forms.cause import CauseForm
from lizhi.offboarding.forms.chosen import FilterForm, HandAllOnForm, PressAllForm
from lizhi.offboarding.forms.confirmation import ConfirmationForm
from lizhi.offboarding.forms.desk import (
    EndHandoverForm,
    HandOnForm,
    LastDayForm,
    MoreTimeForm,
    ProofReasonForm,
    RegisterForm,
    WithdrawalAnswerForm,
)
from lizhi.offboarding.forms.duty import DutyForm, UndoneForm
from lizhi.offboarding.forms.own_step import OwnStepForm
from lizhi.offboarding.forms.proposing import ProposalForm
from lizhi.offboarding.forms.replying import ReplyForm
from lizhi.offboarding.forms.scheme import CityForm, SchemeForm, StatementForm
from lizhi.offboarding.forms.screening import ScreeningForm
from lizhi.offboarding.forms.sealing import SealForm
from lizhi.offboarding.forms.serving import CallOffForm, DecisionForm, ServiceForm, ServiceProofForm
from lizhi.offboarding.forms.short import CommentForm, PressForm, RatingForm, WordsForm
from lizhi.offboarding.forms.steering import PlaceForm, SureForm, SuspendForm, WhomForm
from lizhi.offboarding.forms.voiding import AskVoidForm, VoidingForm

__all__ = [
    "Acknowledgement",
    "ApplicationForm",
    "AskVoidForm",
    "AwayForm",
    "BeginForm",
    "CallOffForm",
    "CauseForm",
    "CityForm",
    "CommentForm",
    "ConfirmationForm",
    "DecisionForm",
    "DutyForm",
    "EndHandoverForm",
    "FilterForm",
    "HandAllOnForm",
    "HandOnForm",
    "LastDayForm",
    "MoreTimeForm",
    "OwnStepForm",
    "PlaceForm",
    "PressAllForm",
    "PressForm",
    "ProofReasonForm",
    "ProposalForm",
    "RatingForm",
    "RegisterForm",
    "ReplyForm",
    "SchemeForm",
    "ScreeningForm",
    "SealForm",
    "ServiceForm",
    "ServiceProofForm",
    "StatementForm",
    "SureForm",
    "SuspendForm",
    "UndoneForm",
    "VoidingForm",
    "WhomForm",
    "WithdrawalAnswerForm",
    "WordsForm",
]
