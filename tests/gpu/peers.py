# SPDX-License-Identifier: Apache-2.0
"""What the peers share: the shapes, the rule of measuring, and the file of results."""

import argparse
import json
import math
import os
import statistics
import sys
import time

# observations, hidden layers, actions: those of `canter bench kernels --device cuda`
NETWORKS = ("17-64-64-6", "33-100-50-25-10", "376-100-50-25-17", "376-256-256-17")
BATCHES = (2048, 50_000, 1_000_000)
# steps and environments of the advantages, and how many sets of them are used in turn: together
# they are several times what a cache of the card holds
SCAN = (2048, 1024)
SCAN_SETS = 8
GAMMA, LAMBDA = 0.99, 0.97

# of an update
ITERATIONS, CANDIDATES, SHRINK = 10, 10, 0.8
DAMPING, MAX_KL = 0.1, 0.01
HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


class Effort:
    """How long to measure: rounds of turns, the seconds of a turn, of all rounds, fewest rounds."""

    def __init__(self, quick):
        self.rounds, self.turn, self.total, self.least = (3, 0.005, 1, 3) if quick else (15, 0.02, 5, 5)


def measure(call, finish, effort):
    """Seconds of one call, a sample a turn. `finish` waits for the device, within the time.

    The rule is the benchmark's own: calls until everything is warm, then turns of as many calls
    as fill a turn, one call before each that is not timed.
    """
    clock = time.perf_counter
    begin, fastest, calls = clock(), math.inf, 0
    while calls < 2 or clock() - begin < 5 * effort.turn:
        start = clock()
        call()
        finish()
        fastest = min(fastest, clock() - start)
        calls += 1
    repeats = max(1, math.ceil(effort.turn / fastest))
    samples, begin = [], clock()
    while len(samples) < effort.rounds:
        if len(samples) >= effort.least and clock() - begin > effort.total:
            break
        if fastest < 0.1:
            call()
            finish()
        start = clock()
        for _ in range(repeats):
            call()
        finish()
        samples.append((clock() - start) / repeats)
    return samples


def summary(samples):
    """Median and quartiles, as every row has them."""
    if len(samples) > 1:
        lower, median, upper = statistics.quantiles(samples, n=4, method="inclusive")
    else:
        lower = median = upper = samples[0]
    return {
        "median": median,
        "lower_quartile": lower,
        "upper_quartile": upper,
        "samples": len(samples),
    }


class Results:
    """Facts, rows and reasons, written anew after each row: a peer that is stopped leaves the rest."""

    def __init__(self, options, facts):
        self.path, self.end = options.out, time.monotonic() + options.seconds
        self.content = {"facts": facts, "rows": [], "left_out": []}
        if options.resume and os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                self.content["rows"] = json.load(file)["rows"]

    def out_of_time(self):
        return time.monotonic() > self.end

    def has(self, operation, network, rows, mode):
        wanted = (operation, network, rows, mode)
        names = ("operation", "network", "rows", "mode")
        return any(tuple(row[name] for name in names) == wanted for row in self.content["rows"])

    def add(self, operation, network, rows, mode, samples, **more):
        row = {"operation": operation, "network": network, "rows": rows, "mode": mode}
        row.update(summary(samples), **more)
        self.content["rows"].append(row)
        print(f"{operation:9} {network:18} {rows:8} {mode:28} {row['median'] * 1e6:12.1f} us", flush=True)
        self.write()

    def leave_out(self, what, reason):
        """Notes what was not measured and why; the reason's first lines are enough."""
        lines = [line.strip() for line in str(reason).splitlines() if line.strip()]
        text = " ".join(lines[:3])[:400]
        self.content["left_out"].append({"what": what, "reason": text})
        print(f"left out: {what}: {text}", file=sys.stderr, flush=True)
        self.write()

    def write(self):
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.content, file, indent=1)
            file.write("\n")
        os.replace(self.path + ".new", self.path)


def widths_of(network):
    return [int(width) for width in network.split("-")]


def weights_of(widths):
    return sum(a * b for a, b in zip(widths, widths[1:]))


def parse(description):
    """The peers' common options."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", required=True, metavar="FILE", help="where the JSON goes")
    parser.add_argument("--seconds", type=float, default=math.inf, help="begin nothing after that long")
    parser.add_argument("--networks", default=",".join(NETWORKS), help="such as 17-64-64-6")
    parser.add_argument("--batches", default=",".join(map(str, BATCHES)), help="rows")
    parser.add_argument("--device", default="cuda", choices=("cuda", "cpu"), help="cpu checks the script alone")
    parser.add_argument("--resume", action="store_true", help="keep the rows that FILE has")
    parser.add_argument("--quick", action="store_true", help="three short rounds")
    parser.add_argument("--eager", action="store_true", help="nothing that needs a compiler")
    options = parser.parse_args()
    options.networks = options.networks.split(",")
    options.batches = [int(batch) for batch in options.batches.split(",")]
    options.effort = Effort(options.quick)
    return options


def decline(reason):
    """Ends the script where it has nothing to measure; ./run takes this exit code for that."""
    print(reason, file=sys.stderr)
    sys.exit(77)


def places(options):
    """Networks and batches, the small ones first: what is cut off is what takes longest."""
    return sorted(
        ((network, rows) for network in options.networks for rows in options.batches),
        key=lambda place: (place[1], weights_of(widths_of(place[0]))),
    )
