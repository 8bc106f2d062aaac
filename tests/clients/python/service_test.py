"""The service as a Python client meets it."""
import hashlib
import pathlib
import threading
import unittest
import urllib.request

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from munhang.v1 import classifier_pb2, classifier_pb2_grpc, curriculum_pb2, curriculum_pb2_grpc
from rpc_errors import details, unpack
from service_process import ServiceProcess

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
GRADE_GROUPS = {"2": "초1-2", "4": "초3-4", "6": "초5-6", "9": "중1-3"}
DOMAINS = {"1": "수와 연산", "2": "변화와 관계", "3": "도형과 측정", "4": "자료와 가능성"}


def infrastructure():
    """Message classes of the health and reflection protocols, from their descriptors."""
    stubs = pathlib.Path(classifier_pb2.__file__).parents[2]
    files = descriptor_pb2.FileDescriptorSet.FromString(
        (stubs / "infrastructure.binpb").read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return lambda name: factory.GetPrototype(pool.FindMessageTypeByName(name))


MESSAGE = infrastructure()


def request(text="", item_id="", **fields):
    return classifier_pb2.ClassifyRequest(
        item=classifier_pb2.Item(text=text, item_id=item_id), **fields)


def health(channel, service=""):
    check = channel.unary_unary(
        "/grpc.health.v1.Health/Check",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=MESSAGE("grpc.health.v1.HealthCheckResponse").FromString)
    return check(MESSAGE("grpc.health.v1.HealthCheckRequest")(service=service), timeout=10).status


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = ServiceProcess()
        cls.channel = cls.service.channel()
        cls.classifier = classifier_pb2_grpc.ClassifierStub(cls.channel)
        cls.curriculum = curriculum_pb2_grpc.CurriculumStub(cls.channel)

    @classmethod
    def tearDownClass(cls):
        cls.channel.close()
        code = cls.service.stop()
        assert code == 0, code

    def invalid(self, message):
        """The fields that the service says are wrong."""
        with self.assertRaises(grpc.RpcError) as caught:
            self.classifier.Classify(message, timeout=30)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)
        found = details(caught.exception)
        self.assertEqual(found["ErrorInfo"].domain, "munhang")
        return [violation.field for violation in found["BadRequest"].field_violations]

    def test_places_an_item(self):
        answer = self.classifier.Classify(request("12와 18의 최대공약수를 구하세요.", "a"), timeout=10)
        classification = answer.classification
        self.assertEqual(answer.item_id, "a")
        self.assertEqual(classification.standard_code, "6수01-04")
        self.assertEqual(classification.grade_group, "초5-6")
        self.assertEqual(classification.domain, "수와 연산")
        self.assertIn(classification.achievement_level, "ABC")
        self.assertTrue(1 <= classification.difficulty <= 5)
        self.assertTrue(0 <= classification.confidence <= 1)
        self.assertEqual(len(classification.candidates), 10)
        self.assertEqual(list(classification.provenance.path),
                         ["normalize", "evidence", "corrections", "accept_local"])

    def test_hint_narrows_the_answer(self):
        hints = classifier_pb2.Hints(grade_group="중1-3")
        answer = self.classifier.Classify(request("12와 18의 최대공약수", hints=hints), timeout=10)
        self.assertEqual(answer.classification.grade_group, "중1-3")

    def test_streams_a_thousand_items(self):
        items = [request(f"{i} + {i + 7}을 계산하세요." if i % 100 else "", str(i))
                 for i in range(1000)]
        answers = {answer.item_id: answer
                   for answer in self.classifier.ClassifyStream(iter(items), timeout=60)}
        self.assertEqual(len(answers), 1000)
        for i in range(1000):
            answer = answers[str(i)]
            if i % 100:
                code = answer.classification.standard_code
                self.assertEqual(answer.classification.grade_group, GRADE_GROUPS[code[0]])
                self.assertEqual(answer.classification.domain, DOMAINS[code[3]])
            else:
                self.assertFalse(answer.HasField("classification"))
                self.assertEqual(answer.status.code, 3)
                violation = unpack(answer.status)["BadRequest"].field_violations[0]
                self.assertEqual(violation.field, "item.text")

    def test_cancel_ends_a_stream(self):
        finished = threading.Event()

        def endless():
            i = 0
            while not finished.is_set():
                i += 1
                yield request("3+4=", str(i))

        call = self.classifier.ClassifyStream(endless())
        next(call)
        call.cancel()
        with self.assertRaises(grpc.RpcError) as caught:
            for _ in call:
                pass
        finished.set()
        self.assertEqual(caught.exception.code(), grpc.StatusCode.CANCELLED)
        # The service goes on.
        self.classifier.Classify(request("3+4="), timeout=10)

    def test_deadline_sooner_than_the_answer(self):
        # Reading this much takes many times the deadline.
        text = "12와 18의 최대공약수를 구하세요. " * 1400
        with self.assertRaises(grpc.RpcError) as caught:
            self.classifier.Classify(request(text), timeout=0.001)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.DEADLINE_EXCEEDED)

    def test_wrong_fields_are_named(self):
        self.assertEqual(self.invalid(classifier_pb2.ClassifyRequest()), ["item"])
        self.assertEqual(self.invalid(request("")), ["item.text"])
        self.assertEqual(self.invalid(request(" \n\u3000")), ["item.text"])
        self.assertEqual(self.invalid(request("x" * 65537)), ["item.text"])
        self.assertEqual(self.invalid(request("x", "y" * 257)), ["item.item_id"])
        self.assertEqual(
            self.invalid(request("x", hints=classifier_pb2.Hints(grade_group="고1"))),
            ["hints.grade_group"])
        options = classifier_pb2.Options(tier=77)
        self.assertEqual(self.invalid(request("x", options=options)), ["options.tier"])

    def test_wrong_images_are_named(self):
        message = request("x")
        message.item.images.add(content=PNG)
        message.item.images.add(content=b"GIF90a")
        message.item.images.add(content=PNG, mime_type="image/gif")
        self.assertEqual(self.invalid(message),
                         ["item.images[1].content", "item.images[2].mime_type"])
        message = request("x")
        message.item.images.add(content=PNG + bytes(4 << 20))
        self.assertEqual(self.invalid(message), ["item.images[0].content"])

    def test_eight_full_images_pass(self):
        message = request("그림을 보고 넓이를 구하세요.")
        for _ in range(8):
            message.item.images.add(content=PNG + bytes((4 << 20) - len(PNG)))
        answer = self.classifier.Classify(message, timeout=30)
        self.assertIn(classifier_pb2.REVIEW_REASON_UNREAD_IMAGES,
                      answer.classification.review_reasons)

    def test_message_over_the_limit(self):
        message = request("x")
        for _ in range(11):
            message.item.images.add(content=PNG + bytes(4 << 20))
        with self.assertRaises(grpc.RpcError) as caught:
            self.classifier.Classify(message, timeout=30)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)

    def raw_classify(self, message):
        call = self.channel.unary_unary("/munhang.v1.Classifier/Classify")
        with self.assertRaises(grpc.RpcError) as caught:
            call(message, timeout=10)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)
        return details(caught.exception)["BadRequest"].field_violations[0].field

    def test_bytes_that_are_no_text_or_no_message(self):
        # ClassifyRequest{item{text: "\xff\xfe"}}
        self.assertEqual(self.raw_classify(b"\x0a\x04\x12\x02\xff\xfe"), "item.text")
        self.assertEqual(self.raw_classify(b"\x0a\x7f"), "(message)")

    def test_standards(self):
        standard = self.curriculum.GetStandard(
            curriculum_pb2.GetStandardRequest(code="[4수03-25]"), timeout=10)
        self.assertEqual(standard.code, "4수03-25")
        self.assertEqual([level.level for level in standard.levels], ["A", "B", "C"])
        codes, token = [], ""
        while True:
            page = self.curriculum.ListStandards(
                curriculum_pb2.ListStandardsRequest(page_size=100, page_token=token), timeout=10)
            codes += [entry.code for entry in page.standards]
            token = page.next_page_token
            if not token:
                break
        self.assertEqual(len(set(codes)), 181)
        found = self.curriculum.SearchStandards(
            curriculum_pb2.SearchStandardsRequest(query="원주각의 크기", limit=5), timeout=10)
        self.assertEqual(found.results[0].standard.code, "9수03-19")

    def test_health(self):
        for service in ("", "munhang.v1.Classifier", "munhang.v1.Curriculum"):
            self.assertEqual(health(self.channel, service), 1)
        with self.assertRaises(grpc.RpcError) as caught:
            health(self.channel, "munhang.v1.Nothing")
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_reflection(self):
        ask = self.channel.stream_stream(
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=MESSAGE(
                "grpc.reflection.v1alpha.ServerReflectionResponse").FromString)
        Request = MESSAGE("grpc.reflection.v1alpha.ServerReflectionRequest")
        answers = list(ask(iter([Request(list_services=""),
                                 Request(file_containing_symbol="munhang.v1.Classifier")]),
                           timeout=10))
        names = {service.name for service in answers[0].list_services_response.service}
        self.assertLessEqual({"munhang.v1.Classifier", "munhang.v1.Curriculum",
                              "grpc.health.v1.Health"}, names)
        file = descriptor_pb2.FileDescriptorProto.FromString(
            answers[1].file_descriptor_response.file_descriptor_proto[0])
        self.assertEqual(file.service[0].method[0].name, "Classify")

    def test_metrics(self):
        self.classifier.Classify(request("3+4="), timeout=10)
        url = f"http://127.0.0.1:{self.service.metrics_port}/metrics"
        with urllib.request.urlopen(url, timeout=10) as response:
            text = response.read().decode()
        for name in ("munhang_requests_total", "munhang_request_duration_seconds_bucket",
                     "munhang_requests_in_flight", "munhang_stage_duration_seconds_bucket",
                     "munhang_build_info", "process_resident_memory_bytes"):
            self.assertIn(name, text)
        self.assertRegex(text, r'munhang_requests_total\{[^}]*method="Classify"')

    def test_log_carries_ids_and_no_item_text(self):
        trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        self.classifier.Classify(
            request("비밀문항 3+4="), timeout=10,
            metadata=[("x-request-id", "ask-1"), ("traceparent", f"00-{trace}-00f067aa0ba902b7-01")])
        while True:
            entry = self.service.wait_for("call_finished")
            if entry["request_id"] == "ask-1":
                break
        self.assertEqual(entry["trace_id"], trace)
        self.assertEqual(entry["method"], "Classify")
        self.assertEqual(entry["code"], "OK")
        self.assertNotIn("비밀문항", "".join(self.service.log))


