"""Run a simulator as a server; it calls whoever it is told to, as the vendor would."""

import argparse
import os
import threading
import time
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import httpx


class Quiet(WSGIRequestHandler):
    """Addresses hold numbers of people: nothing is written down."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's word
        """Nothing."""


def main() -> None:
    """Until somebody stops it."""
    parser = argparse.ArgumentParser(prog="tests.simulators")
    cameras = [f"{one}-faces" for one in ("tencent", "aliyun", "fadada", "esign")]
    parser.add_argument("name", choices=("fadada", "esign", *cameras))
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--callback", default="", help="where it calls; face services never do")
    parser.add_argument("--root", type=Path, help="write its root certificate here")
    parser.add_argument("--company", default="", help="whose seal it holds (esign)")
    parser.add_argument("--mute", type=Path, help="while this file exists it calls nobody")
    told = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lizhi.config.settings")
    django.setup()
    sim = _simulator(told.name)
    if told.company:
        sim.company = told.company
    with make_server("127.0.0.1", told.port, sim, handler_class=Quiet) as server:
        sim.host = f"http://127.0.0.1:{server.server_port}"
        if told.name.endswith("-faces"):
            sim.host = sim.host.removeprefix("http://")
        elif told.root:
            told.root.write_bytes(sim.vendor.root_pem)
        print(sim.host, flush=True)  # noqa: T201  whoever started it wants to know
        if told.callback:
            how = (sim, told.callback, told.mute)
            threading.Thread(target=_call, args=how, daemon=True).start()
        server.serve_forever()


def _simulator(name: str) -> Any:
    from tests.simulators.esign import Esign
    from tests.simulators.faces import AliyunFaces, EsignFaces, FadadaFaces, TencentFaces
    from tests.simulators.fadada import Fadada

    known: dict[str, Any] = {"fadada": Fadada, "esign": Esign}
    known |= {"tencent-faces": TencentFaces, "aliyun-faces": AliyunFaces}
    known |= {"fadada-faces": FadadaFaces, "esign-faces": EsignFaces}
    return known[name]()


def _call(sim: Any, address: str, mute: Path | None) -> None:
    from tests.simulators.calling import Call

    def post(call: Call) -> bool:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            answer = httpx.post(
                address, content=call.raw, headers=kind | call.headers, params=call.query, timeout=3
            )
        except httpx.HTTPError:
            return False
        return answer.is_success and bool(sim.is_acknowledged(answer.content))

    while True:
        if not (mute and mute.exists()):
            sim.calls.deliver(post)
        time.sleep(0.5)


if __name__ == "__main__":
    main()
