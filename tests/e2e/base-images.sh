#!/bin/sh
# Makes the named images of others (python, postgres, proxy, prometheus) from Debian packages where they are missing and cannot be
# pulled. Needs root, docker and mmdebstrap; ends with 3 where one is missing and cannot be made.
set -eu
here=$(dirname "$0")

python_base() {
  # the machine's own authorities go into this local base, so that builds reach the package index as the machine does
  mmdebstrap --quiet --variant=minbase --include=python3,python3-venv,python3-pip,ca-certificates \
    --customize-hook='ln -s /usr/bin/python3 "$1/usr/local/bin/python"' \
    --customize-hook='rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED' \
    --customize-hook='cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/ca-certificates.crt"' \
    --customize-hook='rm -rf "$1"/usr/share/doc "$1"/usr/share/man "$1"/usr/share/locale' \
    trixie - |
    docker import --change 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PIP_CERT=/etc/ssl/certs/ca-certificates.crt' \
      --change 'CMD ["python3"]' - python:3.13-slim
}

postgres_base() {
  mmdebstrap --quiet --variant=minbase --skip=cleanup/run --include=postgresql-17,postgresql-17-pgvector \
    --customize-hook="copy-in $here/postgres-entrypoint.sh /usr/local/bin" \
    --customize-hook='mkdir -p "$1/docker-entrypoint-initdb.d"' \
    --customize-hook='chroot "$1" install -d -m 3775 -o postgres -g postgres /var/run/postgresql' \
    --customize-hook='chroot "$1" install -d -m 700 -o postgres -g postgres /var/lib/postgresql/data' \
    --customize-hook='rm -rf "$1"/usr/share/doc "$1"/usr/share/man "$1"/usr/share/locale' \
    trixie - |
    docker import --change 'ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin' \
      --change 'ENTRYPOINT ["postgres-entrypoint.sh"]' - pgvector/pgvector:0.8.0-pg17
}

proxy_base() {
  mmdebstrap --quiet --variant=minbase --include=haproxy trixie - |
    docker import --change 'CMD ["haproxy", "-W", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]' - haproxy:3.0
}

prometheus_base() {
  mmdebstrap --quiet --variant=minbase --include=prometheus \
    --customize-hook='install -d -o 65534 -g 65534 "$1/prometheus"' \
    trixie - |
    docker import --change 'USER 65534:65534' \
      --change 'ENTRYPOINT ["prometheus", "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]' \
      - prom/prometheus:v3.5.0
}

present() {
  docker image inspect "$1" > /dev/null 2>&1 || timeout 60 docker pull --quiet "$1" > /dev/null 2>&1 && return
  command -v mmdebstrap > /dev/null && test "$(id -u)" = 0 || exit 3
  return 1
}

for name in "$@"; do
  case $name in
    python) present python:3.13-slim || python_base ;;
    postgres) present pgvector/pgvector:0.8.0-pg17 || postgres_base ;;
    proxy) present haproxy:3.0 || proxy_base ;;
    prometheus) present prom/prometheus:v3.5.0 || prometheus_base ;;
  esac
done
