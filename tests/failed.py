#!/usr/bin/env python3
"""Which journeys failed in what `cargo test --workspace` printed: the program, then one name a line.

Prints nothing when anything else failed too (another program, a compilation): then there is nothing to try again.
"""
import os
import re
import sys

RUNNING = re.compile(r"^ +Running \S+ \((\S+)\)|^ +Doc-tests (\S+)")
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


def main():
    with open(sys.argv[1], encoding="utf-8", errors="replace") as printed:
        by_program = failures(line.rstrip("\n") for line in printed)
    if not by_program or len(by_program) != 1:
        return
    (program, names), = by_program.items()
    if "/journeys-" in f"/{program}":
        print(os.path.abspath(program))
        print("\n".join(names))


main()
