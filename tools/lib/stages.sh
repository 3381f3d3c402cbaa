# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The stages of tools/test, and the account of them that ends it. A stage that fails does not keep the others from running.

passed=0
failed=0
skipped=()  # Names of tests.
slowest=()  # Of each stage, as "milliseconds name, stage".
summary=()

# Writes "passed failed" of the run of ctest that left this log. A program that broke off counts the test it was in as failed; one that
# ran all its tests and still failed (a leak, say) counts as one failure. What was skipped, alone or with its program, counts as neither.
count_tests() {
  awk '
    function account() {
      if (fine) passed += ok
      else if (program) { passed += ok; failed += run - ok - skipped > 1 ? run - ok - skipped : 1 }
      run = ok = skipped = fine = 0
    }
    /^[0-9]+\/[0-9]+ Testing: / { account(); program = 1 }
    /\[ RUN      \] / { ++run }
    /\[       OK \] / { ++ok }
    /\[  SKIPPED \] .* \([0-9]+ ms\)$/ { ++skipped }
    /^Test Passed\.$/ || /^Skip regular expression found in output\./ { fine = 1 }
    END { account(); print passed + 0, failed + 0 }
  ' "$1"
}

# The names of the tests that skipped themselves, in the log of a run of ctest.
skipped_tests() { sed -nE 's/^(.*: )?\[  SKIPPED \] (.*) \([0-9]+ ms\)$/\2/p' "$1"; }

# slowest_tests LOG STAGE: the ten slowest tests in the log of a run of ctest.
slowest_tests() {
  sed -nE "s/^(.*: )?\[       OK \] ([^ ,]+).* \(([0-9]+) ms\)\$/\3 \2, $2/p" "$1" | sort -rn | sed 10q
}

# Notes a stage for the summary, and says so at once: its name, what came of it, when it began (by $SECONDS).
account_stage() {
  summary+=("$(printf '%-34s %-26s %4d s' "$1" "$2" $((SECONDS - $3)))")
  note "${summary[-1]}"
}

# stage_build PRESET [TARGET…]
stage_build() {
  local begin=$SECONDS result=built
  note "building $*"
  if ! build "$@"; then
    result="did not build"
    failed=$((failed + 1))
  fi
  account_stage "build $*" "$result" "$begin"
}

# Tests that only --all runs have this label of ctest.
without=(--label-exclude all)

# stage_test PRESET [FOLDER…]: builds and runs the tests in these folders, or all.
stage_test() {
  local preset=$1 begin=$SECONDS before=$failed targets=() select=() counts names log=$build_root/$1/Testing/Temporary/LastTest.log
  shift
  if (($#)); then
    targets=("${@/%/_test}")
    select=(--tests-regex "^($(IFS='|'; echo "${targets[*]}"))$")
  fi
  stage_build "$preset" "${targets[@]}"
  ((failed == before)) || return 0

  begin=$SECONDS
  note "testing $preset $*"
  rm -f "$log"
  # What ctest thinks of the run is in its log; its exit code matters where there is none.
  if ! ctest --test-dir "$build_root/$preset" --output-on-failure --no-tests=error \
    --parallel "${FAKESTREAM_JOBS:-$(nproc)}" "${select[@]}" "${without[@]}" </dev/null && [[ ! -s $log ]]; then
    failed=$((failed + 1))
    account_stage "test $preset $*" "found no tests" "$begin"
    return 0
  fi
  read -ra counts < <(count_tests "$log")
  passed=$((passed + counts[0]))
  failed=$((failed + counts[1]))
  mapfile -t names < <(skipped_tests "$log")
  skipped+=("${names[@]}")
  mapfile -t names < <(slowest_tests "$log" "$preset")
  slowest+=("${names[@]}")
  account_stage "test $preset $*" "${counts[0]} passed, ${counts[1]} failed" "$begin"
}

# stage_properties PRESET: runs the properties of a preset that was built once more, from a random seed, which it prints.
stage_properties() {
  local preset=$1 begin=$SECONDS seed log=$build_root/$1/properties.log before=$failed counts
  seed=$((RANDOM << 30 | RANDOM << 15 | RANDOM))
  note "testing properties, RC_PARAMS=seed=$seed"
  if ! TZ=Asia/Kathmandu RC_PARAMS=seed=$seed "$build_root/$preset/tests/property_test" --gtest_color=no >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    note "again: RC_PARAMS=seed=$seed ${build_root#"$PWD/"}/$preset/tests/property_test"
    failed=$((failed + 1))
  fi
  counts=$(grep -c '^\[       OK \] ' "$log" || true)
  passed=$((passed + counts))
  account_stage "properties, seed $seed" "$counts passed, $((failed - before)) failed" "$begin"
}

# stage_fuzz SECONDS: builds the fuzzers and lets each search for that long, beginning with its corpus. What it keeps stays below build/.
stage_fuzz() {
  local begin=$SECONDS before=$failed target found log status targets=(json cbor scenario router)
  stage_build fuzz "${targets[@]/#/fuzz_}"
  ((failed == before)) || return 0

  begin=$SECONDS
  note "fuzzing for $1 s each: ${targets[*]}"
  for target in "${targets[@]}"; do
    found=$build_root/fuzz/found/$target
    log=$build_root/fuzz/$target.log
    mkdir -p "$found"
    status=0
    "$build_root/fuzz/fuzz_$target" -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$build_root/fuzz/$target-" \
      "$found" "$root/tests/fuzz/corpus/$target" </dev/null >"$log" 2>&1 || status=$?
    if ((status)); then
      tail -n 60 "$log" >&2
      failed=$((failed + 1))
    else
      passed=$((passed + 1))
    fi
  done
  account_stage "fuzz ${targets[*]}" "$((failed - before)) failed" "$begin"
}

# Prints which tests were skipped, and what could not be had. On a machine that decides about a change (CI=true) the latter is a failure.
account_left_out() {
  local i
  if ((${#skipped[@]})); then
    printf '\n%d tests were SKIPPED, and show nothing:\n' "${#skipped[@]}"
    printf '  %s\n' "${skipped[@]}"
  fi
  ((${#left_out[@]})) || return 0
  printf '\nLEFT OUT, since it could not be had:\n'
  for i in "${!left_out[@]}"; do printf '  %s: %s\n' "${left_out[i]}" "${left_out_because[i]}"; done
  if [[ ${CI:-} == true ]]; then
    failed=$((failed + ${#left_out[@]}))
    printf 'With CI=true each of them counts as failed.\n'
  fi
}

# Prints the summary and ends the script.
finish() {
  printf '\n'
  printf '%s\n' "${summary[@]}"
  if ((${#slowest[@]})); then
    printf '\nthe slowest tests:\n'
    printf '%s\n' "${slowest[@]}" | sort -rn | sed 10q | while read -r milliseconds name; do
      printf '%7d ms  %s\n' "$milliseconds" "$name"
    done
  fi
  account_left_out
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "${#skipped[@]}"
  ((failed == 0)) || exit 1
  exit 0
}
