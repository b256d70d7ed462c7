"""Makes x509-limbo's cases anew for a judge of cards, and writes those that apply to cases.json.

    git clone https://github.com/C2SP/x509-limbo        # commit 8a2e6f41023b1716dc16fe63335e4bb972e4c3f6
    pip install cryptography~=46.0 pydantic~=2.13
    PYTHONPATH=x509-limbo python3 make.py

What differs from the suite as published stands in README.md.
"""
import base64
import json
import pathlib
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")

NOT_HERE = ("webpki::cn::", "webpki::san::", "pathlen::max-chain-depth", "webpki::cryptographydotio")
NOR_THESE = (
    "rfc5280::ca-as-leaf-wrong-san",
    "rfc5280::mismatching-signature-algorithm",
    "rfc5280::san::ip-in-dns",
    "rfc5280::san::underscore-dns",
    "pathological::nc-dos-1",
    "pathological::nc-dos-2",
    "pathological::nc-dos-3",
    "pathological::pathological-chain-distinct-subject-distinct-key",
    "pathological::pathological-chain-distinct-subject-same-key",
    "pathological::pathological-chain-same-subject-distinct-key",
)


def made(kind):
    """The cases that validate servers, with the two extended key usages in each other's place, or those that validate clients."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.x509.oid import ExtendedKeyUsageOID

    if kind == "SERVER":
        server, client = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH
        ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH = client, server
        x509.OID_SERVER_AUTH, x509.OID_CLIENT_AUTH = client, server

    # after the usages have changed places: the suite takes them when it is read
    from limbo.assets import ext
    from limbo.testcases import registry
    from limbo.testcases._core import Builder

    words = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    usage = x509.KeyUsage(**{word: word in ("key_cert_sign", "crl_sign") for word in words})
    Builder.intermediate_ca.__kwdefaults__["key_usage"] = ext(usage, critical=False)
    pairs, plain = [], Builder._ca

    def noted(self, *args, **kwargs):
        pairs.append(plain(self, *args, **kwargs))
        return pairs[-1]

    Builder._ca = noted
    der_of = lambda pem: base64.b64decode("".join(line for line in pem.splitlines() if "-----" not in line))
    for name, make in registry.items():
        if name.startswith(NOT_HERE) or name in NOR_THESE:
            continue
        pairs.clear()
        case = make()
        if case.validation_kind.value != kind:
            continue
        lists = [der_of(pem) for pem in case.crls]
        spoken_of = {x509.load_der_x509_crl(der).issuer.public_bytes() for der in lists}
        roots, issuers = ([der_of(pem) for pem in pems] for pems in (case.trusted_certs, case.untrusted_intermediates))
        for pair in pairs:
            shown = pair.cert.public_bytes(serialization.Encoding.DER) in roots + issuers
            if shown and pair.cert.subject.public_bytes() not in spoken_of:
                lists.append(Builder("", "").crl(pair).public_bytes(serialization.Encoding.DER))
        text = lambda der: base64.b64encode(der).decode()
        yield {
            "id": name,
            "holds": case.expected_result.value == "SUCCESS",
            "at": int(case.validation_time.timestamp()) if case.validation_time else None,
            "roots": list(map(text, roots)),
            "issuers": list(map(text, issuers)),
            "lists": list(map(text, lists)),
            "leaf": text(der_of(case.peer_certificate)),
        }


if len(sys.argv) > 1:
    json.dump(list(made(sys.argv[1])), sys.stdout)
else:
    # in a process each: the usages of one stay out of the other
    halves = [subprocess.check_output([sys.executable, __file__, kind]) for kind in ("SERVER", "CLIENT")]
    cases = sorted((case for half in halves for case in json.loads(half)), key=lambda case: case["id"])
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    pathlib.Path(__file__).with_name("cases.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(cases)} cases")
