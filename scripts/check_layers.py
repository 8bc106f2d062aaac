#!/usr/bin/env python3
"""Rejects includes that the module table does not allow.

A file belongs to the module whose folder it is in: include/munhang/MODULE/ or src/MODULE/. It may
include headers of its own module and of the modules below it; what a module may use, it may use
through another module too (pipeline may use domain, because ports may). Private headers, those in
src/MODULE/, are for that module alone. Tests may include anything.
"""
import pathlib
import re
import sys

# Module: the modules directly below it. docs/adr/0001 says why these.
DIRECT = {
    "domain": [],
    "runtime": [],
    "ports": ["domain", "runtime"],
    "observability": [],
    "text": ["domain"],
    "curriculum": ["domain"],
    "evaluation": ["domain", "curriculum"],
    "retrieval": ["ports", "text", "curriculum"],
    "localmodel": ["text", "curriculum"],
    "http": ["runtime", "observability"],
    "redis": ["runtime", "observability"],
    "providers": ["ports", "http"],
    "prompting": ["domain", "curriculum"],
    "routing": ["domain"],
    "verification": ["domain", "ports"],
    "cache": ["ports", "redis", "text"],
    "ledger": ["domain", "ports"],
    "feedback": ["ports"],
    # The pure modules: what computes without a socket.
    "pipeline": ["ports", "text", "curriculum", "retrieval", "localmodel", "prompting", "routing",
                 "verification"],
    "rpc": ["pipeline", "proto"],
    "app": None,
    "cli": None,
}
PROTO_PREFIXES = ("munhang/v1/", "munhang/config/", "google/rpc/")


def allowed(module):
    """Every module that `module` may use; None for all."""
    if DIRECT[module] is None:
        # The composition root and the command line see everything but each other's users.
        return (set(DIRECT) | {"proto"}) - ({"cli"} if module == "app" else set())
    seen, todo = {module}, list(DIRECT[module])
    while todo:
        below = todo.pop()
        if below not in seen:
            seen.add(below)
            todo += DIRECT.get(below) or []
    return seen


def faults(root):
    known = set(DIRECT)
    for path in sorted([*root.glob("include/munhang/**/*.h"), *root.glob("src/**/*.h"),
                        *root.glob("src/**/*.cc")]):
        parts = path.relative_to(root).parts
        module = parts[2] if parts[0] == "include" else parts[1]
        if module not in known:
            yield f"{path.relative_to(root)}: {module} is no module of the table"
            continue
        may_use = allowed(module)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = re.match(r'\s*#include "([^"]+)"', line)
            if not match:
                continue
            header = match.group(1)
            where = f"{path.relative_to(root)}:{number}"
            if header.startswith(PROTO_PREFIXES):
                if "proto" not in may_use:
                    yield f"{where}: {module} may not use proto ({header})"
            elif header.startswith("munhang/"):
                used = header.split("/")[1]
                if used not in may_use:
                    yield f"{where}: {module} may not use {used} ({header})"
            elif header.split("/")[0] in known and header.split("/")[0] != module:
                yield f"{where}: {header} is private to {header.split('/')[0]}"


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    found = list(faults(root))
    for fault in found:
        print(fault)
    print(f"{len(found)} layer faults")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
