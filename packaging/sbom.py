"""Write the bill of materials in CycloneDX's JSON: ``python packaging/sbom.py FILE``.

The same inputs give the same file: its number is made of its content, its time is ``SOURCE_DATE_EPOCH``.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

import shipped
import versions


def bill(parts: Sequence[shipped.Part]) -> str:
    """The bill of these parts as JSON, checked against CycloneDX's schema.

    Raises:
        ValueError: the result is no valid bill.
    """
    own = Component(
        name="DFD", version=versions.version(), type=ComponentType.APPLICATION, bom_ref=f"dfd-{versions.version()}"
    )
    components = [_component(part) for part in parts]
    bom = Bom(components=components)
    bom.metadata.component = own
    bom.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, "|".join(f"{p.name}={p.version}" for p in parts))
    bom.register_dependency(own, components)
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    if problem := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"not a valid bill of materials: {problem!r}")
    return text


def _component(part: shipped.Part) -> Component:
    home = ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.home)) if part.home else None
    kind = ComponentType.MACHINE_LEARNING_MODEL if part.name.startswith("Detector ") else ComponentType.LIBRARY
    return Component(
        name=part.name,
        version=part.version or None,
        type=kind,
        bom_ref=f"{part.name}-{part.version}".replace(" ", "-"),
        purl=PackageURL("pypi", name=part.name.lower().replace("_", "-"), version=part.version)
        if part.python
        else None,
        licenses=[DisjunctiveLicense(name=part.licence)],
        description=part.summary or None,
        external_references=[home] if home else None,
    )


def main(target: str) -> None:
    """Write the bill."""
    Path(target).write_text(bill(shipped.parts()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
