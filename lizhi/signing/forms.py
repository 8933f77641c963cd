"""What the pages of a signature ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts import consents
from lizhi.common.refusals import Refused
from lizhi.signing import ink, rules, terms

LONGEST_WORDS = 500


class OnTerms(forms.Form):
    """Whatever shows who signs, on the terms that stood on the page."""

    terms = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody agrees to words that have changed since the page was opened."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("terms") != terms.text().hash:
            raise forms.ValidationError(
                _("The terms of electronic signatures have changed. Please read them again.")
            )
        return cleaned


class Identity(OnTerms):
    """Six digits, and the terms that stood on the page.

    Unlike signing in, the sixth digit sends nothing: the button is the consent.
    """

    code = forms.CharField(
        label=gettext_lazy("6-digit code"),
        max_length=40,
        error_messages={"required": gettext_lazy("Please fill in the code from the text message.")},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "pattern": "[0-9]{6}",
                "maxlength": "6",
            }
        ),
    )


class Passkey(OnTerms):
    """What the phone has answered, and the terms that stood on the page."""

    answer = forms.CharField(
        max_length=20_000,
        strip=False,
        error_messages={
            "required": gettext_lazy("The phone has not answered. Press once more."),
            "max_length": gettext_lazy("The phone has not answered. Press once more."),
        },
    )


class FaceConsent(forms.Form):
    """The text that stood on the page, by its hash; the button is the consent."""

    text = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        """Nobody agrees to words that have changed since the page was opened."""
        given = str(self.cleaned_data["text"])
        if given != consents.TEXTS["face_check"].hash:
            raise forms.ValidationError(
                _("This text has changed. Please read it again, then agree.")
            )
        return given


class Witness(forms.Form):
    """What HR has seen."""

    CARDS = [
        ("identity_card", gettext_lazy("Identity card")),
        ("passport", gettext_lazy("Passport")),
        ("permit", gettext_lazy("Residence permit, or card of Hong Kong, Macao or Taiwan")),
    ]
    shown = forms.ChoiceField(
        label=gettext_lazy("What was shown"),
        choices=CARDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please tap what was shown.")},
    )
    card = forms.CharField(
        label=gettext_lazy("Last four of the number on it"),
        help_text=gettext_lazy("Compared with the roster; not kept"),
        max_length=8,
        error_messages={"required": gettext_lazy("Please type the last four.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    present = forms.BooleanField(
        label=gettext_lazy("I see the person and the card, and the picture is of this person"),
        error_messages={"required": gettext_lazy("A witness has to be there.")},
    )


class WitnessOfSeveral(Witness):
    """The same for other papers of this person too, in one go."""

    also = forms.MultipleChoiceField(
        label=gettext_lazy("Also for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One of these papers does not wait any more. Once more.")
        },
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = papers  # type: ignore[attr-defined]


class Agreed(forms.Form):
    """The person's own consent, on somebody else's device."""

    agreed = forms.BooleanField(
        label=gettext_lazy("I have read the paper, and agree to the electronic signature"),
        error_messages={"required": gettext_lazy("Please read the paper and agree first.")},
    )


class AgreedToEach(Agreed):
    """The same for several papers."""

    agreed = forms.BooleanField(
        label=gettext_lazy(
            "I have read each of these papers, and agree to the electronic signature"
        ),
        error_messages={"required": gettext_lazy("Please read the papers and agree first.")},
    )


class Drawn(forms.Form):
    """A name as the pad sends it."""

    strokes = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_strokes(self) -> str:
        """A drawing, and more than a slip of the finger."""
        strokes = str(self.cleaned_data["strokes"])
        if not strokes:
            raise forms.ValidationError(_("Please write your name on the line first."))
        _ask(ink.parse, strokes)
        return strokes


class Typed(forms.Form):
    """A name as letters, for whoever cannot draw."""

    typed = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As on your identity card"),
        max_length=60,
        error_messages={"required": gettext_lazy("Please type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_typed(self) -> str:
        """The name on the roster."""
        typed = str(self.cleaned_data["typed"])
        _ask(rules.check_typed, typed, self.name)
        return typed


class Decline(forms.Form):
    """Why not; everything but the reason may stay empty."""

    REASONS = [
        ("date", gettext_lazy("The day is not right")),
        ("clause", gettext_lazy("I do not agree with a clause")),
        ("unclear", gettext_lazy("I do not understand something")),
        ("on_paper", gettext_lazy("I want to sign on paper")),
        ("other", gettext_lazy("Something else")),
    ]
    reason = forms.ChoiceField(
        label=gettext_lazy("What is it about"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please tap what it is about.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What you would like to say"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _ask(rule: Any, *about: Any) -> None:
    """A rule's refusal, beside the field that it is about."""
    try:
        rule(*about)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal.reason)) from None
