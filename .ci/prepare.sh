# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Sourced with `root` set: what the machine must have, and how to get what it lacks.
logs="${root:?}/build/logs"

# libmujoco and what it needs, as Debian 12 names them
mujoco_packages=(libmujoco-dev libmujoco2.2.2 libccd2 libqhull-r8.0 liblodepng0 libtinyxml2-9)

say() { printf 'canter: %s\n' "$*" >&2; }

# ends with the exit code first, then the reason
die() {
  local code="$1"
  shift
  say "$*"
  exit "$code"
}

has() { command -v "$1" >/dev/null 2>&1; }

# whether the compiler finds a C++ header
has_header() { printf '#include <%s>\n' "$1" | g++ -E -x c++ - >/dev/null 2>&1; }

has_jdk() {
  local javac="${JAVA_HOME:+$JAVA_HOME/bin/}javac" version
  # with JAVA_TOOL_OPTIONS it prints more than its version
  version="$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]\{1,3\}\).*/\1/p')" || return 1
  [[ "${version:-0}" -ge 17 ]]
}

has_cmake() {
  local version
  version="$(cmake --version 2>/dev/null | head -n 1)" || return 1
  [[ "$(printf '3.22\n%s\n' "${version##* }" | sort -V | head -n 1)" == 3.22 ]]
}

has_mujoco() {
  [[ -n "${MUJOCO_ROOT:-}" ]] && return
  [[ -f "$root/.deps/mujoco/include/mujoco/mujoco.h" ]] || has_header mujoco/mujoco.h
}

# prints "package: what lacks" for everything that is missing
missing() {
  has_jdk || echo "default-jdk-headless: a JDK of version 17 or later"
  has mvn || echo "maven: Maven"
  has git || echo "git: git"
  has g++ || echo "g++: a C++20 compiler"
  has_cmake || echo "cmake: CMake 3.22 or later"
  has ninja || has make || echo "ninja-build: ninja or make"
  # without a compiler nobody can tell; the packages come along with it
  has_header gtest/gtest.h || echo "libgtest-dev: GoogleTest"
  has_mujoco || echo "libmujoco-dev: libmujoco"
}

# the words that run a command as root, or failure
as_root() {
  if [[ "$(id -u)" == 0 ]]; then
    echo env
  elif has sudo && sudo -n true 2>/dev/null; then
    echo sudo -n env
  else
    return 1
  fi
}

apt_install() {
  local prefix
  read -ra prefix <<<"$(as_root)"
  prefix+=(DEBIAN_FRONTEND=noninteractive)
  say "installing: $*"
  mkdir -p "$logs"
  {
    "${prefix[@]}" apt-get update --quiet &&
      "${prefix[@]}" apt-get install --yes --quiet --no-install-recommends "$@"
  } >"$logs/apt.log" 2>&1 || {
    tail -n 20 "$logs/apt.log" >&2
    die 2 "apt-get failed, see $logs/apt.log; install by hand: $*"
  }
}

# downloads Debian's packages without root; package lists of our own where the machine has none
apt_download() {
  apt-get download "$@" && return
  local own="$PWD/apt"
  mkdir -p "$own/lists/partial" "$own/cache/archives/partial"
  local options=(-o "Dir::State::lists=$own/lists" -o "Dir::Cache=$own/cache")
  apt-get "${options[@]}" update && apt-get "${options[@]}" download "$@"
}

# unpacks libmujoco into .deps/mujoco, inside a work folder first
unpack_mujoco_in() {
  cd "$1" &&
    apt_download "${mujoco_packages[@]}" &&
    find . -maxdepth 1 -name '*.deb' -exec dpkg -x {} tree ';' &&
    mkdir -p mujoco/lib &&
    mv tree/usr/include mujoco/include &&
    mv tree/usr/lib/*/lib*.so* mujoco/lib &&
    rm -rf "$root/.deps/mujoco" &&
    mv mujoco "$root/.deps/mujoco"
}

# git ignores .deps; CMake looks there last
fetch_mujoco() {
  has apt-get || die 2 "libmujoco is missing: install it, or set MUJOCO_ROOT"
  say "no root: downloading libmujoco into .deps/mujoco"
  mkdir -p "$root/.deps" "$logs"
  local work status=0
  work="$(mktemp -d "$root/.deps/unpack.XXXXXX")"
  (unpack_mujoco_in "$work") >"$logs/mujoco.log" 2>&1 || status=1
  rm -rf "$work"
  if [[ $status != 0 ]]; then
    tail -n 20 "$logs/mujoco.log" >&2
    die 2 "libmujoco could not be downloaded: sudo apt-get install libmujoco-dev, or set MUJOCO_ROOT"
  fi
}

# says what is missing and gets it
provide() {
  local lacks="$1" packages
  say "missing:"
  awk -F ': ' '{ print "  " $2 " (package " $1 ")" }' <<<"$lacks" >&2
  mapfile -t packages < <(awk -F ': ' '{ print $1 }' <<<"$lacks")
  if has apt-get && as_root >/dev/null; then
    apt_install "${packages[@]}"
    return
  fi
  # libmujoco alone can be had without root
  mapfile -t packages < <(printf '%s\n' "${packages[@]}" | grep -v '^libmujoco-dev$')
  [[ ${#packages[@]} == 0 ]] || die 2 "to install: sudo apt-get install ${packages[*]}"
  fetch_mujoco
}

prepare() {
  if [[ -n "${MUJOCO_ROOT:-}" && ! -f "$MUJOCO_ROOT/include/mujoco/mujoco.h" ]]; then
    die 2 "MUJOCO_ROOT=$MUJOCO_ROOT holds no include/mujoco/mujoco.h: correct or unset it"
  fi
  local lacks
  lacks="$(missing)"
  if [[ -n "$lacks" ]]; then
    provide "$lacks"
    lacks="$(missing)"
    [[ -z "$lacks" ]] || die 2 "still missing: $lacks"
  fi
  if [[ -z "${CMAKE_GENERATOR:-}" ]] && has ninja; then export CMAKE_GENERATOR=Ninja; fi
  export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}"
  export CTEST_PARALLEL_LEVEL="${CTEST_PARALLEL_LEVEL:-$(nproc)}"
}