class DrainTest(unittest.TestCase):
    def test_sigterm_loses_no_accepted_call(self):
        """200 streams are open, each with items under way, when the service is told to stop."""
        service = ServiceProcess()
        channel = service.channel()
        classifier = classifier_pb2_grpc.ClassifierStub(channel)
        started = threading.Barrier(201, timeout=60)
        told = threading.Event()
        answered = []

        def call(number):
            def items():
                yield request("3+4=", f"{number}-0")
                told.wait(60)
                for i in range(1, 5):
                    yield request("3+4=", f"{number}-{i}")

            answers = classifier.ClassifyStream(items(), timeout=60)
            seen = [next(answers).item_id]
            started.wait()
            seen += [answer.item_id for answer in answers]
            answered.append(sorted(seen) == [f"{number}-{i}" for i in range(5)])

        threads = [threading.Thread(target=call, args=(number,)) for number in range(200)]
        for thread in threads:
            thread.start()
        started.wait()
        service.terminate()
        service.wait_for("draining")
        self.assertEqual(health(channel), 2)
        with self.assertRaises(grpc.RpcError) as caught:
            classifier.Classify(request("3+4="), timeout=10)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAVAILABLE)
        self.assertIn("RetryInfo", details(caught.exception))
        told.set()
        for thread in threads:
            thread.join(60)
        self.assertEqual(answered, [True] * 200)
        channel.close()
        self.assertEqual(service.wait(), 0)

    def held_stream(self, config=""):
        service = ServiceProcess(config)
        channel = service.channel()
        done = threading.Event()

        def items():
            yield request("3+4=")
            done.wait(60)

        call = classifier_pb2_grpc.ClassifierStub(channel).ClassifyStream(items())
        next(call)
        return service, channel, call, done

    def ends_unavailable(self, service, channel, call, done):
        with self.assertRaises(grpc.RpcError) as caught:
            for _ in call:
                pass
        done.set()
        channel.close()
        self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAVAILABLE)
        self.assertEqual(service.wait(), 0)

    def test_second_signal_ends_the_drain(self):
        service, channel, call, done = self.held_stream()
        service.terminate()
        service.wait_for("draining")
        service.terminate()
        self.ends_unavailable(service, channel, call, done)

    def test_grace_period_ends_the_drain(self):
        service, channel, call, done = self.held_stream(
            "server:\n  address: 127.0.0.1:0\n  drain_grace: 200ms\n")
        service.terminate()
        self.ends_unavailable(service, channel, call, done)


