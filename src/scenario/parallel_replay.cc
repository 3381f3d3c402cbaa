// SPDX-License-Identifier: Apache-2.0
#include "scenario/parallel_replay.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace fakestream {
namespace {

class ParallelReplay {
 public:
  ParallelReplay(const std::vector<Scenario>& scenarios, const ReplayAllOptions& options)
      : scenarios_(&scenarios),
        options_(&options),
        reports_(scenarios.size()),
        faults_(scenarios.size()),
        stop_(scenarios.size()) {}

  Report Run() {
    {
      std::vector<std::thread> threads;
      const std::size_t jobs = std::min(std::max<std::size_t>(options_->jobs, 1), reports_.size());
      for (std::size_t i = 1; i < jobs && Start(threads); ++i) {
      }
      Work();
      for (std::thread& thread : threads) thread.join();
    }
    return Gather();
  }

 private:
  // A machine that gives no more threads makes the replay slower, not wrong.
  bool Start(std::vector<std::thread>& threads) {
    try {
      threads.emplace_back([this] { Work(); });
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  // Takes scenarios in their order, so that all before a failed one have been taken when it is
  // known.
  void Work() {
    while (true) {
      const std::size_t place = next_.fetch_add(1);
      if (place >= stop_.load()) return;
      try {
        reports_[place] = ReplayThrough((*scenarios_)[place], options_->replay, options_->arms);
        const bool is_last = options_->fails_fast && reports_[place]->verdict == Verdict::kFailed;
        if (is_last) StopBehind(place);
        ReportProgress();
      } catch (...) {
        faults_[place] = std::current_exception();
        StopBehind(place);
      }
    }
  }

  void StopBehind(std::size_t place) {
    std::size_t stop = stop_.load();
    while (place + 1 < stop && !stop_.compare_exchange_weak(stop, place + 1)) {
    }
  }

  void ReportProgress() {
    if (!options_->progress) return;
    const std::lock_guard lock(progress_mutex_);
    options_->progress(++done_, reports_.size());
  }

  Report Gather() {
    for (const std::exception_ptr& fault : faults_) {
      if (fault) std::rethrow_exception(fault);
    }
    Report report;
    report.scenarios.reserve(reports_.size());
    for (std::size_t i = 0; i < reports_.size(); ++i) {
      // Other threads may have run some of those behind the failed one; one thread would not have.
      if (i < stop_.load()) {
        report.scenarios.push_back(std::move(*reports_[i]));
      } else {
        report.scenarios.push_back(
            NotReplayed((*scenarios_)[i], Verdict::kSkipped, options_->replay));
      }
    }
    return report;
  }

  const std::vector<Scenario>* scenarios_;
  const ReplayAllOptions* options_;
  std::vector<std::optional<ScenarioReport>> reports_;
  std::vector<std::exception_ptr> faults_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> stop_;  // scenarios from here on need not run
  std::mutex progress_mutex_;
  std::size_t done_ = 0;
};

}  // namespace

Report ReplayAll(const std::vector<Scenario>& scenarios, const ReplayAllOptions& options) {
  return ParallelReplay(scenarios, options).Run();
}

}  // namespace fakestream
