"""What is not certain of the two services, in one place: taken from documents, never tried.

Check each with an account of the firm before a face check is switched on for people.
"""

import json
from typing import Any

ALIYUN_WHY = {
    "201": "other_data",
    "202": "no_picture",
    "203": "no_picture",
    "204": "not_same",
    "205": "not_alive",
}
"""Meanings of SubCode, by memory of its table. A code that is not here only reads less clearly."""
ALIYUN_PRODUCT, ALIYUN_MODEL = "ID_PRO", "MULTI_ACTION"
"""For web pages on a phone."""


def aliyun_meta_info() -> str:
    """What a script of Aliyun's finds out about the browser, which our pages do not load.

    Its documents say that InitFaceVerify may refuse one that is made up; `CertifyUrlType` is given
    besides, which names the kind of page. If it refuses, Aliyun cannot be used from here.
    """
    return json.dumps(
        {
            "zimVer": "3.0.0",
            "appVersion": "1",
            "bioMetaInfo": "4.1.0:11501568,0",
            "appName": "com.aliyun.antcloudauth",
            "deviceType": "h5",
            "osVersion": "",
            "apdidToken": "",
            "deviceModel": "",
        },
        separators=(",", ":"),
    )


def aliyun_is_pending(result: dict[str, Any]) -> bool:
    """Nothing is documented for a try that nobody has finished: no verdict is taken as pending."""
    return not str(result.get("Passed") or "") or not str(result.get("SubCode") or "")


def tencent_extra(text: dict[str, Any]) -> str:
    """Whether `Extra` of DetectAuth comes back in Text is not said: compared where it does."""
    return str(text.get("Extra") or "")
