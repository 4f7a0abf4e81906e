"""The vendor's own SDKs against `checkbridge simulate`: does the simulator behave as they expect it to?

Every check is a function below checks/ that takes a World and either returns, in a few words, what was seen, or
raises. The table goes to stdout.
"""

import sys
import time

from checks import accounts, credentials, faults, filters, paging, sessions, signing
from simulator import Simulator
from table import Table
from vendor import World


def main(program: str) -> int:
    table = Table()
    start = time.monotonic()
    with Simulator(program) as simulator:
        world = World(simulator)
        for room in (signing, paging, filters, sessions, credentials, faults):
            table.run(room, world)
    with Simulator(program, "--accounts", "500", "--findings", "2000") as simulator:
        table.run(accounts, World(simulator))
    table.conclude(time.monotonic() - start)
    return 1 if table.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
