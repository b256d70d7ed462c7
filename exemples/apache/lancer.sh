#!/usr/bin/env bash
# Starts Apache in a folder of its own (DOSSIER).
set -euo pipefail
DOSSIER=${DOSSIER:-$(mktemp -d)}
export DOSSIER
mkdir -p "$DOSSIER" && chmod 755 "$DOSSIER"
install -m 644 "$CA_FILE" "$DOSSIER/ca.pem"
install -m 755 application.cgi "$DOSSIER/application.cgi"
exec apache2 -DFOREGROUND -f "$PWD/apache.conf"
