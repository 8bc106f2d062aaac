"""The munhang binary as users run it: files, pipes, terminals, signals."""
import csv
import json
import os
import pty
import re
import signal
import subprocess
import unittest

from command_line import BINARY, SECONDS, SOURCE, CommandLineTest, read_terminal, results, run, timeless


class UsageTest(CommandLineTest):
    def test_help_and_version_succeed(self):
        for arguments in ([], ["serve"], ["classify"], ["curriculum"], ["feedback"], ["config"]):
            code, out, err = run(*arguments, "--help")
            self.assertEqual((code, err), (0, ""), arguments)
            self.assertIn("Example", out)
        code, out, _ = run("--version")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^munhang \d+\.\d+\.\d+\n$")

    def test_mistakes_are_named_and_exit_with_2(self):
        items = self.write("items.jsonl", "{}\n")
        cases = [
            ([], "A subcommand is required"),
            (["classify"], "nothing to classify: give a TEXT or --input"),
            (["classify", "--bogus"], "The following argument was not expected: --bogus"),
            (["classify", "1+1", "--input", items], "TEXT and --input exclude each other"),
            (["classify", "--input", items, "--resume"], "--resume needs --output with a file"),
            (["classify", "--input", items, "--format", "xml"], "--format: xml not in {jsonl,csv}"),
            (["classify", "--grade-group", "고1", "1+1"],
             "--grade-group: 고1 not in {초1-2,초3-4,초5-6,중1-3}"),
            (["classify", "--deadline", "0", "1+1"], "--deadline: Value 0 not in range"),
            (["classify", "--input", self.directory / "none.jsonl"],
             f"cannot read {self.directory}/none.jsonl: No such file or directory"),
            (["classify", "--input", self.directory], f"cannot read {self.directory}: Is a directory"),
            (["classify", "--input", items, "--output", "/nowhere/out"],
             "cannot write /nowhere/out: No such file or directory"),
            (["classify", "--input", items, "--output", items], f"cannot write {items}: it is the input"),
            (["classify", "--server", "127.0.0.1:1", "--api-key-env", "MUNHANG_NO_SUCH", "1+1"],
             "the environment variable MUNHANG_NO_SUCH of --api-key-env is not set"),
            (["curriculum", "show", "수학"], "수학 is no code such as 4수01-04"),
        ]
        for arguments, message in cases:
            with self.subTest(arguments=arguments):
                code, out, err = run(*arguments)
                self.assertEqual((code, out), (2, ""), err)
                self.assertIn(f"munhang: {message}", err)
        self.assertEqual(items.read_text(), "{}\n")

    def test_a_bad_configuration_exits_with_3(self):
        bad = self.write("bad.yaml", "limits:\n  images: 999\n")
        for arguments in (["config", "check", bad], ["config", "print", bad],
                          ["classify", "--config", bad, "1+1"], ["serve", "--config", bad]):
            code, out, err = run(*arguments)
            self.assertEqual((code, out), (3, ""), arguments)
            self.assertIn(f"munhang: {bad}:2: limits.images: ", err)
        self.assertEqual(run("serve", "--config", self.directory / "none.yaml")[0], 3)

    def test_nobody_at_the_address_exits_with_4(self):
        code, out, err = run("classify", "--server", "127.0.0.1:1", "1+1")
        self.assertEqual((code, out), (4, ""))
        self.assertIn("munhang: cannot reach a service at 127.0.0.1:1: UNAVAILABLE: ", err)

    def test_an_unreachable_service_costs_no_earlier_results(self):
        items = self.write_items(1)
        output = self.write("out.jsonl", "kept\n")
        code, _, _ = run("classify", "--server", "127.0.0.1:1", "--input", items, "--output", output)
        self.assertEqual(code, 4)
        self.assertEqual(output.read_text(), "kept\n")


