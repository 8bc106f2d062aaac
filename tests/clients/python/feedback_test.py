"""Feedback as a Python client gives it."""
import hashlib
import pathlib
import sqlite3
import subprocess
import tempfile
import threading
import unittest
import urllib.request

import grpc

from munhang.v1 import classifier_pb2, classifier_pb2_grpc
from rpc_errors import details
from service_process import BINARY, ServiceProcess

GCD = "12와 18의 최대공약수를 구하세요."


def item(text=GCD, item_id=""):
    return classifier_pb2.Item(text=text, item_id=item_id)


def labels(**fields):
    return classifier_pb2.CorrectedLabels(**fields)


class Caller:
    """A tenant's view of the service."""

    def __init__(self, channel, key=None):
        self.stub = classifier_pb2_grpc.ClassifierStub(channel)
        self.metadata = [("authorization", f"Bearer {key}")] if key else []

    def classify(self, text=GCD):
        request = classifier_pb2.ClassifyRequest(item=item(text))
        return self.stub.Classify(request, timeout=10, metadata=self.metadata).classification

    def submit(self, **fields):
        return self.stub.SubmitFeedback(classifier_pb2.SubmitFeedbackRequest(**fields), timeout=10,
                                        metadata=self.metadata)

    def revoke(self, feedback_id):
        return self.stub.RevokeFeedback(
            classifier_pb2.RevokeFeedbackRequest(feedback_id=feedback_id), timeout=10,
            metadata=self.metadata)


def timeless(classification):
    copy = classifier_pb2.Classification()
    copy.CopyFrom(classification)
    del copy.provenance.stages[:]
    copy.provenance.request_id = ""
    return copy


class FeedbackCase(unittest.TestCase):
    def start(self, config=""):
        service = ServiceProcess(config)
        self.addCleanup(service.stop)
        channel = service.channel()
        self.addCleanup(channel.close)
        return service, channel

    def fails(self, code, call, *arguments, **fields):
        with self.assertRaises(grpc.RpcError) as caught:
            call(*arguments, **fields)
        self.assertEqual(caught.exception.code(), code, caught.exception.details())
        return caught.exception


