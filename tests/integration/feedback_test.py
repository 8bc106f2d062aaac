"""munhang feedback beside a running service."""
import json
import sqlite3
import time
import unittest

from command_line import CommandLineTest, run

GCD = "12와 18의 최대공약수를 구하세요."


class FeedbackTest(CommandLineTest):
    def database(self):
        """A database with one correction and one score, as a service left it."""
        service = self.start_service()
        service.kill()
        with sqlite3.connect(service.database) as database:
            row = {"serial": 1, "position": 1, "id": "a" * 32, "tenant": "school",
                   "submitted_ms": 1795395723456, "item_id": "item-1", "text": GCD, "pictures": "",
                   "corrected_standard_code": "9수01-02", "answered_standard_code": "6수01-04",
                   "standard_code": "9수01-02", "difficulty": 2, "cognitive_level": "적용",
                   "achievement_level": "C", "concepts": "최대공약수", "comment": "", "reviewer": "",
                   "request_id": ""}
            score = {**dict.fromkeys(row, None), "serial": 2, "position": 2, "id": "b" * 32,
                     "tenant": "school", "submitted_ms": 1795395723456, "item_id": "", "text": "",
                     "pictures": "", "comment": "", "reviewer": "", "request_id": ""}
            for entry in (row, score):
                names = ", ".join(entry)
                marks = ", ".join("?" * len(entry))
                database.execute(f"INSERT INTO feedback ({names}) VALUES ({marks})", list(entry.values()))
        return service.database

    def test_lists_and_exports(self):
        database = self.database()
        code, out, err = run("feedback", "list", "--database", database)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.splitlines()[0],
                         f"{'a' * 32}  2026-11-23T01:02:03Z  counts   -  school  6수01-04 -> 9수01-02  {GCD}")
        self.assertEqual(len(out.splitlines()), 2)
        code, out, _ = run("feedback", "list", "--database", database, "--json")
        self.assertEqual(code, 0)
        self.assertEqual([json.loads(line)["feedback_id"] for line in out.splitlines()], ["a" * 32, "b" * 32])
        code, out, err = run("feedback", "export", "--database", database)
        self.assertEqual((code, err), (0, "1 items; left out: 0 corrected again later, 0 with pictures\n"))
        self.assertEqual(json.loads(out), {
            "item_id": "feedback-" + "a" * 32, "text": GCD, "standard_code": "9수01-02", "difficulty": 2,
            "cognitive_level": "적용", "achievement_level": "C", "concepts": ["최대공약수"],
            "author": "feedback-school", "style": "feedback", "source": "hand", "split": "train"})

    def test_revokes(self):
        database = self.database()
        code, out, _ = run("feedback", "revoke", "--database", database, "a" * 32)
        self.assertEqual((code, out), (0, f"feedback {'a' * 32} is revoked\n"))
        self.assertEqual(run("feedback", "revoke", "--database", database, "a" * 32)[0], 0)
        self.assertEqual(run("feedback", "export", "--database", database)[1], "")
        code, out, err = run("feedback", "promote", "--database", database, "a" * 32)
        self.assertEqual((code, out, err), (1, "", f"munhang: feedback {'a' * 32} was revoked\n"))

    def test_what_cannot_be_is_told(self):
        database = self.database()
        none = self.directory / "none.db"
        cases = [
            (2, ["list", "--database", none], f"{none}: No such file or directory"),
            (2, ["list", "--database", self.write("text", "no database " * 100)],
             f"{self.directory}/text: is no feedback database"),
            (1, ["revoke", "--database", database, "c" * 32], f"there is no feedback {'c' * 32}"),
            (1, ["promote", "--database", database, "b" * 32], f"feedback {'b' * 32} corrects no label"),
            (2, ["list"], "--database is required"),
        ]
        for expected, arguments, message in cases:
            with self.subTest(arguments=arguments):
                code, out, err = run("feedback", *arguments)
                self.assertEqual((code, out), (expected, ""), err)
                self.assertIn(f"munhang: {message}", err)
        self.assertFalse(none.exists())

    def test_a_running_service_notices_what_the_command_line_promotes(self):
        # The database of the service that left it.
        self.database()
        service = self.start_service()

        def standard():
            code, out, err = run("classify", "--server", service.address, GCD)
            self.assertEqual(code, 0, err)
            return json.loads(out)["standard_code"]

        # It is the correction of another tenant than this service's "default".
        self.assertEqual(standard(), "6수01-04")
        self.assertEqual(run("feedback", "promote", "--database", service.database, "a" * 32)[0], 0)
        self.assertEqual(self.wait_until(standard, "9수01-02"), "9수01-02")
        self.assertEqual(run("feedback", "revoke", "--database", service.database, "a" * 32)[0], 0)
        self.assertEqual(self.wait_until(standard, "6수01-04"), "6수01-04")

    def wait_until(self, ask, expected, seconds=30):
        """What is asked for, once it is as expected or the time is up."""
        until = time.monotonic() + seconds
        while (found := ask()) != expected and time.monotonic() < until:
            pass
        return found


if __name__ == "__main__":
    unittest.main()