class TextTest(CommandLineTest):
    def test_a_pipe_gets_json(self):
        code, out, err = run("classify", "347 + 285를 계산해 보세요.")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.count("\n"), 1)
        answer = json.loads(out)
        self.assertEqual(answer["standard_code"], "4수01-03")
        self.assertEqual(answer["candidates"][0]["standard_code"], "4수01-03")
        self.assertIn("수와 연산", out)

    def test_a_terminal_gets_a_text(self):
        for json_too, expected in (([], "학년군    초3-4\n"), (["--json"], '"grade_group":"초3-4"')):
            ours, theirs = pty.openpty()
            with subprocess.Popen([BINARY, "classify", *json_too, "347 + 285를 계산해 보세요."],
                                  stdout=theirs, stdin=subprocess.DEVNULL) as process:
                os.close(theirs)
                self.assertIn(expected, read_terminal(ours))
            self.assertEqual(process.returncode, 0)

    def test_hints_are_kept_to(self):
        _, out, _ = run("classify", "--grade-group", "중1-3", "--", "-3 + 5를 계산하시오.")
        self.assertEqual(json.loads(out)["grade_group"], "중1-3")

    def test_a_text_that_is_no_item_exits_with_1(self):
        code, out, err = run("classify", "  ")
        self.assertEqual(code, 1)
        self.assertEqual(results(out), [("", "INVALID_ARGUMENT")])
        self.assertEqual(err, "munhang: INVALID_ARGUMENT: item.text: is empty and there is no image\n")


