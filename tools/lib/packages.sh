# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Which Debian packages the build needs, and how they get onto the machine. Sourced by tools/fakestream and tools/test.

# What the tool itself needs.
# shellcheck disable=SC2034  # used by the scripts that source this
tool_packages=(
  g++ cmake ninja-build ccache
  libfmt-dev libcli11-dev libpugixml-dev nlohmann-json3-dev libcbor-dev libre2-dev libboost-dev libssl-dev
)
# What the tests need on top: libbenchmark-dev serves the release preset, perl has prove, and libxml2-utils xmllint, which read reports.
# shellcheck disable=SC2034
test_packages=(
  libgtest-dev libgmock-dev rapidjson-dev librapidcheck-dev libvalijson-dev libbenchmark-dev
  pkg-config
  perl libxml2-utils
)

# What --all needs on top: clang with its sanitizers and its standard library.
# shellcheck disable=SC2034
all_packages=(clang libclang-rt-14-dev clang-tidy libc++-14-dev libc++abi-14-dev)

# Prints those of the given packages that dpkg does not have installed. One dpkg-query call whatever their number.
missing_packages() {
  local installed package
  # dpkg-query fails when it does not know one of the names; what it does know is printed all the same.
  installed=" $(dpkg-query --show --showformat='${db:Status-Abbrev}${binary:Package} ' "$@" 2>/dev/null | tr '\n' ' ' || true)"
  for package in "$@"; do
    # Multi-arch packages are printed with their architecture, as in "libpugixml-dev:amd64".
    # Node.js of another source brings npm along, and Debian's would drive it out.
    if [[ $package == npm ]] && command -v npm >/dev/null; then continue; fi
    [[ $installed =~ ii\ ${package//+/\\+}[:\ ] ]] || printf '%s\n' "$package"
  done
}

# Is what these packages bring to be had without dpkg? Knows commands and headers, the packages that have neither are taken on trust.
missing_by_hand() {
  local package found include
  for package in "$@"; do
    found=yes
    include=
    case $package in
      g++ | cmake | clang | clang-format | clang-tidy | pkg-config | chromium | npm) command -v "$package" >/dev/null || found= ;;
      ninja-build) command -v ninja >/dev/null || found= ;;
      perl) command -v prove >/dev/null || found= ;;
      libxml2-utils) command -v xmllint >/dev/null || found= ;;
      awscli) command -v aws >/dev/null || found= ;;
      nlohmann-json3-dev) include=nlohmann/json.hpp ;;
      rapidjson-dev) include=rapidjson/reader.h ;;
      libfmt-dev) include=fmt/format.h ;;
      libcli11-dev) include=CLI/CLI.hpp ;;
      libpugixml-dev) include=pugixml.hpp ;;
      libcbor-dev) include=cbor.h ;;
      libre2-dev) include=re2/re2.h ;;
      libboost-dev) include=boost/beast/http/parser.hpp ;;
      libssl-dev) include=openssl/sha.h ;;
      libgtest-dev) include=gtest/gtest.h ;;
      libgmock-dev) include=gmock/gmock.h ;;
      librapidcheck-dev) include=rapidcheck.h ;;
      libvalijson-dev) include=valijson/validator.hpp ;;
      libbenchmark-dev) include=benchmark/benchmark.h ;;
    esac
    if [[ $found && $include ]]; then
      # The compiler knows where it looks, wherever the system keeps its headers.
      echo "#include <$include>" | g++ -std=c++20 -x c++ -E - >/dev/null 2>&1 || found=
    fi
    [[ $found ]] || printf '%s\n' "$package"
  done
}

# Installs those of the given packages that are missing, and remembers that they are there: the next time costs nothing.
# Without apt: names what is missing and ends the script with exit code 2.
ensure_packages() {
  local missing stamp=$build_root/.packages-${0##*/}
  if [[ -e $stamp && $(<"$stamp") == "$*" ]]; then return; fi

  mkdir -p "$build_root"
  lock "$build_root/.packages.lock"
  if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  else
    mapfile -t missing < <(missing_by_hand "$@")
    if ((${#missing[@]})); then
      note "there is no apt-get here; please install what these Debian packages hold: ${missing[*]}"
      exit 2
    fi
  fi
  unlock
  printf '%s\n' "$*" >"$stamp"
}

# Sets apt to the command that installs, for whoever runs this; fails where there is neither root nor sudo.
apt=()
find_apt() {
  apt=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || return 1
    apt=(sudo)
  fi
  # env, since sudo drops the caller's variables.
  apt+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
}

# Installs the given packages with apt, all or none. What apt says is in build/packages.log. stdin is the tool's and is not for apt.
apt_install() { "${apt[@]}" install --no-install-recommends -y "$@" </dev/null >"$build_root/packages.log" 2>&1 9>&-; }

# Brings apt's lists up to date. Where that fails, those that are there may do.
apt_update() { "${apt[@]}" update </dev/null >"$build_root/packages.log" 2>&1 9>&- || note "apt could not update its lists"; }

# Installs the given packages with apt, or ends the script with exit code 2.
install_packages() {
  if ! find_apt; then
    note "neither root nor sudo; please install these packages: $*"
    exit 2
  fi
  note "installing with apt: $*"
  apt_update
  if ! apt_install "$@"; then
    cat "$build_root/packages.log" >&2
    note "apt could not install: $*"
    exit 2
  fi
}
