# What the verbs of ./dev share: the build's places, what must be installed, Maven. Sourced, from the project's folder.
# shellcheck shell=bash
readonly POM=central/pom.xml
readonly REPORTS=central/target

die() {
    echo "dev: $*" >&2
    exit 1
}

# The newest JDK is not always the default one: take the first that will do.
find_jdk() {
    local javac
    for javac in "${JAVA_HOME:+$JAVA_HOME/bin/javac}" /usr/lib/jvm/java-17-openjdk-*/bin/javac "$(command -v javac || true)"; do
        if [[ -x $javac ]] && (($("$javac" -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/') >= 17)); then
            JAVA_HOME=$(dirname "$(dirname "$(realpath "$javac")")")
            export JAVA_HOME PATH=$JAVA_HOME/bin:$PATH
            return 0
        fi
    done
    return 1
}

install_missing() {
    local missing=()
    find_jdk || missing+=(openjdk-17-jdk-headless)
    command -v mvn >/dev/null || missing+=(maven)
    command -v restic >/dev/null || missing+=(restic)
    ((${#missing[@]})) || return 0
    local want="missing: ${missing[*]}"
    command -v apt-get >/dev/null || die "$want. Install them with this system's package manager."
    ((EUID == 0)) || die "$want. Install them with: apt-get install ${missing[*]}"
    echo "dev: installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    find_jdk || die "openjdk-17-jdk-headless is installed, but no JDK 17 is found"
}

maven() {
    mvn -B -ntp -f "$POM" "$@"
}

# Adds up the XML reports of one tier, by the test classes' packages: "NAME tests failures skipped".
count() {
    local name=$1 pattern=$2
    # After a failed build there may be no reports of a kind, and still a summary.
    { find "$REPORTS/surefire-reports" "$REPORTS/failsafe-reports" -name 'TEST-*.xml' 2>/dev/null | grep -E "$pattern" || true; } |
        xargs -r grep -hoE '<testsuite [^>]*>' |
        awk -v name="$name" '
            function value(key) { return match($0, " " key "=\"[0-9]+\"") ? substr($0, RSTART + length(key) + 3) + 0 : 0 }
            { tests += value("tests"); bad += value("failures") + value("errors"); skipped += value("skipped") }
            END { if (tests) printf "  %-10s %5d passed, %d failed, %d skipped\n", name, tests - bad - skipped, bad, skipped }'
}
