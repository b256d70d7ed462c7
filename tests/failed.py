#!/usr/bin/env python3
"""Which journeys failed in what `cargo test --workspace` printed: a line for each program, its folder first, then itself,
then the names.

Prints nothing when anything else failed too (another program, a compilation): then there is nothing to try again.
"""
import os
import re
import sys

RUNNING = re.compile(r"^ +Running \S+ \((\S+)\)|^ +Doc-tests (\S+)")
# The programs whose tests drive browsers and whole installations, and the folder that each runs in.
JOURNEYS = {"journeys": "tests", "campagnes": "banc/programme"}
FAILED = re.compile(r"^test (\S+) \.\.\. FAILED$")
SUMMED = re.compile(r"^test result: FAILED\. \d+ passed; (\d+) failed")
BROKEN = re.compile(r"^error: (could not compile|doctest failed)|process didn't exit successfully: .*signal")


def failures(lines):
    """The failed tests of each program, in the order in which they ended, and how many each says that it has."""
    program, names, counts = None, {}, {}
    for line in lines:
        if running := RUNNING.match(line):
            program = running[1] or running[2]
        elif BROKEN.match(line):
            return None
        elif failed := FAILED.match(line):
            names.setdefault(program, []).append(failed[1])
        elif summed := SUMMED.match(line):
            counts[program] = int(summed[1])
    told = {one: len(of) for one, of in names.items()}
    return names if told == counts else None


def kind(program):
    """`journeys` of `target/debug/deps/journeys-5a8dd71e4a9306c5`."""
    return os.path.basename(program).rpartition("-")[0]


def main():
    with open(sys.argv[1], encoding="utf-8", errors="replace") as printed:
        by_program = failures(line.rstrip("\n") for line in printed)
    if not by_program or any(kind(program) not in JOURNEYS for program in by_program):
        return
    for program, names in by_program.items():
        print(JOURNEYS[kind(program)], os.path.abspath(program), *names)


main()
