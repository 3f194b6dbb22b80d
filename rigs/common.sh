# What the rigs share: output, processes, packages, Go programs. Sourced by a rig, which sets RIG to its name first.
# shellcheck shell=bash
readonly CALLERS_PATH=$PATH
# Debian's interpreter and tools, whatever else (pyenv, conda) is first in PATH.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
readonly CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}

die() { echo "$RIG: $*" >&2; exit 1; }
say() { printf '[%5.1fs] %s\n' "$(now_since)" "$*"; }
readonly T0=${EPOCHREALTIME/,/.}
now_since() { awk -v a="${1:-$T0}" -v b="${EPOCHREALTIME/,/.}" 'BEGIN{print b-a}'; }

# --- processes -----------------------------------------------------------------

# spawn NAME COMMAND...: run in the background, own session, log and pid in STATE.
spawn() {
  local name=$1; shift
  alive "$name" && return 0
  setsid "$@" </dev/null >>"$STATE/log/$name.log" 2>&1 9>&- 7>&- &
  echo $! >"$STATE/run/$name.pid"
}
# alive NAME: our process lives. The pid is trusted only if its command line or
# environment names this STATE_DIR, so that a recycled pid is never touched.
alive() {
  local pid arguments
  pid=$(cat "$STATE/run/$1.pid" 2>/dev/null) || return 1
  [[ -n $pid ]] || return 1
  # An exec has no arguments for a moment, a zombie has none any more.
  until arguments=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline") && [[ -n $arguments ]]; do
    [[ -d /proc/$pid && $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) != Z* ]] || return 1
  done
  { printf '%s\n' "$arguments"; tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ"; } | grep -F -- "$STATE" >/dev/null
}
# halt NAME SECONDS: TERM, wait, then KILL, the process and what it has started.
halt() {
  local pid i
  alive "$1" || { rm -f "$STATE/run/$1.pid"; return 0; }
  pid=$(cat "$STATE/run/$1.pid")
  kill -TERM "$pid" 2>/dev/null || true
  for ((i = 0; i < $2 * 20; i++)); do
    alive "$1" || break
    sleep 0.05
  done
  if alive "$1"; then kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" || true; fi
  rm -f "$STATE/run/$1.pid"
}
# wait_for SECONDS DAEMON COMMAND...: poll until the command succeeds, while the daemon lives.
wait_for() {
  local limit=$((SECONDS + $1)) daemon=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    alive "$daemon" || die "$daemon ended, see $STATE/log/$daemon.log"
    ((SECONDS < limit)) || die "timed out waiting for $daemon, see $STATE/log/$daemon.log"
    sleep 0.1
  done
}
http_ok() { curl --noproxy '*' -fsS -o /dev/null --max-time 5 "$1"; }
port_free() { ! (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

# show_status DAEMON...: one line each with pid and memory; rc 1 if any is down.
show_status() {
  local d rc=0 pid
  for d; do
    if alive "$d"; then
      pid=$(cat "$STATE/run/$d.pid")
      printf '%-19s up    pid %-7s rss %s MiB\n' "$d" "$pid" \
        "$(ps -o rss= --pid "$pid" --ppid "$pid" | awk '{s+=$1} END {print int(s/1024)}')"
    else
      printf '%-19s down\n' "$d"; rc=1
    fi
  done
  return $rc
}

# lock_state: nobody else works on this STATE_DIR meanwhile.
lock_state() {
  exec 9>"$STATE/lock"
  flock -w 120 9 || die "another $RIG works on $STATE"
}
# delete_state: only what a rig has made.
delete_state() {
  [[ ! -e $STATE ]] || [[ -s $STATE/settings ]] || die "$STATE does not look like a state directory"
  rm -rf --one-file-system -- "$STATE"
}

# --- settings --------------------------------------------------------------------

# remember NAME...: these settings come from the environment (or its defaults) at the first
# start, from STATE_DIR after that.
remember() {
  local f=$STATE/settings name
  for name; do
    grep -q "^$name=" "$f" 2>/dev/null || printf '%s=%q\n' "$name" "${!name}" >>"$f"
  done
  . "$f"
}

# --- what is installed -------------------------------------------------------------

packages_missing() { # PACKAGE...: those that are not installed, one a line
  local p
  for p; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || echo "$p"
  done
}
install_packages() { # PACKAGE...
  local missing
  mapfile -t missing < <(packages_missing "$@")
  ((${#missing[@]})) || return 0
  # Debian's packages would start their own daemons where an init runs; keep them down.
  local policy=/usr/sbin/policy-rc.d made=0
  if [[ ! -e $policy ]]; then printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod 755 "$policy"; made=1; fi
  apt-get -o DPkg::Lock::Timeout=600 update -q
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -q \
    --no-install-recommends "${missing[@]}"
  ((made == 0)) || rm -f "$policy"
}

# find_go: GO becomes the Go compiler, 1.26 or later, that RIG_GO names or that the caller has.
find_go() {
  GO=$(PATH=$CALLERS_PATH command -v "${RIG_GO:-go}" || echo /usr/local/go/bin/go)
  local version
  version=$("$GO" env GOVERSION 2>/dev/null) || die "no Go compiler: set RIG_GO to one of version 1.26 or later"
  [[ $(printf '%s\n' go1.26 "$version" | sort -V | head -1) == go1.26 ]] ||
    die "$GO is $version; set RIG_GO to one of version 1.26 or later"
}
# build_module MODULE VERSION PACKAGE PROGRAM WORK_DIR: a published program, from its public Go module.
build_module() {
  local t=${EPOCHREALTIME/,/.}
  # Not `go install ...@version`: that wants the list of all versions, which a proxy
  # may not have.
  mkdir -p "$5"
  printf 'module rig\ngo 1.24.0\nrequire %s %s\n' "$1" "$2" >"$5/go.mod"
  (cd "$5" && CGO_ENABLED=0 "$GO" build -mod=mod -buildvcs=false -trimpath -ldflags "-s -w" \
    -o program "$3") || die "building $1 $2 failed"
  mv "$5/program" "$4"
  say "built ${1##*/} $2 in $(now_since "$t") s"
}
