"""What was checked, and how it went."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIG = ROOT / "Config"
FAILED = []


def verdict(title, problems=(), skipped=None):
    problems = [str(problem).strip() for problem in problems if problem]
    print(f"{'FAIL' if problems else 'skip' if skipped else 'ok  '}  {title}{': ' + skipped if skipped else ''}")
    for problem in problems:
        print("        " + problem.replace("\n", "\n        "))
    FAILED.extend(problems)


def run(*words, silent=False):
    """What a program complains of; nothing if it ends well, and, with `silent`, has not said a word."""
    done = subprocess.run(words, capture_output=True, text=True)
    is_good = done.returncode == 0 and not (silent and done.stderr.strip())
    return None if is_good else f"{words[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}"
