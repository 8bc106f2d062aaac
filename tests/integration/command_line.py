"""What tests of the munhang binary share: running it, reading its results, a service."""
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BINARY = os.environ["MUNHANG_BINARY"]
SOURCE = pathlib.Path(os.environ["MUNHANG_SOURCE_DIR"])
SECONDS = 120


def run(*arguments, stdin=None, env=None):
    """(exit code, standard output, standard error); `stdin` is text."""
    done = subprocess.run([BINARY, *map(str, arguments)], input=stdin, capture_output=True,
                          encoding="utf-8", timeout=SECONDS, env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr


def results(text):
    """Result lines as (item_id, standard code or error code)."""
    found = []
    for line in text.splitlines():
        result = json.loads(line)
        found.append((result["item_id"], result.get("standard_code") or result["error"]["code"]))
    return found


def timeless(line):
    """A result without what differs from run to run."""
    result = json.loads(line)
    if "provenance" in result:
        del result["provenance"]["stages"], result["provenance"]["request_id"]
    return result


def read_terminal(descriptor):
    """Everything a program writes to a terminal until it closes it."""
    written = b""
    with contextlib.suppress(OSError):
        while piece := os.read(descriptor, 65536):
            written += piece
    os.close(descriptor)
    return written.decode("utf-8").replace("\r\n", "\n")


class Service:
    """`munhang serve` on a free port."""

    def __init__(self, directory, config=""):
        path = pathlib.Path(directory) / "service.yaml"
        if "server:" not in config:
            config += "server:\n  address: 127.0.0.1:0\n"
        self.database = pathlib.Path(directory) / "feedback.db"
        path.write_text(f"{config}feedback:\n  database: {self.database}\nmetrics:\n  address: ''\n",
                        encoding="utf-8")
        self.process = subprocess.Popen([BINARY, "serve", "--config", str(path)],
                                        stderr=subprocess.PIPE, encoding="utf-8")
        for line in self.process.stderr:
            entry = json.loads(line)
            if entry["event"] == "serving":
                self.port = entry["port"]
                break
        else:
            raise RuntimeError("the service did not start")
        self.address = f"127.0.0.1:{self.port}"
        # Its log goes on; nobody reading it would hold it up.
        self.log = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)
        self.process.stderr.close()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.wait()


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def write(self, name, text):
        path = self.directory / name
        path.write_text(text, encoding="utf-8")
        return path

    def write_items(self, count):
        """A file of items as a teacher's database would export them."""
        texts = [json.loads(line)["text"]
                 for line in (SOURCE / "data/development/items.jsonl").read_text("utf-8").splitlines()]
        lines = [json.dumps({"item_id": f"item-{i}", "text": texts[i % len(texts)]}, ensure_ascii=False)
                 for i in range(count)]
        return self.write("items.jsonl", "\n".join(lines) + "\n")

    def start_service(self, config=""):
        service = Service(self.directory, config)
        self.addCleanup(service.kill)
        return service
