"""Runs a command and tells, on the last line of standard error, what it took:
{"status", "seconds", "peak_bytes"}. The peak is the largest resident memory of the command or of a
process that it waited for, as the operating system accounts for it at the end, so that no peak
falls between two looks. Small: a child's account starts at the size of its parent.
"""

import json
import os
import signal
import sys
import time

UNIT = 1 if sys.platform == "darwin" else 1024  # Of ru_maxrss.


def run(command):
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, setsigdef=[signal.SIGPIPE])
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    return {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "peak_bytes": usage.ru_maxrss * UNIT,
    }


if __name__ == "__main__":
    measured = run(sys.argv[1:])
    print("\n" + json.dumps(measured), file=sys.stderr)
