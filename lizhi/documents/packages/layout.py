"""Where things lie in a package. A name here is a promise to whoever opens one in thirty years.

<number>/                  the bag (BagIt, RFC 8493)
  bagit.txt bag-info.txt manifest-*.txt tagmanifest-*.txt
  data/documents/          the papers, with Chinese names
  data/metadata/           case, process, events, ledger, evidence, checks
  data/evidence/           scans of papers that were signed by hand, among other proofs
  data/sm2/<number>.p7s    SM2 signatures of papers, where the company has switched them on
  data/trust/root.pem      what the signatures lead to
  data/trust/services.pem  what those of signing services lead to, if there are any
  data/README.txt          how to open all this
seal.p7s seal.tsr          signature and time stamp over tagmanifest-sha256.txt
renewal-001.txt …          one set a year, from the first on: SHA-256 of manifest, seal, stamp, all
renewal-001.tsr            former renewals and fresh lists of what was taken back; and a stamp over
renewal-001-1.crl …        that
addition-001.pdf …         a paper that was issued after the sealing, what the ledger says of it
addition-001.json          (`file` is the PDF), SHA-256 of both and of the manifest of the bag, and
addition-001.txt .p7s .tsr signature and time stamp over that; later renewals name them too
"""

import re

SEAL = "seal.p7s"
STAMP = "seal.tsr"
MANIFESTS = {"sha256": "manifest-sha256.txt", "sha512": "manifest-sha512.txt"}
TAG_MANIFESTS = {"sha256": "tagmanifest-sha256.txt", "sha512": "tagmanifest-sha512.txt"}
SEALED = TAG_MANIFESTS["sha256"]
"""What seal and stamp vouch for; everything else follows from it."""

RENEWAL = re.compile(r"renewal-([0-9]{3})(?:[.]txt|[.]tsr|-[0-9]{1,2}[.]crl)")

ADDITION = re.compile(r"addition-([0-9]{3})[.](?:pdf|json|txt|p7s|tsr)")

MOST_ENTRIES = 10_000
MOST_BYTES = 256 * 1024**2
"""Of all files together, unpacked. A case has some forty files and a few MiB."""
MOST_AT_ONCE = 64 * 1024**2
"""Of one file that must be read whole, such as a paper."""
MOST_METADATA = 16 * 1024**2

DATA = "data/"
PAPERS = "data/documents/"
ROOT = "data/trust/root.pem"
SERVICES = "data/trust/services.pem"
"""Roots of the signing services that papers of the ledger name; the seal vouches for them."""
SM2 = re.compile(r"data/sm2/([^/]+)[.]p7s")
LEDGER = "data/metadata/ledger.json"
"""`[{"file", "number", "kind", "state", "signed", "service", "by_hand": [role, …],
"voided_by", "voided_at", "revisions": [SHA-256, …]}, …]`; `service` is the one that brought the
file back, or empty; `by_hand` names who has signed the printed paper, of whom no signature is in
the file; `voided_by` is the number of the paper by which both sides made it void, or empty, and
`voided_at` since when."""
AUDIT = "data/metadata/audit.jsonl"
"""One event a line, as it is hashed: see `lizhi.common.chaining`."""
HEADS = "data/metadata/heads.json"
"""Proofs that the log stood so on these days: `[{"day", "cases", "case", "seq", "digest", "index",
"path"}, …]`, with `path` from the line of the case to the root (RFC 9162)."""
HEADS_FOLDER = "data/metadata/heads/"
"""`<day>.json`, the very bytes that were stamped, and `<day>.tsr`, the stamp."""