class FeedbackTest(FeedbackCase):
    def test_a_correction_counts_from_the_next_request_until_it_is_revoked(self):
        service, channel = self.start()
        caller = Caller(channel)
        before = caller.classify()
        self.assertEqual(before.standard_code, "6수01-04")
        kept = caller.submit(
            item=item(), score=2, comment="중학교 문항", reviewer="김 선생님",
            request_id=before.provenance.request_id,
            corrected=labels(standard_code="9수01-02", difficulty=5, cognitive_level="분석",
                             achievement_level="D"))
        self.assertRegex(kept.feedback_id, "^[0-9a-f]{32}$")
        self.assertTrue(kept.correction_in_force)

        after = caller.classify()
        self.assertEqual((after.standard_code, after.grade_group, after.difficulty,
                          after.cognitive_level, after.achievement_level),
                         ("9수01-02", "중1-3", 5, "분석", "D"))
        self.assertEqual(after.confidence, 0.99)
        self.assertLessEqual(sum(candidate.confidence for candidate in after.candidates), 1)
        self.assertFalse(after.needs_review)
        self.assertIn("검토자의 수정이", after.rationale)
        self.assertEqual(list(after.provenance.path),
                         ["normalize", "evidence", "corrections", "accept_correction"])
        self.assertEqual([vote.voter for vote in after.provenance.votes], ["correction", "local"])
        self.assertEqual(after.provenance.feedback_id, kept.feedback_id)
        # The same template, with other numbers.
        self.assertEqual(caller.classify("24와 36의 최대공약수를 구하세요.").standard_code, "9수01-02")
        self.assertEqual(caller.classify("24와 36의 최소공배수를 구하세요.").standard_code, "6수01-05")

        caller.revoke(kept.feedback_id)
        self.assertEqual(timeless(caller.classify()), timeless(before))
        caller.revoke(kept.feedback_id)
        self.assertNotIn("중학교 문항", "".join(service.log))
        self.assertNotIn("김 선생님", "".join(service.log))

    def test_a_stream_is_corrected_too(self):
        _, channel = self.start()
        caller = Caller(channel)
        caller.submit(item=item(), corrected=labels(standard_code="9수01-02"))
        request = classifier_pb2.ClassifyRequest(item=item())
        answers = list(caller.stub.ClassifyStream(iter([request]), timeout=10))
        self.assertEqual(answers[0].classification.standard_code, "9수01-02")

    def test_feedback_outlives_the_service(self):
        with tempfile.TemporaryDirectory() as directory:
            config = f"feedback:\n  database: {directory}/feedback.db\n"
            service, channel = self.start(config)
            Caller(channel).submit(item=item(), corrected=labels(standard_code="9수01-02"))
            service.process.kill()
            service.wait()
            _, channel = self.start(config)
            self.assertEqual(Caller(channel).classify().standard_code, "9수01-02")

    def test_wrong_fields_are_named_all_at_once(self):
        _, channel = self.start()
        caller = Caller(channel)
        error = self.fails(grpc.StatusCode.INVALID_ARGUMENT, caller.submit, score=9,
                           reviewer="x" * 257, corrected=labels(standard_code="4수01-99", difficulty=0))
        self.assertEqual([violation.field for violation in details(error)["BadRequest"].field_violations],
                         ["item.text", "score", "corrected.standard_code", "corrected.difficulty", "reviewer"])
        error = self.fails(grpc.StatusCode.INVALID_ARGUMENT, caller.submit, item=item())
        self.assertEqual(details(error)["BadRequest"].field_violations[0].field, "score")
        # 6수01-04 is of elementary school.
        error = self.fails(grpc.StatusCode.INVALID_ARGUMENT, caller.submit, item=item(),
                           corrected=labels(achievement_level="D"))
        self.assertIn("D is no level of 6수01-04, which has A to C", error.details())
        self.fails(grpc.StatusCode.INVALID_ARGUMENT, caller.revoke, "not an id")

    def test_tenants_do_not_see_each_others_feedback(self):
        keys = {"school": "school-key", "academy": "academy-key"}
        config = "tenants:\n" + "".join(
            f"  - name: {name}\n    api_key_sha256: [{hashlib.sha256(key.encode()).hexdigest()}]\n"
            for name, key in keys.items())
        service, channel = self.start(config)
        school, academy = (Caller(channel, key) for key in keys.values())
        self.fails(grpc.StatusCode.UNAUTHENTICATED, Caller(channel).submit, score=3)
        kept = school.submit(item=item(), score=1, corrected=labels(standard_code="9수01-02"))
        self.assertEqual(school.classify().standard_code, "9수01-02")
        self.assertEqual(academy.classify().standard_code, "6수01-04")
        theirs = self.fails(grpc.StatusCode.NOT_FOUND, academy.revoke, kept.feedback_id)
        nobodys = self.fails(grpc.StatusCode.NOT_FOUND, academy.revoke, "0" * 32)
        self.assertEqual(theirs.details().replace(kept.feedback_id, "0" * 32), nobodys.details())
        self.assertEqual(school.classify().standard_code, "9수01-02")

        url = f"http://127.0.0.1:{service.metrics_port}/metrics"
        with urllib.request.urlopen(url, timeout=10) as response:
            metrics = response.read().decode()
        for sample in ('munhang_feedback_total{kind="correction",tenant="school"} 1',
                       'munhang_feedback_total{kind="score",tenant="school"} 1',
                       'munhang_feedback_total{kind="score",tenant="academy"} 0',
                       'munhang_feedback_score_sum{tenant="school"} 1',
                       'munhang_corrections_in_force{scope="tenant"} 1',
                       'munhang_corrections_in_force{scope="shared"} 0'):
            self.assertIn(sample, metrics)

    def test_a_locked_database_is_told_and_the_service_goes_on(self):
        service, channel = self.start()
        caller = Caller(channel)
        other = sqlite3.connect(service.database, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        error = self.fails(grpc.StatusCode.UNAVAILABLE, caller.submit, item=item(),
                           corrected=labels(standard_code="9수01-02"))
        self.assertEqual(error.details(), "the feedback database: database is locked")
        self.assertIn("RetryInfo", details(error))
        self.assertEqual(caller.classify().standard_code, "6수01-04")
        other.execute("ROLLBACK")
        caller.submit(item=item(), corrected=labels(standard_code="9수01-02"))
        self.assertEqual(caller.classify().standard_code, "9수01-02")

    def test_many_may_submit_at_once(self):
        _, channel = self.start()
        caller = Caller(channel)
        wrong = []

        def correct(number):
            text = f"문항 {number}번: 12와 18의 최대공약수를 구하세요."
            caller.submit(item=item(text), corrected=labels(difficulty=number % 5 + 1))
            if caller.classify(text).difficulty != number % 5 + 1:
                wrong.append(number)

        threads = [threading.Thread(target=correct, args=(number,)) for number in (3, 14, 159, 2653)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(wrong, [])

    def test_without_a_database_the_key_is_named(self):
        _, channel = self.start("feedback:\n  database: ''\n")
        error = self.fails(grpc.StatusCode.FAILED_PRECONDITION, Caller(channel).submit, score=3)
        self.assertIn("feedback.database", error.details())

    def test_a_database_that_cannot_be_opened_stops_the_start(self):
        with tempfile.TemporaryDirectory() as directory:
            config = pathlib.Path(directory) / "munhang.yaml"
            database = pathlib.Path(directory) / "none" / "feedback.db"
            config.write_text("server:\n  address: 127.0.0.1:0\nmetrics:\n  address: ''\n"
                              f"feedback:\n  database: {database}\n", encoding="utf-8")
            done = subprocess.run([BINARY, "serve", "--config", str(config)], capture_output=True,
                                  encoding="utf-8", timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertIn(f"feedback.database: {database}: No such file or directory", done.stderr)


if __name__ == "__main__":
    unittest.main()
