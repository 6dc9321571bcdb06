#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Joins our times on a GPU with the peers': a table of ratios, and every bar, met or missed.

usage: report.py FOLDER, with bench.json and, where they were made, bench-without-graphs.json,
bench-tf32.json, torch.json and jax.json; writes report.json there and Markdown to the standard output.
"""

import json
import os
import sys

NAMES = {
    "fisher": "Fisher product, recorded",
    "gradient": "gradient",
    "solve": "conjugate gradient",
    "update": "update",
    "gae": "advantages (GAE)",
}
# PyTorch's own ways to a double backward; what is written by hand is shown, and is no bar
OWN_MODES = ("eager", "captured", "compiled", "compiled, captured")
SMALL_NETWORKS = ("-64-64-", "-100-50-25-")
LARGE = 50_000


def load(folder, name):
    path = os.path.join(folder, name + ".json")
    if not os.path.exists(path):
        return None
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except ValueError as broken:
        print(f"report: {path}: {broken}", file=sys.stderr)
        return None


def place(row):
    return row["operation"], row["network"], row["rows"]


def times_by_mode(content):
    """{place: {mode: seconds}}."""
    times = {}
    for row in (content or {}).get("rows", ()):
        times.setdefault(place(row), {})[row["mode"]] = row["median"]
    return times


def fastest(times, modes):
    found = [(times[mode], mode) for mode in modes if mode in times]
    return min(found) if found else (None, None)


def join(bench, torch, jax):
    """Ours beside the peers', a row a place."""
    torch_times, jax_times = times_by_mode(torch), times_by_mode(jax)
    joined = []
    for row in bench["rows"]:
        times = torch_times.get(place(row), {})
        best, mode = fastest(times, OWN_MODES)
        by_hand, _ = fastest(times, [name for name in times if name.startswith("by hand")])
        made = {name: row[name] for name in ("operation", "network", "rows", "median", "floor", "share")}
        made.update(
            eager=times.get("eager"),
            best=best,
            best_mode=mode,
            by_hand=by_hand,
            jax=jax_times.get(place(row), {}).get("jit"),
            bound="memory" if row["floor_memory"] > row["floor_arithmetic"] else "arithmetic",
            waits=row["traffic"]["waits"],
        )
        joined.append(made)
    return joined


def ratio(row, peer):
    return row[peer] / row["median"] if row.get(peer) else None


def bars_of(row):
    """(what is asked, the bound, what was measured) of a row; None where nothing was."""
    operation, small = row["operation"], any(part in row["network"] for part in SMALL_NETWORKS)
    if operation in ("fisher", "gradient"):
        if row["rows"] >= LARGE:
            yield "share of the limit", 0.4, row["share"]
        if small:
            yield "over eager PyTorch", 5, ratio(row, "eager")
            yield "over PyTorch's best mode", 2, ratio(row, "best")
        else:
            yield "over PyTorch's best mode", 1, ratio(row, "best")
    elif operation == "update":
        yield "over eager PyTorch", 8, ratio(row, "eager")
    elif operation == "gae":
        yield "share of the copy bandwidth", 0.6, row["share"]


def verdict(measured, bound):
    if measured is None:
        return "not measured"
    return "met" if measured >= bound else "missed"


def all_bars(joined):
    return [
        {
            "operation": row["operation"],
            "network": row["network"],
            "rows": row["rows"],
            "bar": name,
            "asked": bound,
            "measured": measured,
            "verdict": verdict(measured, bound),
        }
        for row in joined
        for name, bound, measured in bars_of(row)
    ]


def graph_savings(bench, without):
    """What graphs save: seconds of the same update with and without them."""
    plain = {place(row): row for row in (without or {}).get("rows", ())}
    saved = []
    for row in bench["rows"]:
        other = plain.get(place(row))
        if row["operation"] != "update" or other is None:
            continue
        saved.append(
            {
                "network": row["network"],
                "rows": row["rows"],
                "with_graphs": row["median"],
                "without_graphs": other["median"],
                # a library that knows no switch would show graphs in both
                "graphs_were_off": other["traffic"]["graph_launches"] == 0,
                "launches": [row["traffic"]["launches"], other["traffic"]["launches"]],
            }
        )
    return saved


def tensor_gains(bench, tensor):
    """What TF32 gains: seconds of the same call in float32 and in TF32, and both errors."""
    in_float = {place(row): row for row in bench["rows"]}
    return [
        {
            "operation": row["operation"],
            "network": row["network"],
            "rows": row["rows"],
            "in_float": in_float[place(row)]["median"],
            "in_tf32": row["median"],
            "errors": [in_float[place(row)]["error"], row["error"]],
        }
        for row in (tensor or {}).get("rows", ())
        if place(row) in in_float and row["operation"] != "gae"
    ]


def seconds(value):
    if value is None:
        return ""
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "us")):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def times(row, peer):
    found = ratio(row, peer)
    return "" if found is None else f"{found:.3g}"


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def show(report):
    titles = ["operation", "network", "rows", "ours", "floor", "bound by", "of limit"]
    titles += ["eager", "times", "best mode", "times", "by hand", "JAX", "waits"]
    rows = []
    for row in report["rows"]:
        best = f"{seconds(row['best'])}, {row['best_mode']}" if row["best"] else ""
        line = [NAMES[row["operation"]], row["network"], str(row["rows"]), seconds(row["median"])]
        line += [seconds(row["floor"]), row["bound"], f"{100 * row['share']:.0f} %"]
        line += [seconds(row["eager"]), times(row, "eager"), best, times(row, "best")]
        line += [times(row, "by_hand"), times(row, "jax"), str(row["waits"])]
        rows.append(line)
    print(table(titles, rows))
    for saved in report["graphs"]:
        without = seconds(saved["without_graphs"])
        if not saved["graphs_were_off"]:
            without = "not measured: the library used graphs all the same"
        where = f"{saved['network']}, {saved['rows']} rows"
        print(f"* update of {where}: {seconds(saved['with_graphs'])} with graphs, without: {without}")
    for gain in report["tf32"]:
        where = f"{NAMES[gain['operation']]} of {gain['network']}, {gain['rows']} rows"
        times_as_fast = gain["in_float"] / gain["in_tf32"]
        errors = "{:.1e} and {:.1e}".format(*gain["errors"])
        print(f"* {where}: in TF32 {times_as_fast:.3g} times as fast, errors {errors}")
    titles = ["bar", "operation", "network", "rows", "asked", "measured", ""]
    rows = [
        [
            bar["bar"],
            NAMES[bar["operation"]],
            bar["network"],
            str(bar["rows"]),
            f"{bar['asked']:g}",
            "" if bar["measured"] is None else f"{bar['measured']:.3g}",
            bar["verdict"],
        ]
        for bar in report["bars"]
    ]
    print("\n" + table(titles, rows))
    counts = [sum(bar["verdict"] == word for bar in report["bars"]) for word in ("met", "missed", "not measured")]
    print("bars: {} met, {} missed, {} not measured".format(*counts))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    bench = load(folder, "bench")
    if bench is None:
        sys.exit("report: no bench.json: the stage bench comes first")
    joined = join(bench, load(folder, "torch"), load(folder, "jax"))
    report = {
        "rows": joined,
        "bars": all_bars(joined),
        "graphs": graph_savings(bench, load(folder, "bench-without-graphs")),
        "tf32": tensor_gains(bench, load(folder, "bench-tf32")),
    }
    with open(os.path.join(folder, "report.json"), "w", encoding="utf-8") as file:
        json.dump(report, file, indent=1)
        file.write("\n")
    show(report)


if __name__ == "__main__":
    main()
