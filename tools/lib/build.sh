# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Building by preset, quietly: shared by tools/fakestream and tools/test. Works wherever the caller stands.

root=$(cd -- "${BASH_SOURCE[0]%/*}/../.." && pwd)
build_root=$root/build

note() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# Waits until no other of our scripts holds FILE, and holds it until unlock or the end. Two may start at the same time.
lock() {
  exec 9>"$1"
  if ! flock --nonblock 9; then
    note "waiting for another build of the same"
    flock 9
  fi
}

unlock() { exec 9>&-; }

# Reads ninja's output. A terminal gets one line that counts; what is neither a count nor idle talk is kept for print_log.
follow_ninja() {
  local line shown=
  : >"$1"
  while IFS= read -r line; do
    if [[ $line =~ ^\[[0-9]+/[0-9]+\] ]]; then
      if [[ -t 2 ]]; then
        printf '\r%s: building %s\033[K' "${0##*/}" "${BASH_REMATCH[0]}" >&2
        shown=yes
      fi
    fi
    printf '%s\n' "$line" >>"$1"
  done
  [[ ! $shown ]] || printf '\r\033[K' >&2
}

# build PRESET [TARGET…]: brings build/PRESET up to date, configuring it the first time. Says nothing unless it fails; then it prints
# what the compiler said and returns 1. An up-to-date tree costs one run of ninja, some hundredths of a second.
build() {
  local preset=$1 directory=$build_root/$1
  local log=$directory/build.log failed=
  shift
  mkdir -p "$directory"
  lock "$directory/.lock"
  # The lock is for us and not for what we start: 9>&- closes it there.
  if [[ ! -e $directory/build.ninja ]]; then
    # From the root, since presets belong to the folder that cmake starts in.
    (cd -- "$root" && cmake --preset "$preset") </dev/null >"$log" 2>&1 9>&- || failed=yes
  fi
  if [[ ! $failed ]]; then
    ninja -C "$directory" -k 0 ${FAKESTREAM_JOBS:+-j"$FAKESTREAM_JOBS"} "$@" </dev/null 2>&1 9>&- | follow_ninja "$log" || failed=yes
  fi
  unlock
  if [[ $failed ]]; then
    # The steps that went well say nothing of use.
    grep -Ev '^\[[0-9]+/[0-9]+\] (Building|Linking|Generating) ' "$log" >&2 || true
    return 1
  fi
}
