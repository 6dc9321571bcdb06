// SPDX-License-Identifier: Apache-2.0
#include "api/buffer_checks.h"

#include <cinttypes>
#include <cmath>

#include "api/host_copy.h"
#include "core/buffer_texts.h"

namespace canter {

namespace {

int64_t row_of(const int32_t* index, int64_t b) { return index != nullptr ? index[b] : b; }

// names the first pick that lies outside
[[noreturn]] void refuse_first_pick(const Context& context, const Inspection& what,
                                    const char* name) {
  const HostCopy<int32_t> index(context, what.index, what.count);
  int64_t i = 0;
  while (i + 1 < what.count && index[i] >= 0 && index[i] < what.source_rows) ++i;
  refuse_pick(name, i, index[i], what.source_rows, what.width > 0);
}

// no branch inside: a bad pick is looked for only where there is one
bool has_bad_pick(const Inspection& what) {
  const int64_t most = what.source_rows - 1;
  int64_t bad = 0;
  for (int64_t b = 0; b < what.count; ++b) {
    bad |= int64_t{what.index[b]} | (most - what.index[b]);
  }
  return bad < 0;
}

// whether choice j is a whole number of its range; the comparison is false for NaN, and only inside
// is the conversion defined
template <typename Real>
bool is_choice(Real choice, int32_t size) {
  return choice >= 0 && choice < static_cast<Real>(size) &&
         static_cast<Real>(static_cast<int32_t>(choice)) == choice;
}

template <typename Real>
bool has_bad_choice(const Inspection& what) {
  const Distribution& d = *what.distribution;
  for (int64_t b = 0; b < what.count; ++b) {
    const Real* row = static_cast<const Real*>(what.data) + row_of(what.index, b) * d.actions;
    for (int32_t j = 0; j < d.actions; ++j) {
      if (!is_choice(row[j], d.sizes[static_cast<size_t>(j)])) return true;
    }
  }
  return false;
}

// names the first number that is no choice
template <typename Real>
[[noreturn]] void refuse_choice(const Inspection& what, const Real* action, const int32_t* index) {
  const Distribution& d = *what.distribution;
  for (int64_t b = 0;; ++b) {
    const int64_t row = row_of(index, b);
    for (int32_t j = 0; j < d.actions; ++j) {
      const Real choice = action[row * d.actions + j];
      const int32_t size = d.sizes[static_cast<size_t>(j)];
      if (is_choice(choice, size)) continue;
      fail(CANTER_BAD_VALUE,
           "action[%" PRId64 ", %" PRId32 "] is a choice of 0..%" PRId32
           ": %.9g; pass a whole number of that range",
           row, j, size - 1, static_cast<double>(choice));
    }
  }
}

// the first picked row with NaN or infinity, or -1; all memory is the host's
int64_t non_finite_row(const Context& context, const Inspection& what, const void* x,
                       const int32_t* index) {
  const bool wide = context.real == CANTER_F64;
  const auto at = [&](int64_t i) {
    return wide ? static_cast<const double*>(x)[i] : double{static_cast<const float*>(x)[i]};
  };
  for (int64_t b = 0; b < what.count; ++b) {
    const int64_t row = row_of(index, b);
    for (int64_t o = 0; o < what.width; ++o) {
      if (!std::isfinite(at(row * what.width + o))) return row;
    }
  }
  return -1;
}

[[noreturn]] void refuse_row(const Context& context, const Inspection& what, const char* name) {
  const HostCopy<int32_t> index(context, what.index, what.count);
  int64_t row = 0;
  if (context.real == CANTER_F64) {
    row = non_finite_row(context, what, what.data, index.get());
  } else {
    const HostCopy<float> x(context, static_cast<const float*>(what.data),
                            what.source_rows * what.width);
    row = non_finite_row(context, what, x.get(), index.get());
  }
  fail(CANTER_NON_FINITE,
       "%s[%" PRId64 ", 0..%" PRId64
       "] is finite: NaN or infinity; leave this row out of the index",
       name, row, what.width - 1);
}

[[noreturn]] void refuse_rows(const Tape& tape, int64_t source_rows, int64_t rows) {
  fail(CANTER_BAD_STATE,
       "tape holds the rows of batch: %" PRId64 " of %" PRId64 " recorded, %" PRId64 " of %" PRId64
       " in the batch, or another index; record this batch",
       tape.rows, tape.source_rows, rows, source_rows);
}

}  // namespace

void BufferChecks::add(const Inspection& what, const char* name) {
  checks_[static_cast<size_t>(count_++)] = Check{what, name};
}

void BufferChecks::finite(const void* x, int64_t n, const char* name) {
  Inspection what = {};
  what.wanted = Wanted::kFinite;
  what.data = x;
  what.count = n;
  add(what, name);
}

void BufferChecks::finite_rows(const void* x, const int32_t* index, int64_t source_rows,
                               int64_t rows, int64_t width, const char* name) {
  if (index == nullptr) return finite(x, rows * width, name);
  add(Inspection{Wanted::kFiniteRows, x, index, rows, source_rows, width, nullptr, nullptr}, name);
}

void BufferChecks::picks(const int32_t* index, int64_t source_rows, int64_t rows) {
  need_rows(source_rows, "source_rows");
  need_rows(rows);
  if (index != nullptr) {
    add(Inspection{Wanted::kPicks, nullptr, index, rows, source_rows, 1, nullptr, nullptr},
        "source_rows");
  } else if (rows > source_rows) {
    fail(CANTER_BAD_SHAPE,
         "rows <= source_rows: %" PRId64 " > %" PRId64
         "; without an index the batch is the first rows of the buffers",
         rows, source_rows);
  }
}

void BufferChecks::places(const int32_t* index, int64_t n, int64_t m) {
  add(Inspection{Wanted::kPicks, nullptr, index, m, n, 0, nullptr, nullptr}, "n");
}

void BufferChecks::actions(const Distribution& distribution, const void* action,
                           const int32_t* index, int64_t source_rows, int64_t rows) {
  if (distribution.kind != CANTER_CATEGORICAL) return;
  add(Inspection{Wanted::kChoices, action, index, rows, source_rows, distribution.actions,
                 &distribution, nullptr},
      "action");
}

void BufferChecks::same_rows(const Tape& tape, const int32_t* index, int64_t source_rows,
                             int64_t rows) {
  if (tape.rows != rows || tape.source_rows != source_rows) refuse_rows(tape, source_rows, rows);
  if (tape.picks() == nullptr && index == nullptr) return;
  add(Inspection{Wanted::kSamePicks, tape.picks(), index, rows, source_rows, 1, nullptr, &tape},
      "tape");
}

bool BufferChecks::fails(const Check& check) const {
  const Inspection& what = check.what;
  switch (what.wanted) {
    case Wanted::kFinite:
      return context_.kernels->count_non_finite(context_, what.data, what.count) != 0;
    case Wanted::kFiniteRows:
      return non_finite_row(context_, what, what.data, what.index) >= 0;
    case Wanted::kPicks:
      return has_bad_pick(what);
    case Wanted::kChoices:
      return context_.real == CANTER_F64 ? has_bad_choice<double>(what)
                                         : has_bad_choice<float>(what);
    case Wanted::kSamePicks:
      return !same_picks(static_cast<const int32_t*>(what.data), what.index, what.count);
    default:
      return false;
  }
}

void BufferChecks::refuse(const Check& check, int64_t bad) const {
  const Inspection& what = check.what;
  switch (what.wanted) {
    case Wanted::kFinite:
      refuse_non_finite(context_, what.data, what.count, bad, check.name);
    case Wanted::kFiniteRows:
      refuse_row(context_, what, check.name);
    case Wanted::kPicks:
      refuse_first_pick(context_, what, check.name);
    case Wanted::kSamePicks:
      refuse_rows(*what.tape, what.source_rows, what.count);
    default:
      break;
  }
  const HostCopy<int32_t> index(context_, what.index, what.count);
  if (context_.real == CANTER_F64) {
    refuse_choice(what, static_cast<const double*>(what.data), index.get());
  }
  const HostCopy<float> action(context_, static_cast<const float*>(what.data),
                               what.source_rows * what.width);
  refuse_choice(what, action.get(), index.get());
}

void BufferChecks::run_on_host() const {
  for (int i = 0; i < count_; ++i) {
    const Check& check = checks_[static_cast<size_t>(i)];
    if (!fails(check)) continue;
    const bool numbers = check.what.wanted == Wanted::kFinite;
    refuse(check,
           numbers ? context_.kernels->count_non_finite(context_, check.what.data, check.what.count)
                   : 1);
  }
}

// whether no memory depends on an answer, and the device can note all that a text says
bool BufferChecks::late(Picks picks) const {
  for (int i = 0; i < count_; ++i) {
    const Inspection& what = checks_[static_cast<size_t>(i)].what;
    const bool harmless = what.wanted == Wanted::kFinite ||
                          (what.wanted == Wanted::kPicks && picks == Picks::kStopped);
    if (!harmless || what.count > kMostLatePlaces) return false;
  }
  return true;
}

Alarm BufferChecks::run(Picks picks) const {
  if (context_.device == nullptr) {
    run_on_host();
    return {};
  }
  if (count_ == 0) return {};
  if (late(picks)) {
    return context_.device->check_later(function_, checks_.data(), count_, Look::kNow);
  }
  Inspection list[kMostInspections];
  int64_t bad[kMostInspections];
  for (int i = 0; i < count_; ++i) list[i] = checks_[static_cast<size_t>(i)].what;
  context_.device->inspect(list, count_, bad);
  for (int i = 0; i < count_; ++i) {
    if (bad[i] != 0) refuse(checks_[static_cast<size_t>(i)], bad[i]);
  }
  return {};
}

}  // namespace canter
