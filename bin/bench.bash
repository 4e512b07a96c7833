# Runs one benchmark from the test sources, where benchmarks live. Sourced by bin/graticule; needs $root and $JAVA_HOME.

bench() {
  local name=$1 class
  shift
  class=org.graticule.$(case $name in ingest) printf image ;; tiles | mercator | s3) printf tile ;; labels) printf label ;; editor) printf app ;; *) printf '%s' "${name%%-*}" ;; esac).bench.$(sed -E 's/(^|-)(.)/\U\2/g' <<<"$name")Bench
  if [ ! -e "$root/src/test/java/${class//.//}.java" ]; then
    say "There is no benchmark \"$name\"; there are:$(find "$root/src/test/java" -path '*/bench/*Bench.java' -printf ' %f' | sed -E 's/Bench.java//g; s/([a-z])([A-Z])/\1-\2/g' | tr '[:upper:]' '[:lower:]')"
    exit 2
  fi
  provision build run test bench
  # What is measured is what is installed: the jar, and the decoder's archive beside it.
  build
  say "Compiling"
  (cd "$root" && mvn -B -q -DskipWeb=true test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/test-classpath.txt >&2)
  # Chromium is Debian's.
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 exec "$JAVA_HOME/bin/java" "@$root/bin/java.options" -Xlog:disable --enable-native-access=ALL-UNNAMED \
    -cp "$root/target/graticule.jar:$root/target/test-classes:$(cat "$root/target/test-classpath.txt")" "$class" "$@"
}
