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
    local javac version
    for javac in "${JAVA_HOME:+$JAVA_HOME/bin/javac}" /usr/lib/jvm/java-17-openjdk-*/bin/javac "$(command -v javac || true)"; do
        [[ -x $javac ]] || continue
        # With JAVA_TOOL_OPTIONS it says first what it picked up
        version=$("$javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p')
        if ((${version:-0} >= 17)); then
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

# The program that checks alert rules, out of Debian's package, which would start a server if it were installed. Without it those tests are skipped.
find_promtool() {
    local cache=${XDG_CACHE_HOME:-$HOME/.cache}/cinder-snapshot-backup/prometheus
    promtool=$(command -v promtool || echo "$cache/usr/bin/promtool")
    [[ -x $promtool ]] && return
    mkdir -p "$cache"
    (cd "$cache" && apt-get download -qq prometheus && dpkg -x prometheus_*.deb . && rm prometheus_*.deb) >/dev/null 2>&1 ||
        echo "dev: no promtool: Debian's package prometheus cannot be had; the tests with it are skipped"
}

maven() {
    mvn -B -ntp -f "$POM" "$@"
}

# quietly LOG COMMAND...: runs a Maven with tests. A reader sees how far it is, and what fails in full; all of its output goes to LOG's end, and what
# tests print to files beside the reports. What install_missing has installed no test may miss: it fails, and is not skipped.
quietly() {
    local log=$1; shift
    "$@" -Drestic.required=true ${promtool:+"-Dpromtool=$promtool"} -Dmaven.test.redirectTestOutputToFile=true 2>&1 | tee -a "$log" | progress
}

# Line by line, since Debian's awk waits for 4 KiB, which are minutes of tests.
progress() {
    local line failing=0
    local -r class='^\[(INFO|WARNING)\] (Tests run: .* in )io\.jenkins\.plugins\.cinderbackup\.(.*)'
    local -r noise='^\[ERROR\] *$|\[Help 1\] http|^\[ERROR\] (To see the full stack|Re-run Maven|For more information about the errors)'
    while IFS= read -r line; do
        if [[ $line =~ $class ]]; then
            echo "  ${BASH_REMATCH[2]}${BASH_REMATCH[3]}"
            failing=0
        elif [[ $line == '[INFO] --- '* ]]; then
            line=${line#'[INFO] --- '}
            echo "  ${line%% *}"
            failing=0
        elif [[ ! $line =~ $noise ]]; then
            case $line in
                '[ERROR]'*) failing=1 ;;
                '[INFO]'* | '[WARNING]'*) failing=0 ;;
            esac
            ((failing)) && echo "$line"
        fi
    done
    return 0
}

# count NAME PATTERN [TARGET]: adds up the XML reports of one tier, by the test classes' packages.
count() {
    local name=$1 pattern=$2 target=${3:-$REPORTS}
    # After a failed build there may be no reports of a kind, and still a summary.
    { find "$target/surefire-reports" "$target/failsafe-reports" -name 'TEST-*.xml' 2>/dev/null | grep -E "$pattern" || true; } |
        xargs -r grep -hoE '<testsuite [^>]*>' |
        awk -v name="$name" '
            function value(key) { return match($0, " " key "=\"[0-9]+\"") ? substr($0, RSTART + length(key) + 3) + 0 : 0 }
            { tests += value("tests"); bad += value("failures") + value("errors"); skipped += value("skipped") }
            END { if (tests) printf "  %-10s %5d passed, %d failed, %d skipped\n", name, tests - bad - skipped, bad, skipped }'
}

# The failed tests in the XML reports, one a line with the start of what was wrong.
failed_tests() {
    find "$REPORTS/surefire-reports" -name 'TEST-*.xml' -print0 2>/dev/null | sort -z | xargs -0r awk '
        function value(key) { return match($0, " " key "=\"[^\"]*") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : "" }
        /<testcase / { test = value("classname") "." value("name"); sub(/.*\.cinderbackup\./, "", test) }
        /<(failure|error)( |>)/ { print "failed: " test ": " substr(value("message"), 1, 300) }'
}

# The standard build needs the Jenkins artifact repository, and a Maven that is newer than Debian's.
readonly STANDARD_MAVEN=3.9.11
readonly DEPENDENCY_PLUGIN=org.apache.maven.plugins:maven-dependency-plugin:3.9.0
readonly LOOK_SECONDS=60

# The coordinates of the root pom.xml's parent.
standard_parent() {
    sed -n '/<parent>/,/<\/parent>/s/.*<version>\(.*\)<\/version>.*/org.jenkins-ci.plugins:plugin:\1:pom/p' pom.xml
}

# The repository that the root pom.xml names.
standard_repository() {
    sed -n '/<repository>/,/<\/repository>/s/.*<url>\(.*\)<\/url>.*/\1/p' pom.xml
}

# Whether the parent can be had; the time limit is for a network that hangs.
has_standard_parent() {
    timeout "$LOOK_SECONDS" mvn -q -B -U -f "$POM" "$DEPENDENCY_PLUGIN:get" -Dtransitive=false \
        "-Dartifact=$(standard_parent)" "-DremoteRepositories=$(standard_repository)" >/dev/null 2>&1
}

# Runs the standard build with a Maven from Maven Central; strict checksums.
standard_maven() {
    local folder=$PWD/$REPORTS/maven
    [[ -x $folder/apache-maven-$STANDARD_MAVEN/bin/mvn ]] ||
        maven -q -C "$DEPENDENCY_PLUGIN:unpack" "-Dartifact=org.apache.maven:apache-maven:$STANDARD_MAVEN:tar.gz:bin" \
            "-DoutputDirectory=$folder"
    "$folder/apache-maven-$STANDARD_MAVEN/bin/mvn" -B -ntp "$@"
}
