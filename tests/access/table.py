"""The table: every address of the project, and who may get and who may post there.

`-` is a method that the address does not know; `nobody` is refused to all. Whoever is not in the
audience gets 403 or 404, and is asked to sign in first when nobody is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.inside import ROLES

PEOPLE = frozenset(ROLES) - {"anonymous", "link"}
AUDIENCES: dict[str, frozenset[str]] = {
    "everybody": frozenset(ROLES),
    "people": PEOPLE,
    "nobody": frozenset(),
    "leaver": frozenset({"leaver"}),
    "manager": frozenset({"manager"}),
    "finance": frozenset({"finance"}),
    "leaver-finance": frozenset({"leaver", "finance"}),
    "bookkeepers": frozenset({"finance", "other finance"}),
    "receiver": frozenset({"receiver"}),
    "receivers": frozenset({"receiver", "keeper"}),
    "arrangers": frozenset({"manager", "HR", "group HR"}),
    "photos": frozenset({"leaver", "receiver", "manager", "HR", "group HR"}),
    "pay": frozenset({"leaver", "HR", "finance", "group HR"}),
    "party": frozenset({"leaver", "receiver", "keeper", "manager", "HR", "finance", "group HR"}),
    "pressing": frozenset({"leaver", "HR", "finance", "group HR"}),
    "desk": frozenset({"HR", "finance", "group HR"}),
    "desks": frozenset({"HR", "other HR", "finance", "other finance", "group HR", "administrator"}),
    "what-if": frozenset({"HR", "other HR", "finance", "other finance", "group HR"}),
    "HR": frozenset({"HR", "group HR"}),
    "step-files": frozenset({"manager", "HR", "group HR"}),
    "proofs": frozenset({"leaver", "HR"}),
    "sealed": frozenset({"other HR", "group HR", "former employee"}),
    "former": frozenset({"former employee"}),
    "evidence": frozenset({"leaver", "HR", "group HR"}),
    "staff": frozenset({"HR", "other HR", "group HR", "administrator"}),
    "their-staff": frozenset({"HR", "group HR", "administrator"}),
    "absences": frozenset({"manager", "HR", "group HR", "administrator"}),
    "company": frozenset({"group HR", "administrator"}),
    "administrator": frozenset({"administrator"}),
    "bringers": frozenset({"HR", "other HR", "finance", "other finance", "group HR"}),
    "keepers": frozenset({"finance", "other finance", "administrator"}),
    "their-keepers": frozenset({"finance", "administrator"}),
    "shapers": frozenset({"HR", "other HR", "group HR"}),
    "their-shapers": frozenset({"HR", "group HR"}),
}
TABLE = """
common:parts                  everybody      -
common:sample                 everybody      -
common:offline                everybody      -
common:service_worker         everybody      -
common:manifest               everybody      -
notifications:delivery_report -              nobody
notifications:box             nobody         -
accounts:sign_in              everybody      everybody
accounts:code                 everybody      everybody
accounts:resend               -              everybody
accounts:again                people         people
accounts:number_changed       everybody      -
accounts:unsent               people         -
accounts:unsent_desk          people         -
accounts:sign_out             -              everybody
accounts:consent              everybody      -
accounts:consent_version      everybody      -
accounts:my_consents          people         -
accounts:privacy_changes      people         people
accounts:withdraw_consent     -              leaver
accounts:invitation           everybody      everybody
accounts:demo                 nobody         -
accounts:demo_sign_in         -              nobody
account_login                 everybody      everybody
account_request_login_code    everybody      everybody
account_inactive              everybody      everybody
account_confirm_login_code    everybody      everybody
people:first_run              administrator  administrator
people:staff                  staff          -
people:staff_table            staff          -
people:change_manager         staff          staff
people:employment             their-staff    -
people:reveal                 -              nobody
people:masked                 their-staff    -
people:import_upload          staff          staff
people:import                 staff          staff
people:empty_table            staff          -
people:import_columns         their-staff    their-staff
people:import_dry             their-staff    -
people:marked_table           their-staff    -
people:report_file            their-staff    -
people:import_commit          -              their-staff
people:import_done            their-staff    -
people:import_undo            their-staff    their-staff
people:entities               company        -
people:entity                 company        company
people:seal_picture           nobody         -
flows:list                    shapers        -
flows:begin                   -              shapers
flows:steps                   their-shapers  -
flows:whole                   -              their-shapers
flows:keys                    -              their-shapers
flows:add                     -              their-shapers
flows:undo                    -              their-shapers
flows:drop                    -              their-shapers
flows:step                    -              their-shapers
flows:move                    -              their-shapers
flows:delete                  -              their-shapers
flows:branch                  -              their-shapers
flows:checks                  their-shapers  -
flows:repair                  -              their-shapers
flows:publish                 their-shapers  their-shapers
flows:compare                 their-shapers  -
flows:versions                their-shapers  -
flows:version                 their-shapers  -
flows:running                 their-shapers  their-shapers
flows:migration               nobody         -
flows:play                    their-shapers  their-shapers
flows:bpmn                    their-shapers  -
flows:diagram                 HR             -
flows:continue                -              their-shapers
calendars:page                company        -
calendars:load                company        company
calendars:take_back           company        company
calendars:new                 company        company
calendars:own                 company        company
calendars:choose              -              company
jobs:page                     administrator  -
jobs:all_again                -              administrator
jobs:pause                    administrator  administrator
jobs:resume                   -              administrator
jobs:again                    -              administrator
jobs:give_up                  administrator  administrator
jobs:text_again               -              administrator
jobs:give_up_text             administrator  administrator
documents:uploads             -              people
documents:upload_form         -              people
documents:upload              leaver         -
signing:waiting               people         -
signing:seen                  -              leaver
signing:set_code              -              people
signing:set_identity          people         people
signing:set_passkey_options   -              people
signing:set_passkey           -              people
signing:set_face              people         people
signing:set_with_witness      -              people
signing:set_hand              people         people
signing:set_done              nobody         -
signing:read                  leaver         -
signing:original              leaver         -
signing:page                  leaver         -
signing:download              leaver         -
signing:code                  -              leaver
signing:identity              leaver         leaver
signing:passkey_options       -              leaver
signing:passkey               -              leaver
signing:face                  leaver         leaver
signing:hand                  leaver         leaver
signing:done                  leaver         -
signing:decline               leaver         leaver
signing:dwell                 -              leaver
signing:report                evidence       evidence
signing:report_file           nobody         -
signing:outside               nobody         nobody
signing:called                -              nobody
signing:inbox                 administrator  -
signing:inbox_again           -              administrator
signing:with_witness          -              leaver
signing:witness               HR             HR
signing:witnessed             HR             HR
signing:want                  -              leaver
signing:paper                 leaver         leaver
signing:cover                 nobody         -
signing:scan                  nobody         -
signing:original_desk         HR             HR
signing:original_cover        nobody         -
signing:original_scan         nobody         -
signing:root                  everybody      -
signing:offline               everybody      -
signing:offline_token         everybody      -
signing:keys                  everybody      -
signing:revocations           everybody      -
identity:sign_in              -              everybody
identity:sign_in_options      -              everybody
identity:passkeys             people         -
identity:passkey_options      -              people
identity:add_passkey          -              people
identity:passkey              leaver         leaver
identity:remove_passkey       -              leaver
handover:list                 leaver         -
handover:give_all             -              leaver
handover:add                  leaver         leaver
handover:item                 leaver         leaver
handover:give                 -              leaver
handover:take_back            -              leaver
handover:receive              receivers      receivers
handover:receive_one          -              receiver
handover:missing              receiver       receiver
handover:photos               photos         -
handover:photo                photos         -
handover:arrange              arrangers      -
handover:arrange_add          arrangers      arrangers
handover:set_receiver         arrangers      arrangers
handover:remove               -              arrangers
handover:nothing              -              arrangers
settlement:what_if            what-if        what-if
settlement:payroll            bringers       bringers
settlement:pay_template       bringers       -
settlement:pay_file           -              bringers
settlement:pay_batch          finance        finance
settlement:pay_marked         finance        -
settlement:pay_cells          finance        -
settlement:figures            keepers        -
settlement:figures_file       -              keepers
settlement:add_figure         keepers        keepers
settlement:figure             their-keepers  their-keepers
settlement:calculator         everybody      -
settlement:work_out           everybody      everybody
settlement:mine               leaver         leaver
settlement:which              leaver         -
settlement:question           leaver         leaver
settlement:proof              leaver-finance -
settlement:desk               finance        finance
settlement:rare               finance        finance
settlement:difference         finance        -
settlement:approve            -              finance
settlement:send_back          -              finance
settlement:add_line           -              finance
settlement:remove_line        -              finance
settlement:reply              -              finance
settlement:books              bookkeepers    -
settlement:month              finance        -
settlement:book               -              finance
settlement:voucher_file       -              finance
settlement:ledger_number      -              finance
settlement:accounts           finance        finance
settlement:accounts_load      -              finance
settlement:accounts_file      finance        -
settlement:decide_accounts    -              finance
settlement:make_batch         -              finance
settlement:batch              finance        -
settlement:batch_file         -              finance
settlement:batch_paid         -              finance
settlement:batch_undo         -              finance
settlement:batch_booked       -              finance
settlement:expected           finance        -
settlement:expected_file      -              finance
settlement:monthly            finance        -
settlement:monthly_file       -              finance
cases:ask                     everybody      -
cases:verify                  everybody      -
cases:seen                    -              everybody
cases:name                    -              everybody
cases:check                   everybody      everybody
cases:checked                 everybody      -
cases:shared                  everybody      -
cases:shared_seen             -              everybody
cases:shared_pdf              everybody      -
cases:share                   former         former
cases:stop_link               -              former
cases:switch_check            -              former
cases:paper                   pay            -
cases:paper_original          pay            -
cases:paper_page              pay            -
cases:paper_pdf               pay            -
archive:package               sealed         -
archive:search                people         -
archive:one                   sealed         -
offboarding:home              people         -
offboarding:away              people         people
offboarding:away_of           their-staff    their-staff
offboarding:apply             people         people
offboarding:pushed            people         -
offboarding:cause             people         people
offboarding:propose           people         people
offboarding:take_back_proposal -             leaver
offboarding:proof_consent     -              people
offboarding:case              party          -
offboarding:objection         leaver         leaver
offboarding:protected         leaver         leaver
offboarding:received          -              leaver
offboarding:progress          leaver         -
offboarding:receipt           leaver         -
offboarding:papers            leaver         -
offboarding:sign              leaver         -
offboarding:certificate       leaver         -
offboarding:withdrawal        leaver         leaver
offboarding:my_last_day       leaver         leaver
offboarding:my_voiding        leaver         leaver
offboarding:duties            leaver         -
offboarding:my_insurance      leaver         -
offboarding:my_statement      -              leaver
offboarding:scheme_receipt    nobody         -
offboarding:insurance         shapers        -
offboarding:insurance_table   -              shapers
offboarding:insurance_of      HR             -
offboarding:statement_at_desk -              HR
offboarding:stop_scheme       HR             HR
offboarding:scheme_undone     HR             HR
offboarding:duty              desk           desk
offboarding:duty_undone       desk           desk
offboarding:rate              leaver         leaver
offboarding:comments          party          party
offboarding:my_press          -              pressing
offboarding:card              everybody      everybody
offboarding:card_press        -              everybody
offboarding:card_comment      everybody      everybody
offboarding:task              manager        manager
offboarding:todo              people         -
offboarding:whom_to_ask       everybody      -
offboarding:board             people         -
offboarding:endings           staff          staff
offboarding:seals             shapers        shapers
offboarding:seal_round        nobody         nobody
offboarding:press_chosen      desks          desks
talks:mine                    leaver         leaver
talks:answer                  -              leaver
talks:talk                    HR             -
talks:hour                    -              HR
talks:held                    -              HR
talks:note                    -              HR
offboarding:saved_filters     desks          desks
offboarding:drop_filter       -              desks
offboarding:hand_chosen_on    desks          desks
offboarding:board_table       desks          -
offboarding:register          staff          staff
offboarding:begin             staff          staff
offboarding:desk_case         party          -
offboarding:serve             HR             HR
offboarding:decide            HR             HR
offboarding:prove_service     HR             HR
offboarding:reply             HR             HR
offboarding:call_off          HR             HR
offboarding:screen            HR             HR
offboarding:confirm           party          party
offboarding:agreement         HR             HR
offboarding:void              HR             HR
offboarding:standing          party          -
offboarding:press             desk           desk
offboarding:more              party          -
offboarding:delegate          HR             HR
offboarding:signers           HR             HR
offboarding:claim             nobody         nobody
offboarding:copies            HR             HR
offboarding:read_copy         -              nobody
offboarding:send_back         nobody         nobody
offboarding:take_back         nobody         nobody
offboarding:suspend           HR             HR
offboarding:resume            HR             HR
offboarding:jump              company        company
offboarding:comment           party          party
offboarding:end_handover      HR             HR
offboarding:try_again         -              HR
offboarding:reassign          party          party
offboarding:proof             proofs         proofs
offboarding:step_file         step-files     -
offboarding:last_day          HR             HR
offboarding:answer_withdrawal HR             HR
"""


@dataclass(frozen=True)
class Row:
    """Who may get, who may post; None where the address does not know the method."""

    get: frozenset[str] | None
    post: frozenset[str] | None


def _row(line: str) -> tuple[str, Row]:
    name, get, post = line.split()
    return name, Row(*(None if words == "-" else AUDIENCES[words] for words in (get, post)))


ROWS: dict[str, Row] = dict(_row(line) for line in TABLE.strip().splitlines())


@dataclass(frozen=True)
class Address:
    """One pattern: its name with its namespace, and what stands in it."""

    name: str
    parts: tuple[str, ...]


def addresses() -> list[Address]:
    """Everything the project answers at, each name once; programs have a table of their own."""
    found = {one.name: one for one in _walk(get_resolver(), "")}
    return [one for name, one in found.items() if not name.startswith("api:")]


def _walk(resolver: URLResolver, space: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, inner)
        elif isinstance(one, URLPattern) and one.name:
            yield Address(f"{space}{one.name}", tuple(one.pattern.converters))
