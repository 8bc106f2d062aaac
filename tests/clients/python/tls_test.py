"""TLS and mutual TLS from files, with rotation, as a Python client meets them."""
import pathlib
import subprocess
import tempfile
import time
import unittest

import grpc

from munhang.v1 import classifier_pb2, classifier_pb2_grpc
from service_process import ServiceProcess


class Authority:
    """A certificate authority in a directory of its own."""

    def __init__(self, directory, name):
        self.directory = pathlib.Path(directory)
        self.name = name
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                      "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")

    def issue(self, name, serial):
        """Key and certificate files for localhost."""
        extensions = self.directory / "extensions"
        extensions.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                      f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        self._openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{self.name}.pem", "-CAkey",
                      f"{self.name}.key", "-set_serial", str(serial), "-days", "2", "-extfile",
                      "extensions", "-out", f"{name}.pem")
        return self.read(f"{name}.key"), self.read(f"{name}.pem")

    def root(self):
        return self.read(f"{self.name}.pem")

    def read(self, name):
        return (self.directory / name).read_bytes()

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.directory, check=True, capture_output=True)


def ask(service, root, key=None, certificate=None):
    credentials = grpc.ssl_channel_credentials(root, key, certificate)
    with grpc.secure_channel(f"localhost:{service.port}", credentials) as channel:
        item = classifier_pb2.Item(text="3+4=")
        stub = classifier_pb2_grpc.ClassifierStub(channel)
        return stub.Classify(classifier_pb2.ClassifyRequest(item=item), timeout=20)


class TlsTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.authority = Authority(self.directory.name, "authority")
        self.authority.issue("server", 2)

    def start(self, more=""):
        service = ServiceProcess(
            "server:\n  address: 127.0.0.1:0\n  tls:\n"
            f"    certificate_file: {self.directory.name}/server.pem\n"
            f"    private_key_file: {self.directory.name}/server.key\n"
            f"    refresh_interval: 1s\n{more}")
        self.addCleanup(service.stop)
        return service

    def test_server_certificate_is_verified(self):
        service = self.start()
        ask(service, self.authority.root())
        with tempfile.TemporaryDirectory() as other:
            with self.assertRaises(grpc.RpcError) as caught:
                ask(service, Authority(other, "stranger").root())
        self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAVAILABLE)

    def test_mutual_tls_wants_a_client_of_the_authority(self):
        service = self.start(f"    client_ca_file: {self.directory.name}/authority.pem\n")
        key, certificate = self.authority.issue("client", 3)
        ask(service, self.authority.root(), key, certificate)
        with self.assertRaises(grpc.RpcError):
            ask(service, self.authority.root())
        with tempfile.TemporaryDirectory() as other:
            key, certificate = Authority(other, "stranger").issue("client", 3)
            with self.assertRaises(grpc.RpcError):
                ask(service, self.authority.root(), key, certificate)

    def test_certificate_rotates_without_a_restart(self):
        service = self.start()
        ask(service, self.authority.root())
        with tempfile.TemporaryDirectory() as other:
            successor = Authority(other, "successor")
            key, certificate = successor.issue("server", 4)
            server = pathlib.Path(self.directory.name)
            (server / "server.key").write_bytes(key)
            (server / "server.pem").write_bytes(certificate)
            # The files are looked at once a second.
            deadline = time.monotonic() + 30
            while True:
                try:
                    ask(service, successor.root())
                    break
                except grpc.RpcError:
                    self.assertLess(time.monotonic(), deadline, "the new certificate is not used")


if __name__ == "__main__":
    unittest.main()
