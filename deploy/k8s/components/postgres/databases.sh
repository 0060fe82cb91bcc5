#!/bin/sh
# Run once by the image on an empty data directory: one role and database for each service that has one.
set -eu
password=$(cat /run/secrets/password)
for name in gateway source_reliability; do
  psql -v ON_ERROR_STOP=1 -U postgres -v name="$name" -v password="$password" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8' TEMPLATE template0;
SQL
  psql -v ON_ERROR_STOP=1 -U postgres -d "$name" -c 'CREATE EXTENSION IF NOT EXISTS vector'
done
