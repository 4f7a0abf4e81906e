"""Runs checks and prints a line for each."""

import sys
import traceback


class Table:
    def __init__(self):
        self.passed = 0
        self.failures = 0
        self._colour = sys.stdout.isatty()

    def run(self, room, world) -> None:
        """Runs every check of a module, in the order in which they are written."""
        print(f"\n{room.__doc__.splitlines()[0]}")
        for name, check in vars(room).items():
            if callable(check) and getattr(check, "__module__", "") == room.__name__ and not name.startswith("_"):
                self._run(name.replace("_", " "), check, world)

    def conclude(self, seconds: float) -> None:
        print(f"\n{self.passed} passed, {self.failures} failed, in {seconds:.1f} s")

    def _run(self, name: str, check, world) -> None:
        world.simulator.reset()
        try:
            seen = check(world)
        except Exception as error:
            self.failures += 1
            self._print("FAILED", "31", name, f"{type(error).__name__}: {error}")
            if not isinstance(error, AssertionError):
                traceback.print_exc(limit=-3)
        else:
            self.passed += 1
            self._print("ok", "32", name, seen or "")

    def _print(self, verdict: str, colour: str, name: str, seen: str) -> None:
        padded = f"{verdict:6}"
        if self._colour:
            padded = f"\033[{colour}m{padded}\033[0m"
        print(f"  {padded}  {name:68}  {' '.join(seen.split())[:160]}")
