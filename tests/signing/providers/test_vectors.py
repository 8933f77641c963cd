"""Signatures of requests and callbacks are those of the vendors' own programs, bit by bit."""

from lizhi.signing.providers.esign import signing as esign
from lizhi.signing.providers.fadada import signing as fadada

SECRET = "dummysecret"
COMMON = {
    fadada.APP_ID: "00000000",
    fadada.SIGN_TYPE: fadada.HMAC,
    fadada.TIMESTAMP: "1757570000000",
    fadada.NONCE: "a" * 32,
}


class TestFadada:
    """FASC OpenAPI 5.1."""

    def test_a_request_is_signed(self) -> None:
        values = {
            **COMMON,
            fadada.VERSION: "5.1",
            fadada.TOKEN: "tok",
            fadada.CONTENT: '{"signTaskId":"1"}',
        }
        wanted = "45a459b6af348e6ff2b3e5727823c54f4e5f4e23eea22e916d8da6befefe25bf"
        assert fadada.signature(SECRET, values) == wanted

    def test_the_request_for_a_token_is_signed(self) -> None:
        values = {**COMMON, fadada.VERSION: "5.1", fadada.GRANT: "client_credential"}
        wanted = "8515a7229226082f550f76103f1ab90c70f4cd7773b1af5d2cff4d79b43e9de1"
        assert fadada.signature(SECRET, values) == wanted

    CALLED = '{"eventTime":"1757570000000","signTaskId":"1","signTaskStatus":"task_finished"}'
    SIGN = "b80d0febdf6adcf820697622182f2144927a847e0b7e2aae9d0086e45567c6a5"

    def test_a_callback_is_known_by_its_signature(self) -> None:
        headers = {**COMMON, fadada.EVENT: "sign-task-finished", fadada.SIGN: self.SIGN}
        assert fadada.is_callback_right(SECRET, headers, self.CALLED)

    def test_one_changed_letter_anywhere_and_it_is_nobodys(self) -> None:
        headers = {**COMMON, fadada.EVENT: "sign-task-finished", fadada.SIGN: self.SIGN}
        assert not fadada.is_callback_right(SECRET, headers, self.CALLED.replace('"1"', '"2"'))
        assert not fadada.is_callback_right("another", headers, self.CALLED)
        assert not fadada.is_callback_right("", headers, self.CALLED)
        for name in fadada.OF_CALLBACK:
            other = {**headers, name: headers[name] + "0"}
            assert not fadada.is_callback_right(SECRET, other, self.CALLED)
            assert not fadada.is_callback_right(SECRET, {**headers, name: ""}, self.CALLED)


class TestEsign:
    """SaaS API V3."""

    def test_a_request_with_a_body_is_signed(self) -> None:
        made = esign.signature(
            SECRET, "POST", "/v3/sign-flow/create-by-file", "uxydqKBMBy6x1siClKEQ6Q=="
        )
        assert made == "6dYuzEqXUobDAEL97Ja5pvH3QWHpn4R5iJSWEvIsCo8="

    def test_a_request_without_a_body_is_signed(self) -> None:
        made = esign.signature(SECRET, "GET", "/v3/sign-flow/abc123/detail", "")
        assert made == "xG4jw3vs+xusJ0x3XkIJBwxpTHHzEHqdMGOJ45Ry8Fk="

    def test_a_query_is_signed_as_it_is_read_not_as_it_travels(self) -> None:
        path = esign.path_of("/v3/organizations/identity-info", {"orgName": "某某科技有限公司"})
        made = esign.signature(SECRET, "GET", path, "")
        assert made == "RLLCU/QLFPE0HmKU/vrIhnPc08qZVtEC/nOwnJojWCI="

    def test_the_digest_is_that_of_the_bytes(self) -> None:
        assert esign.digest(b"{}") == "mZFLkyvTelC5g8XnyQrpOw=="
        assert esign.digest(b"") == ""

    def test_names_of_a_query_are_sorted_and_empty_values_are_bare(self) -> None:
        assert esign.path_of("/a", {"b": "2", "a": "1", "c": ""}) == "/a?a=1&b=2&c"

    QUERY = {"belong": "pinjie", "orderNo": "001"}
    RAW = b'{"action":"SIGN_MISSON_COMPLETE","signFlowId":"x"}'
    SIGN = "3c736f140e22adf842c3c7d71dfd641e4f6c35c2109403b67ebb915d43a47e0c"
    HEADERS = {esign.CALLED_AT: "1729489875363", esign.CALLED_BY: SIGN}

    def test_a_callback_is_known_by_its_signature(self) -> None:
        assert esign.is_callback_right(SECRET, self.HEADERS, self.QUERY, self.RAW)

    def test_one_changed_letter_anywhere_and_it_is_nobodys(self) -> None:
        other = {**self.HEADERS, esign.CALLED_AT: "1729489875364"}
        assert not esign.is_callback_right(SECRET, other, self.QUERY, self.RAW)
        assert not esign.is_callback_right(SECRET, self.HEADERS, {}, self.RAW)
        assert not esign.is_callback_right(SECRET, self.HEADERS, self.QUERY, self.RAW + b" ")
        assert not esign.is_callback_right("", self.HEADERS, self.QUERY, self.RAW)
