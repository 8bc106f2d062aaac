"""munhang classify --server against a munhang service."""
import contextlib
import hashlib
import json
import os
import pty
import subprocess
import unittest

from command_line import BINARY, SECONDS, CommandLineTest, read_terminal, results, run, timeless


class ServiceTest(CommandLineTest):
    def test_a_service_answers_as_the_process_itself_does(self):
        service = self.start_service()
        items = self.write_items(300)
        with open(items, "a", encoding="utf-8") as file:
            file.write('oops\n{"item_id":"blank","text":" "}\n')
        code, here, _ = run("classify", "--input", items)
        self.assertEqual(code, 1)
        code, there, err = run("classify", "--server", service.address, "--input", items)
        self.assertEqual(code, 1, err)
        self.assertEqual(list(map(timeless, there.splitlines())), list(map(timeless, here.splitlines())))
        code, out, err = run("classify", "--server", service.address, "347 + 285를 계산해 보세요.")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(json.loads(out)["standard_code"], "4수01-03")

    def test_a_terminal_reads_the_services_curriculum(self):
        service = self.start_service()
        ours, theirs = pty.openpty()
        with subprocess.Popen([BINARY, "classify", "--server", service.address, "347 + 285를 계산해 보세요."],
                              stdout=theirs) as process:
            os.close(theirs)
            written = read_terminal(ours)
        self.assertEqual(process.returncode, 0)
        self.assertTrue(written.startswith("4수01-03  세 자리 수의 덧셈과 뺄셈\n"), written)

    def test_a_rate_limit_slows_down_and_loses_nothing(self):
        digest = hashlib.sha256(b"secret-key").hexdigest()
        service = self.start_service("tenants:\n  - name: school\n    items_per_second: 100\n    burst: 5\n"
                                     f"    api_key_sha256: [{digest}]\n")
        items = self.write_items(100)
        arguments = ["classify", "--server", service.address, "--api-key-env", "KEY", "--input", items]
        code, out, err = run(*arguments, env={"KEY": "secret-key"})
        self.assertEqual(code, 0, out + err)
        self.assertEqual([item for item, _ in results(out)], [f"item-{i}" for i in range(100)])
        code, out, err = run(*arguments, env={"KEY": "wrong"})
        self.assertEqual((code, out), (4, ""))
        self.assertIn("UNAUTHENTICATED: the API key is not known", err)

    def test_a_service_that_goes_away_can_be_gone_on_with(self):
        service = self.start_service()
        with subprocess.Popen([BINARY, "classify", "--server", service.address, "--input", "-"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              encoding="utf-8") as process:
            process.stdin.write('{"item_id":"a","text":"1+1"}\n')
            process.stdin.flush()
            first = process.stdout.readline()
            service.kill()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write('{"item_id":"b","text":"1+1"}\n')
                process.stdin.flush()
            self.assertEqual(process.wait(timeout=SECONDS), 4)
            self.assertEqual(process.stdout.read(), "")
            self.assertRegex(process.stderr.read(),
                             f"munhang: lost the service at {service.address}: UNAVAILABLE: ")
        self.assertEqual(json.loads(first)["item_id"], "a")

    def test_mutual_tls(self):
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=self.directory, check=True, capture_output=True)

        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        openssl("req", "-x509", *key, "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem")
        here = self.directory
        service = self.start_service(
            "server:\n  address: 127.0.0.1:0\n  tls:\n"
            f"    certificate_file: {here}/cert.pem\n    private_key_file: {here}/key.pem\n"
            f"    client_ca_file: {here}/cert.pem\n")
        address = f"localhost:{service.port}"
        trusting = ["--tls-ca", here / "cert.pem"]
        showing = ["--tls-certificate", here / "cert.pem", "--tls-key", here / "key.pem"]
        code, _, err = run("classify", "--server", address, *trusting, *showing, "1+1")
        self.assertEqual(code, 0, err)
        self.assertEqual(run("classify", "--server", address, *trusting, "1+1")[0], 4)
        self.assertEqual(run("classify", "--server", address, "1+1")[0], 4)
        self.assertEqual(run("classify", "--server", address, *trusting, *showing[:2], "1+1")[0], 2)


if __name__ == "__main__":
    unittest.main()
