"""What proves that a paper was served: put in by HR, read by few, sealed into the archive."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lizhi.archive.models import Package
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from lizhi.offboarding import actions, service_proofs
from lizhi.settlement.law import parameters
from tests import make
from tests.documents import corpus
from tests.offboarding import begun
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow
SLIP = corpus.picture("JPEG", (60, 40))


def slip(company: Company, *, looked_at: bool = True) -> Upload:
    """A picture of the slip that the post has brought."""
    by, data = company.li_li.user, SLIP
    upload = documents.receive(by, purpose="service", name="签收单.jpg", data=data)
    if looked_at:
        jobs.check_upload.call(str(upload.pk))
    return upload


def proved(case: Case) -> list[str]:
    return [event.step for event in case.events.filter(kind="service_proved")]


def test_it_goes_into_the_archive_with_its_bytes_its_day_its_way_and_who(
    company: Company,
) -> None:
    case = begun.begin(company, "dismissal")
    early = slip(company)
    begun.serve(company, case, how="post", waybill="SF139", proofs=(str(early.pk),))
    assert proved(case) == ["service"]
    end = dt.datetime.combine(case.contract_end, dt.time(12), clock.SHANGHAI)
    for days in range(0, 46, 5):
        with clock.at(end + dt.timedelta(days=days)):
            make.work()
    package = Package.objects.get(case=case)
    whole = zipfile.ZipFile(io.BytesIO(documents.read(package.file)))
    data = {name.partition("/data/")[2]: name for name in whole.namelist()}
    assert whole.read(data["evidence/service-1.jpeg"]) == SLIP
    told = json.loads(whole.read(data["metadata/service.json"]))
    served = next(one for one in told if one["what"] == "paper_served")
    assert (served["how"], served["waybill"], served["by"]) == ("post", "SF139", "李丽")
    assert served["day"] == "2026-06-01"


def test_a_slip_that_comes_later_is_put_in_later_even_while_it_is_looked_at(
    company: Company,
) -> None:
    case = begun.serve(company, begun.begin(company, "notice"))
    late = slip(company, looked_at=False)
    actions.prove_service(case, [str(late.pk)], by=company.li_li.user, key=make.key())
    assert proved(case) == []
    jobs.check_upload.call(str(late.pk))
    assert proved(case) == ["service"]
    proof = case.proofs.get()
    assert (proof.kind, proof.file.name) == ("service", "签收单.jpg")
    assert proof.delete_on > case.contract_end + dt.timedelta(days=730)


def test_it_is_kept_from_the_end_that_the_service_has_fixed(company: Company) -> None:
    case = begun.begin(company, "notice")
    early = slip(company)
    actions.prove_service(case, [str(early.pk)], by=company.li_li.user, key=make.key())
    before = case.proofs.get().delete_on
    with clock.at(clock.now() + dt.timedelta(days=40)):
        case = begun.serve(company, case)
    assert case.proofs.get().delete_on > before
    assert case.proofs.get().delete_on == service_proofs.kept_until(case)


def test_hr_alone_puts_it_in_and_the_manager_never_hears_of_it(company: Company) -> None:
    case = begun.serve(company, begun.begin(company, "notice"))
    for user in (case.leaver, company.wang_lei.user, company.chen_jie.user):
        with pytest.raises(NotPermitted):
            actions.prove_service(case, [], by=user, key=make.key())
    with pytest.raises(Refused):
        actions.prove_service(case, [], by=company.li_li.user, key=make.key())
    assert not access.of(case, company.wang_lei.user).may_know("service_proved")
    assert access.of(case, case.leaver).may_know("service_proved")


def test_somebody_elses_file_proves_nothing(company: Company) -> None:
    case = begun.serve(company, begun.begin(company, "notice"))
    foreign = documents.receive(company.chen_jie.user, purpose="service", name="x.jpg", data=SLIP)
    with pytest.raises(Refused):
        actions.prove_service(case, [str(foreign.pk)], by=company.li_li.user, key=make.key())


def test_at_the_desk_it_is_sent_with_the_form(company: Company) -> None:
    case = begun.serve(company, begun.begin(company, "dismissal"))
    desk = make.signed_in(Client(), company.li_li.user)
    address = f"/desk/case/{case.number}/service-proof/"
    assert desk.post(address, {"key": make.key()}).status_code == 422
    file = SimpleUploadedFile("slip.jpg", SLIP, "image/jpeg")
    assert desk.post(address, {"key": make.key(), "slips": [file]}).status_code == 302
    case.refresh_from_db()
    assert len(case.data["service_uploads"]) == 1
    page = desk.get(f"/desk/case/{case.number}/").content.decode()
    assert "送达凭证" in page


def test_the_slip_goes_along_with_the_word_that_it_was_served(company: Company) -> None:
    case = begun.begin(company, "dismissal")
    desk = make.signed_in(Client(), company.li_li.user)
    file = SimpleUploadedFile("slip.jpg", SLIP, "image/jpeg")
    said = {"key": make.key(), "day": "2026-06-01", "how": "post", "waybill": "SF1"}
    sent = desk.post(f"/desk/case/{case.number}/service/", {**said, "slips": [file]})
    assert sent.status_code == 302
    case.refresh_from_db()
    assert list(case.data["service_uploads"].values()) == ["service"]


def test_the_days_of_an_announcement_are_a_figure_that_says_how_sure_it_is(
    company: Company,
) -> None:
    figure = parameters.figure("notice.announced_days", as_of=clock.today())
    assert figure.value == 30
    assert figure.status == "secondary"
    case = begun.begin(company, "unreachable")
    desk = make.signed_in(Client(), company.li_li.user)
    page = desk.get(f"/desk/case/{case.number}/service/").content.decode()
    assert "公告满 30 天视为送达（劳办发〔1995〕179号）" in page
    assert "没有核对" in page


def test_an_announcement_says_what_was_tried_before(company: Company) -> None:
    case = begun.begin(company, "dismissal")
    with clock.at(clock.now() + dt.timedelta(days=31)), pytest.raises(Refused, match="先"):
        begun.serve(company, case, how="announced", words=" ", waybill="深圳商报")


def test_hr_sees_that_the_proof_is_missing_and_where_to_add_it_until_it_is_there(
    client: Client, company: Company
) -> None:
    missing = "还没有送达的凭据"
    case = begun.begin(company, "dismissal")
    page = f"/desk/case/{case.number}/"
    desk = make.signed_in(client, company.li_li.user)
    assert missing not in desk.get(page).content.decode()
    begun.serve(company, case, how="post", waybill="SF139")
    told = desk.get(page).content.decode().partition(missing)[2]
    assert "李丽" in told.partition("</p>")[0]
    assert f"{page}service-proof/" in told.partition("</a>")[0]
    late = slip(company)
    by = company.li_li.user
    actions.prove_service(case, [str(late.pk)], by=by, key=make.key())
    assert missing not in desk.get(page).content.decode()


def test_what_the_person_has_confirmed_needs_no_slip(client: Client, company: Company) -> None:
    case = begun.begin(company, "dismissal")
    actions.confirm_receipt(case, by=case.leaver, key=make.key())
    desk = make.signed_in(client, company.li_li.user)
    assert "还没有送达的凭据" not in desk.get(f"/desk/case/{case.number}/").content.decode()
