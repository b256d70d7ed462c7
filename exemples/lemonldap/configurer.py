"""Fills the templates into DOSSIER: what an administrator enters once in the manager of LemonLDAP::NG."""

import json
import os
import re
import secrets
import shutil
import ssl
import time
import urllib.request
from pathlib import Path

os.umask(0o077)  # a key is among what is written
here, folder = Path(__file__).parent, Path(os.environ["DOSSIER"])
trust = ssl.create_default_context(cafile=os.environ["CA_FILE"])


def read(url):
    with urllib.request.urlopen(url, context=trust, timeout=10) as answer:
        return answer.read().decode()


metadata = read(os.environ["ISSUER"] + "/.well-known/openid-configuration")
now = int(time.time())
jwks = json.dumps(json.loads(read(json.loads(metadata)["jwks_uri"])) | {"time": now})
written = {"METADATA": json.dumps(metadata), "JWKS": json.dumps(jwks), "CLE": secrets.token_hex(32), "DATE": str(now)}
values = {**os.environ, **written}
for name in ("conf", "cache", "sessions/lock", "tmp"):
    (folder / name).mkdir(parents=True, exist_ok=True)
for template, target in (("nginx.conf", ""), ("lemonldap-ng.ini", ""), ("lmConf-1.json", "conf")):
    text = (here / "gabarits" / template).read_text()
    (folder / target / template).write_text(re.sub("@([A-Z_]+)@", lambda name: values[name[1]], text))
shutil.copy(os.environ["CA_FILE"], folder / "ca.pem")
shutil.copy(here / "application.psgi", folder)
shutil.copytree(here / "lib", folder / "lib", dirs_exist_ok=True)
