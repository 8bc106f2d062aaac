"""munhang evaluate: gold files in, figures and a page out."""
import html.parser
import json
import os
import pty
import subprocess
import unittest

from command_line import BINARY, SOURCE, CommandLineTest, read_terminal, run

DEVELOPMENT = SOURCE / "data/development/items.jsonl"


class Page(html.parser.HTMLParser):
    """Texts of a page, and the tags that could make a browser load or run something."""

    def __init__(self, page):
        super().__init__()
        self.texts = []
        self.active = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        names = {name for name, _ in attrs}
        if tag in ("script", "img", "link", "iframe") or names & {"src", "onload", "onerror", "onclick"}:
            self.active.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


class EvaluateTest(CommandLineTest):
    def gold(self, *items, name="gold.jsonl"):
        return self.write(name, "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items))

    def test_measures_what_classify_answers(self):
        texts = [json.loads(line) for line in DEVELOPMENT.read_text("utf-8").splitlines()[:120]]
        gold = self.gold(*texts)
        report = self.directory / "report.json"
        page = self.directory / "report.html"
        code, out, err = run("evaluate", "--input", gold, "--json", report, "--html", page)
        self.assertEqual(code, 0, err)
        self.assertRegex(err, r"^120 items, 0 failed, [\d,.]+/s, needs review \d+\n$")

        _, answers, _ = run("classify", "--input", gold)
        answers = [json.loads(line) for line in answers.splitlines()]
        pairs = [(item["standard_code"], answer) for item, answer in zip(texts, answers)]

        def among(count):
            ranked = [(code, [c["standard_code"] for c in answer["candidates"]]) for code, answer in pairs]
            return round(sum(code in codes[:count] for code, codes in ranked) / len(pairs), 4)

        measured = json.loads(report.read_text("utf-8"))["all"]
        self.assertEqual([measured[name] for name in ("items", "top_1", "top_3", "top_10", "needs_review")],
                         [120, among(1), among(3), among(10),
                          round(sum(answer["needs_review"] for _, answer in pairs) / len(pairs), 4)])
        self.assertRegex(out, rf"\ntop-1 +{among(1):.3f} ")
        self.assertEqual(Page(page.read_text("utf-8")).active, [])

    def test_a_hint_keeps_the_answer_in_the_true_grade_group(self):
        gold = self.gold({"text": "347 + 285를 계산해 보세요.", "standard_code": "9수01-03"})
        for arguments, share in (([], 0), (["--with-grade-group"], 1)):
            _, out, _ = run("evaluate", "--input", gold, "--json", "-", *arguments)
            report = json.loads(out)
            self.assertEqual(report["all"]["grade_group"], share)
            self.assertEqual(report["setting"]["with_grade_group"], bool(share))

    def test_reports_texts_off_the_curriculum_by_kind(self):
        gold = self.gold({"text": "347 + 285를 계산해 보세요.", "standard_code": "4수01-03"})
        off = self.gold({"text": "347 + 285를 계산해 보세요.", "kind": "사실은 문항"},
                        {"text": "qwzx", "kind": "글이 아님"}, name="off.jsonl")
        _, answers, _ = run("classify", "--input", off)
        item, letters = [int(not json.loads(line)["needs_review"]) for line in answers.splitlines()]
        code, out, err = run("evaluate", "--input", gold, "--off-curriculum", off)
        self.assertEqual(code, 0, err)
        self.assertRegex(out, rf"\n  all +\d\.\d+  {item + letters} of 2\n"
                              rf"  글이 아님 +\d\.\d+  {letters} of 1\n"
                              rf"  사실은 문항 +\d\.\d+  {item} of 1\n$")

    def test_faulty_lines_are_named_and_the_rest_is_measured(self):
        gold = self.write("gold.jsonl", '{"text":"3 + 4","standard_code":"2수01-05"}\n'
                                        'oops\n'
                                        '{"text":"3 + 4","standard_code":"4수99-01"}\n'
                                        '{"text":"3 + 4","standard_code":"2수01-05","difficulty":9}\n')
        code, out, err = run("evaluate", "--input", gold)
        self.assertEqual(code, 1)
        self.assertRegex(out, r"\nitems +1\n")
        self.assertTrue(err.startswith(
            f"munhang: {gold}:2: is not JSON: byte 1\n"
            f'munhang: {gold}:3: standard_code: "4수99-01" is no code such as 4수01-04\n'
            f"munhang: {gold}:4: difficulty: 9 is not one of 1 to 5\n"), err)

    def test_items_that_fail_are_named_and_the_rest_is_measured(self):
        gold = self.gold({"item_id": "long", "text": "1" * 70000, "standard_code": "2수01-05"},
                         {"item_id": "good", "text": "3 + 4", "standard_code": "2수01-05"})
        code, out, err = run("evaluate", "--input", gold)
        self.assertEqual(code, 1)
        self.assertRegex(out, r"\nitems +1\n")
        self.assertIn("munhang: long: INVALID_ARGUMENT: item.text: ", err)

    def test_what_cannot_be_had_is_said_before_anything_is_asked(self):
        gold = self.gold({"text": "3 + 4", "standard_code": "2수01-05"})
        empty = self.write("empty.jsonl", "\n")
        cases = [
            (["--input", self.directory / "none"], 1, f"cannot read {self.directory}/none: No such file"),
            (["--input", gold, "--off-curriculum", self.directory], 1, "Is a directory"),
            (["--input", empty], 1, "there is no labelled item to measure"),
            ([], 2, "--input is required"),
            (["--input", gold, "--html", "/nowhere/a"], 2, "cannot write /nowhere/a: No such file"),
            (["--input", gold, "--html", gold], 2, f"cannot write {gold}: it is an input"),
            (["--input", gold, "--html", "a", "--json", "a"], 2, "--json and --html name the same file"),
            (["--input", gold, "--server", "127.0.0.1:1"], 4, "cannot reach a service at 127.0.0.1:1"),
            (["--input", gold, "--config", self.directory / "none"], 3, "none"),
        ]
        for arguments, expected, message in cases:
            with self.subTest(arguments=arguments):
                code, out, err = run("evaluate", *arguments)
                self.assertEqual((code, out), (expected, ""), err)
                self.assertIn(message, err)
        self.assertIn("2수01-05", gold.read_text("utf-8"))

    def test_a_service_is_measured_as_the_process_itself(self):
        service = self.start_service()
        reports = []
        for arguments in ([], ["--server", service.address]):
            code, out, err = run("evaluate", "--input", DEVELOPMENT, "--json", "-", *arguments)
            self.assertEqual(code, 0, err)
            reports.append(json.loads(out))
        self.assertEqual([report["setting"].pop("server") for report in reports], [None, service.address])
        self.assertEqual(*reports)

    def test_texts_of_items_stay_texts_on_the_page(self):
        hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
        gold = self.gold({"item_id": hostile, "text": hostile + " 3 + 4", "standard_code": "9수04-01",
                          "style": hostile, "author": hostile})
        code, out, err = run("evaluate", "--input", gold, "--html", "-")
        self.assertEqual(code, 0, err)
        page = Page(out)
        self.assertEqual(page.active, [])
        self.assertIn(hostile + " 3 + 4", page.texts)

    def test_a_terminal_shows_progress(self):
        ours, theirs = pty.openpty()
        with subprocess.Popen([BINARY, "evaluate", "--input", str(DEVELOPMENT)], stderr=theirs,
                              stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}) as process:
            os.close(theirs)
            written = read_terminal(ours)
        self.assertEqual(process.returncode, 0)
        self.assertRegex(written, r"\r\[[=> ]+\] +\d+%  \d+/362  [\d,.]+/s")
        self.assertRegex(written, r"\r\x1b\[K362 items, 0 failed, ")


if __name__ == "__main__":
    unittest.main()