class LimitsTest(unittest.TestCase):
    KEY = "9a1f-school-key"

    @classmethod
    def setUpClass(cls):
        digest = hashlib.sha256(cls.KEY.encode()).hexdigest()
        cls.service = ServiceProcess(
            "tenants:\n  - name: school\n    api_key_sha256: ['" + digest + "']\n"
            "    items_per_second: 0.001\n    burst: 2\n")
        cls.channel = cls.service.channel()
        cls.classifier = classifier_pb2_grpc.ClassifierStub(cls.channel)

    @classmethod
    def tearDownClass(cls):
        cls.channel.close()
        cls.service.stop()

    def test_key_and_rate(self):
        for metadata in ([], [("authorization", "Bearer other")]):
            with self.assertRaises(grpc.RpcError) as caught:
                self.classifier.Classify(request("3+4="), timeout=10, metadata=metadata)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAUTHENTICATED)
        metadata = [("authorization", f"Bearer {self.KEY}")]
        for _ in range(2):
            self.classifier.Classify(request("3+4="), timeout=10, metadata=metadata)
        with self.assertRaises(grpc.RpcError) as caught:
            self.classifier.Classify(request("3+4="), timeout=10, metadata=metadata)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        found = details(caught.exception)
        self.assertGreater(found["RetryInfo"].retry_delay.seconds, 0)
        self.assertEqual(found["QuotaFailure"].violations[0].subject, "tenant:school")
        self.assertNotIn(self.KEY, "".join(self.service.log))


if __name__ == "__main__":
    unittest.main()
