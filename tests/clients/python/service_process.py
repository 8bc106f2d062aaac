"""A munhang server as a child process on free ports, and channels to it."""
import json
import os
import pathlib
import queue
import signal
import subprocess
import tempfile
import threading

import grpc

BINARY = os.environ["MUNHANG_BINARY"]
START_SECONDS = 60


class ServiceProcess:
    """Starts on construction; `stop` ends it by its pid and returns the exit code."""

    def __init__(self, config=""):
        self.directory = tempfile.TemporaryDirectory()
        self.config_file = pathlib.Path(self.directory.name) / "munhang.yaml"
        if "server:" not in config:
            config = "server:\n  address: 127.0.0.1:0\n" + config
        self.database = pathlib.Path(self.directory.name) / "feedback.db"
        if "feedback:" not in config:
            config += f"feedback:\n  database: {self.database}\n"
        self.config_file.write_text(config + "metrics:\n  address: 127.0.0.1:0\n", encoding="utf-8")
        self.process = subprocess.Popen([BINARY, "serve", "--config", str(self.config_file)],
                                        stderr=subprocess.PIPE, text=True, encoding="utf-8")
        self.log = []
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        serving = self.wait_for("serving")
        self.port = serving["port"]
        self.metrics_port = serving["metrics_port"]

    def _read(self):
        for line in self.process.stderr:
            self.log.append(line)
            self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, event):
        """The next log line with this event."""
        while True:
            line = self._lines.get(timeout=START_SECONDS)
            if line is None:
                raise RuntimeError("the server ended:\n" + "".join(self.log))
            entry = json.loads(line)
            if entry["event"] == event:
                return entry

    def channel(self):
        return grpc.insecure_channel(f"127.0.0.1:{self.port}",
                                     options=[("grpc.max_send_message_length", -1)])

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        code = self.process.wait(timeout=START_SECONDS)
        self._reader.join(timeout=START_SECONDS)
        self.process.stderr.close()
        self.directory.cleanup()
        return code

    def stop(self):
        if self.process.poll() is None:
            self.terminate()
        return self.wait()
