#!/bin/sh
# Makes the secret files of the compose stack once: `make-secrets.sh FOLDER`. The key for callers is in FOLDER/api_key.
set -eu
folder=$1
test ! -e "$folder/postgres_password" || exit 0
umask 022
mkdir -p "$folder"
chmod 700 "$folder" # the files themselves must be readable by the unprivileged users inside the containers
random() { od -An -tx1 -N24 /dev/urandom | tr -d ' \n'; }
password=$(random)
key=cw_$(random)
printf %s "$password" > "$folder/postgres_password"
printf %s "postgresql+psycopg://gateway:$password@postgres:5432/gateway" > "$folder/gateway_database_url"
printf %s "postgresql+psycopg://source_reliability:$password@postgres:5432/source_reliability" > "$folder/source_reliability_database_url"
printf %s "$key" > "$folder/api_key"
printf %s "first:main:check+read+review+admin:$(printf %s "$key" | sha256sum | cut -d' ' -f1)" > "$folder/gateway_api_keys"
