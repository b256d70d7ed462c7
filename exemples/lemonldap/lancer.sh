#!/usr/bin/env bash
# Starts LemonLDAP::NG and nginx in a folder of their own (DOSSIER).
set -euo pipefail
export DOSSIER=${DOSSIER:-$(mktemp -d)}
mkdir -p "$DOSSIER"
python3 configurer.py
QUI=$(id -un)
if [ "$QUI" = root ]; then QUI=www-data; chown -R www-data: "$DOSSIER"; fi
export LLNG_DEFAULTCONFFILE=$DOSSIER/lemonldap-ng.ini LLNG_DEFAULTLOGGER=Lemonldap::NG::Common::Logger::Std
export PERL5LIB=$DOSSIER/lib PERL_LWP_SSL_CA_FILE=$DOSSIER/ca.pem
/usr/sbin/llng-fastcgi-server --foreground -u "$QUI" -g "$(id -gn "$QUI")" -s "$DOSSIER/llng.sock" -p "$DOSSIER/llng.pid" -n 4 &
until [ -S "$DOSSIER/llng.sock" ]; do sleep 0.1; done
/usr/sbin/nginx -c "$DOSSIER/nginx.conf" -g "daemon off;"
