# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# What some tests need and the others do not: a second compiler, a browser, and real clients of the endpoint. What of it cannot be had is
# left out, and said.
# Sourced by tools/test, after packages.sh.

# clang and clang-format judge our sources, chromium opens the HTML report; the others are clients of the endpoint, and what makes such.
# shellcheck disable=SC2034  # used by the scripts that source this
client_packages=(clang clang-format chromium awscli python3-boto3 npm golang-go golang-github-aws-aws-sdk-go-v2-dev)

left_out=()         # What cannot be had, by name: a package, or a client of ensure_clients.
left_out_because=() # Beside it, in a few words.

# leave_out NAME REASON
leave_out() {
  note "LEFT OUT: $1 ($2)"
  left_out+=("$1")
  left_out_because+=("$2")
}

is_left_out() { [[ " ${left_out[*]} " == *" $1 "* ]]; }

# The last complaint in a log of apt or npm.
complaint_in() {
  local line
  line=$(grep -E '^(E:|npm ERR!|npm error) ' "$1" | tail -n 1 || true)
  printf '%s' "${line:-see ${1#"$root/"}}"
}

# Installs those of the given packages that are missing and can be had, and leaves out the others.
want_packages() {
  local missing package
  mkdir -p "$build_root"
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    mapfile -t missing < <(missing_by_hand "$@")
    for package in "${missing[@]}"; do leave_out "$package" "there is no apt-get here"; done
    return
  fi
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then return; fi
  if ! find_apt; then
    for package in "${missing[@]}"; do leave_out "$package" "neither root nor sudo"; done
    return
  fi
  lock "$build_root/.packages.lock"
  note "installing with apt: ${missing[*]}"
  apt_update
  if ! apt_install "${missing[@]}"; then
    # apt installs nothing of a list of which one cannot be had.
    for package in "${missing[@]}"; do
      apt_install "$package" || leave_out "$package" "$(complaint_in "$build_root/packages.log")"
    done
  fi
  unlock
}

# ensure_client NAME INPUT PACKAGES COMMAND…: runs the command in build/clients/NAME unless it ran for this content of INPUT. Leaves the
# client out where the command fails, or where one of the packages, parted by spaces, is left out.
ensure_client() {
  local name=$1 input=$2 packages=$3 package folder=$build_root/clients/$1 log=$build_root/clients/$1.log
  shift 3
  if cmp -s "$input" "$build_root/clients/.$name"; then return; fi
  for package in $packages; do
    if is_left_out "$package"; then
      leave_out "the-$name-client" "it needs $package"
      return
    fi
  done

  note "setting up the client $name"
  mkdir -p "$folder"
  lock "$build_root/.packages.lock"
  if (cd "$folder" && "$@") </dev/null >"$log" 2>&1 9>&-; then
    cp "$input" "$build_root/clients/.$name"
  else
    tail -n 20 "$log" >&2
    leave_out "the-$name-client" "$(complaint_in "$log")"
  fi
  unlock
}

# AWS's SDK for JavaScript, with a Node.js of its own, since Debian's is too old for it.
install_npm_packages() {
  cp "$root/tests/clients/js/package.json" "$root/tests/clients/js/package-lock.json" .
  npm ci --ignore-scripts --no-audit --no-fund
}

# AWS's SDK for Go, of Debian's own sources.
build_go_client() {
  GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$PWD go build -o ../go_client "$root/tests/clients/go/client.go"
}

# What the tests of real clients need beside packages. Exports to the tests what is left out: those that need it skip themselves, by name.
ensure_clients() {
  ensure_client npm "$root/tests/clients/js/package-lock.json" "npm" install_npm_packages
  ensure_client go "$root/tests/clients/go/client.go" "golang-go golang-github-aws-aws-sdk-go-v2-dev" build_go_client
  export FAKESTREAM_LEFT_OUT="${left_out[*]}"
}