class FileTest(CommandLineTest):
    def test_jsonl_keeps_its_order_and_its_failures(self):
        items = self.write("items.jsonl",
                           '\ufeff{"item_id":"a","text":"3 × 4를 계산하세요."}\r\n'
                           "\n"
                           "not json\n"
                           '{"item_id":"b","text":""}\n'
                           '{"text":"삼각형의 넓이를 구하시오.","standard_code":"x"}\n'
                           '{"item_id":"c","text":"1+1","grade_group":"고1"}\n'
                           '{"item_id":"d","images":[{"content":"iVBORw0KGgo="}]}\n'
                           '{"item_id":"a","text":"3 × 4를 계산하세요."}')
        code, out, err = run("classify", "--input", items)
        self.assertEqual(code, 1)
        found = results(out)
        self.assertEqual([item for item, _ in found], ["a", "3", "b", "5", "c", "d", "a"])
        self.assertEqual([found[1][1], found[2][1], found[4][1]], ["INVALID_ARGUMENT"] * 3)
        self.assertEqual(found[0], found[6])
        self.assertRegex(err, r"^7 items, 3 failed, [\d,.]+/s, needs review \d\n$")
        messages = [json.loads(line)["error"]["message"] for line in out.splitlines() if '"error"' in line]
        self.assertEqual(messages, ["line 3 is not JSON: byte 2",
                                    "item.text: is empty and there is no image",
                                    "hints.grade_group: is none of 초1-2, 초3-4, 초5-6, 중1-3"])

    def test_csv_from_a_file_and_from_standard_input(self):
        items = self.directory / "items.csv"
        with open(items, "w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["grade_group", "item_id", "text"])
            rows.writerow(["", "a", '그림을 보고,\n"몇 개"인지 세어 보세요.'])
            rows.writerow(["초5-6", "b", "1,250 ÷ 5를 계산하시오."])
            rows.writerow(["", "", "3 + 4"])
        code, from_file, err = run("classify", "--input", items)
        self.assertEqual(code, 0, err)
        # The third record starts on line 5: the first one takes two lines.
        self.assertEqual([item for item, _ in results(from_file)], ["a", "b", "5"])
        self.assertEqual(json.loads(from_file.splitlines()[1])["grade_group"], "초5-6")
        code, from_pipe, _ = run("classify", "--input", "-", "--format", "csv",
                                 stdin=items.read_text("utf-8"))
        self.assertEqual(code, 0)
        self.assertEqual(results(from_pipe), results(from_file))
        code, _, err = run("classify", "--input", self.write("bad.csv", "a,b\n1,2\n"))
        self.assertEqual(code, 2)
        self.assertIn("bad.csv: line 1 has no column text", err)

    def test_many_items_come_out_in_order(self):
        items = self.write_items(3000)
        output = self.directory / "out.jsonl"
        code, out, err = run("classify", "--input", items, "--output", output)
        self.assertEqual((code, out), (0, ""), err)
        self.assertEqual([item for item, _ in results(output.read_text("utf-8"))],
                         [f"item-{i}" for i in range(3000)])
        self.assertRegex(err, r"^3,000 items, 0 failed, ")

    def test_answers_appear_while_the_input_is_silent(self):
        with subprocess.Popen([BINARY, "classify", "--input", "-"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              encoding="utf-8") as process:
            for i in range(3):
                process.stdin.write(json.dumps({"item_id": f"{i}", "text": "1+1"}) + "\n")
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())["item_id"], f"{i}")

    def test_a_reader_that_has_enough_ends_it_quietly(self):
        with subprocess.Popen([BINARY, "classify", "--input", "-"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              encoding="utf-8") as process:
            line = json.dumps({"text": "1+1"}) + "\n"
            process.stdin.write(line)
            process.stdin.flush()
            process.stdout.readline()
            process.stdout.close()
            process.stdin.write(line)
            process.stdin.flush()
            # It ends although its input stays open.
            self.assertEqual(process.wait(timeout=SECONDS), 0)
            self.assertEqual(process.stderr.read(), "")

    def test_a_full_disk_is_reported(self):
        code, _, err = run("classify", "--input", self.write_items(3), "--output", "/dev/full")
        self.assertEqual(code, 1)
        self.assertIn("munhang: cannot write /dev/full: No space left on device", err)
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([BINARY, "curriculum", "list"], stdout=full, stderr=subprocess.PIPE,
                                  encoding="utf-8", timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "munhang: cannot write standard output: No space left on device\n")

    def test_a_terminal_shows_progress_and_a_pipe_does_not(self):
        items = self.write_items(1500)
        output = self.directory / "out.jsonl"
        ours, theirs = pty.openpty()
        with subprocess.Popen([BINARY, "classify", "--input", str(items), "--output", str(output)],
                              stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
            os.close(theirs)
            written = read_terminal(ours)
        self.assertEqual(process.returncode, 0)
        self.assertRegex(written, r"\r\[[=> ]+\] +\d+%  [\d,]+/1,500  [\d,.]+/s")
        self.assertRegex(written, r"\r\x1b\[K1,500 items, 0 failed, [\d,]+/s, needs review [\d,]+\n$")
        _, _, err = run("classify", "--input", items, "--output", output)
        self.assertEqual(err.count("\n"), 1)
        self.assertNotIn("\r", err)


class ResumeTest(CommandLineTest):
    def test_goes_on_after_a_cut_anywhere(self):
        items = self.write_items(60)
        whole = self.directory / "whole.jsonl"
        self.assertEqual(run("classify", "--input", items, "--output", whole)[0], 0)
        lines = whole.read_bytes().splitlines(keepends=True)
        expected = [timeless(line) for line in lines]
        for kept, torn in ((0, 0), (0, 17), (1, 0), (30, 1), (30, len(lines[30]) - 1), (59, 40), (60, 0)):
            with self.subTest(kept=kept, torn=torn):
                output = self.directory / "cut.jsonl"
                before = b"".join(lines[:kept])
                output.write_bytes(before + (lines[kept][:torn] if torn else b""))
                code, _, err = run("classify", "--input", items, "--output", output, "--resume")
                self.assertEqual(code, 0, err)
                after = output.read_bytes()
                self.assertTrue(after.startswith(before))
                self.assertEqual([timeless(line) for line in after.splitlines()], expected)
                answered = f", {kept} answered before" if kept else ""
                done = f"{60 - kept} item" + ("" if kept == 59 else "s")
                self.assertRegex(err, f"^{done}, 0 failed, .*needs review \\d+{answered}\n$")

    def test_asks_failed_items_again(self):
        output = self.directory / "out.jsonl"
        items = self.write("items.jsonl", '{"item_id":"a","text":"1+1"}\n{"item_id":"b"}\n'
                                          '{"item_id":"c","text":"2+2"}\n')
        self.assertEqual(run("classify", "--input", items, "--output", output, "--resume")[0], 1)
        items = self.write("items.jsonl", items.read_text().replace('"b"', '"b","text":"3+3"'))
        self.assertEqual(run("classify", "--input", items, "--output", output, "--resume")[0], 0)
        found = results(output.read_text("utf-8"))
        self.assertEqual([item for item, _ in found], ["a", "b", "c", "b"])
        self.assertEqual(found[1][1], "INVALID_ARGUMENT")
        self.assertNotEqual(found[3][1], "INVALID_ARGUMENT")

    def test_leaves_other_files_alone(self):
        items = self.write_items(2)
        other = self.write("other.jsonl", '{"item_id":"a","text":"precious"}\n')
        code, _, err = run("classify", "--input", items, "--output", other, "--resume")
        self.assertEqual(code, 2)
        self.assertIn(f"{other}: line 1 is no result of munhang classify", err)
        self.assertEqual(other.read_text(), '{"item_id":"a","text":"precious"}\n')

    def test_an_interrupt_finishes_what_was_read(self):
        lines = self.write_items(40).read_text("utf-8").splitlines(keepends=True)
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            with subprocess.Popen([BINARY, "classify", "--input", "-"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  encoding="utf-8") as process:
                process.stdin.write("".join(lines))
                process.stdin.flush()
                first = process.stdout.readline()
                process.send_signal(signal_number)
                rest = process.stdout.read()
                self.assertEqual(process.wait(timeout=SECONDS), 128 + signal_number)
                err = process.stderr.read()
            found = [item for item, _ in results(first + rest)]
            self.assertEqual(found, [f"item-{i}" for i in range(len(found))])
            self.assertIn(f"{len(found)} item", err)
            self.assertIn("munhang: stopped\n", err)

    def test_an_interrupted_file_can_be_gone_on_with(self):
        items = self.write_items(3000)
        output = self.directory / "out.jsonl"
        ours, theirs = pty.openpty()
        command = [BINARY, "classify", "--input", str(items), "--output", str(output)]
        with subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
            os.close(theirs)
            # The first progress line says that work has begun.
            first = os.read(ours, 1).decode()
            process.send_signal(signal.SIGINT)
            written = first + read_terminal(ours)
        self.assertEqual(process.returncode, 130)
        self.assertIn("munhang: stopped; the same command with --resume goes on from here\n", written)
        done = output.read_text("utf-8").count("\n")
        self.assertLess(done, 3000)
        self.assertEqual(run(*command[1:], "--resume")[0], 0)
        self.assertEqual([item for item, _ in results(output.read_text("utf-8"))],
                         [f"item-{i}" for i in range(3000)])


class CurriculumTest(CommandLineTest):
    def test_lists_and_filters(self):
        code, out, _ = run("curriculum", "list")
        self.assertEqual((code, out.count("\n")), (0, 181))
        _, out, _ = run("curriculum", "list", "--grade-group", "초1-2", "--domain", "자료와 가능성")
        self.assertEqual(re.findall(r"^(\S+)  ", out, re.MULTILINE), ["2수04-01", "2수04-02", "2수04-03"])

    def test_shows_one(self):
        code, out, _ = run("curriculum", "show", "[4수01-04]")
        self.assertEqual(code, 0)
        self.assertTrue(out.startswith("4수01-04  "))
        _, out, _ = run("curriculum", "show", "4수01-04", "--json")
        standard = json.loads(out)
        self.assertEqual((standard["code"], standard["grade_group"]), ("4수01-04", "초3-4"))
        code, out, err = run("curriculum", "show", "4수01-99")
        self.assertEqual((code, out, err), (1, "", "munhang: 4수01-99 is not in the curriculum\n"))

    def test_searches(self):
        code, out, _ = run("curriculum", "search", "각도기로 각의 크기 재기", "--limit", "3")
        self.assertEqual((code, out.count("\n")), (0, 3))
        self.assertIn("각도", out)

    def test_checks(self):
        code, out, _ = run("curriculum", "check")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^embedded: valid, taxonomy 2022/181, knowledge \S+\n$")
        _, of_directory, _ = run("curriculum", "check", SOURCE / "data/curriculum")
        self.assertEqual(of_directory.split(": ")[1], out.split(": ")[1])
        code, out, err = run("curriculum", "check", self.directory)
        self.assertEqual((code, out), (3, ""))
        self.assertTrue(err.startswith("munhang: "))

    def test_names_what_is_wrong_with_tables(self):
        code, out, err = run("curriculum", "import", self.directory / "none", self.directory / "new")
        self.assertEqual((code, out), (1, ""))
        self.assertIn(str(self.directory / "none"), err)


class ConfigTest(CommandLineTest):
    def test_prints_what_parses_back(self):
        code, printed, _ = run("config", "print")
        self.assertEqual(code, 0)
        path = self.write("printed.yaml", printed)
        self.assertEqual(run("config", "check", path), (0, f"{path}: valid\n", ""))
        self.assertEqual(run("config", "print", path), (0, printed, ""))

    def test_prints_the_reference(self):
        code, out, _ = run("config", "reference")
        self.assertEqual(code, 0)
        self.assertIn("limits", out)


if __name__ == "__main__":
    unittest.main()
