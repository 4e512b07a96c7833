#!/bin/sh
# Builds or checks the web page; does nothing when no input changed since the last time.
#   build.sh build OUT     typecheck and bundle into OUT
#   build.sh check         formatting and unit tests
# STAMPS names a directory for the stamps (default: target/web). SKIP_TESTS=true skips the check.
set -eu
cd "$(dirname "$0")"
verb=${1:?build or check}
stamps=${STAMPS:-../../../target/web}

inputs() {
  find . ../resources/org/graticule/http/openapi.yaml ../../../styles \
    -name node_modules -prune -o -type f ! -path ./src/api/schema.d.ts -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum
  node --version
}

install() {
  lock=$(sha256sum package-lock.json)
  if [ "$(cat node_modules/.lock.sha256 2>/dev/null)" != "$lock" ]; then
    npm ci --no-audit --no-fund --loglevel=error
    echo "$lock" >node_modules/.lock.sha256
  fi
}

# Vite 8 runs on nothing older.
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
  echo "The web page needs Node 20.19 or newer (found: $(node --version 2>/dev/null || echo none))." >&2
  exit 1
fi

hash=$(inputs | sha256sum | cut -d' ' -f1)
stamp=$stamps/$verb.sha256
case $verb in
  build)
    out=${2:?where to write}
    if [ -f "$out/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ]; then
      exit 0
    fi
    install
    GRATICULE_WEB_OUT=$out npm run --silent build
    ;;
  check)
    if [ "${SKIP_TESTS:-false}" = true ] || [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ]; then
      exit 0
    fi
    install
    npm run --silent schema
    npm run --silent format:check
    npm run --silent test
    ;;
  *)
    echo "build.sh: unknown verb $verb (build, check)" >&2
    exit 2
    ;;
esac
mkdir -p "$stamps"
echo "$hash" >"$stamp"
