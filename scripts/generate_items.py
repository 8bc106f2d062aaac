#!/usr/bin/env python3
"""Multiplies the templates of data/items/generators into data/items/generated.jsonl.

    scripts/generate_items.py           writes the file
    scripts/generate_items.py --check   fails if the file is not what the templates make

A template is an entry of a YAML file:

    - standard: 4수01-03
      difficulty: 2
      cognitive_level: 적용
      achievement_level: B
      concepts: [세 자리 수의 덧셈]
      values:
        a: 100..899            # a whole number of the range
        name: [민지, 도윤]      # one of the list
      where: a + b > 999 and a % 10 + b % 10 >= 10
      text: "«a» + «b»를 계산하세요."

«…» holds a name or an expression over the names: arithmetic, comparisons, x if c else y, and the functions
below. `where` must be true of the values. The same templates give the same items on every machine.
"""
import ast
import hashlib
import json
import math
import operator
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "items"
# Items of one template, and the draws it may take to find them.
ITEMS = 12
DRAWS = 20000

OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod, ast.Pow: operator.pow, ast.USub: operator.neg, ast.Div: operator.truediv,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Not: operator.not_,
}


def number(value, decimals=None):
    """A number as print has it: 1200 as it is, decimals without trailing zeros unless asked for."""
    if decimals is not None:
        return f"{value:.{decimals}f}"
    return str(int(value)) if float(value).is_integer() else f"{value:.4f}".rstrip("0")


FUNCTIONS = {
    "gcd": math.gcd, "lcm": math.lcm, "abs": abs, "min": min, "max": max, "round": round,
    "digits": lambda n: len(str(abs(n))),
    # 0.75 from (75, 2): whole numbers of hundredths keep decimals exact.
    "decimal": lambda n, places: f"{'-' if n < 0 else ''}{abs(n) // 10**places}.{abs(n) % 10**places:0{places}d}",
    # 12,500
    "commas": lambda n: f"{n:,}",
    # " + 3" or " - 3": a signed term after another.
    "signed": lambda n: f" + {n}" if n >= 0 else f" - {-n}",
    # The coefficient of a letter: 1 is not written.
    "coefficient": lambda n: "" if n == 1 else "-" if n == -1 else str(n),
    "is_square": lambda n: math.isqrt(n) ** 2 == n,
    "is_prime": lambda n: n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1)),
}


def evaluate(node, names):
    if isinstance(node, ast.Expression):
        return evaluate(node.body, names)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](evaluate(node.operand, names))
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](evaluate(node.left, names), evaluate(node.right, names))
    if isinstance(node, ast.BoolOp):
        wanted = isinstance(node.op, ast.Or)
        return wanted if any(bool(evaluate(v, names)) == wanted for v in node.values) else not wanted
    if isinstance(node, ast.Compare):
        left = evaluate(node.left, names)
        for op, right in zip(node.ops, node.comparators):
            right = evaluate(right, names)
            if not OPERATORS[type(op)](left, right):
                return False
            left = right
        return True
    if isinstance(node, ast.IfExp):
        return evaluate(node.body if evaluate(node.test, names) else node.orelse, names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return FUNCTIONS[node.func.id](*(evaluate(a, names) for a in node.args))
    raise ValueError(f"not allowed here: {ast.dump(node)}")


class Draw:
    """Numbers from a hash: the same on every machine and with every version of Python."""

    def __init__(self, seed):
        self.seed, self.count = seed, 0

    def below(self, limit):
        digest = hashlib.sha256(f"{self.seed}/{self.count}".encode()).digest()
        self.count += 1
        return int.from_bytes(digest[:8], "big") % limit


def choices(value):
    if isinstance(value, list):
        return value
    match = re.fullmatch(r"(-?\d+)\.\.(-?\d+)", str(value))
    if not match or int(match[1]) > int(match[2]):
        raise ValueError(f"neither a list nor a range: {value}")
    return range(int(match[1]), int(match[2]) + 1)


def fill(text, names):
    def replaced(match):
        value = evaluate(ast.parse(match[1].strip(), mode="eval"), names)
        return value if isinstance(value, str) else number(value)
    return particles(re.sub(r"«(.+?)»", replaced, text))


# How the Korean name of a digit ends: in a consonant, and in ㄹ (일, 칠, 팔).
CONSONANT = set("013678")
ENDS_IN_L = set("178")
PARTICLES = [("이라고", "라고"), ("으로", "로"), ("을", "를"), ("은", "는"), ("과", "와"), ("이", "가")]


def particles(text):
    """Corrects the particle after a digit: 24을 becomes 24를."""
    for after_consonant, after_vowel in PARTICLES:
        def corrected(match, pair=(after_consonant, after_vowel)):
            digit = match[1]
            consonant = digit in CONSONANT and not (pair[0] == "으로" and digit in ENDS_IN_L)
            return digit + (pair[0] if consonant else pair[1])
        text = re.sub(rf"(\d)(?:{after_consonant}|{after_vowel})(?![가-힣])", corrected, text)
    return text


def expand(template, template_id):
    values = {name: choices(value) for name, value in (template.get("values") or {}).items()}
    where = ast.parse(str(template.get("where", True)), mode="eval")
    draw = Draw(template_id)
    texts = []
    for _ in range(DRAWS):
        if len(texts) == ITEMS:
            break
        names = {name: options[draw.below(len(options))] for name, options in values.items()}
        if not evaluate(where, names):
            continue
        text = fill(template["text"], names)
        if text not in texts:
            texts.append(text)
    if len(texts) < ITEMS:
        raise ValueError(f"only {len(texts)} different items")
    return texts


def generate():
    lines = []
    for path in sorted((FOLDER / "generators").glob("*.yaml")):
        for index, template in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            template_id = f"{path.stem}-{index}"
            try:
                for serial, text in enumerate(expand(template, template_id), 1):
                    lines.append(json.dumps({
                        "item_id": f"gen-{template_id}-{serial}",
                        "text": text,
                        "standard_code": template["standard"],
                        "difficulty": template["difficulty"],
                        "cognitive_level": template["cognitive_level"],
                        "achievement_level": template["achievement_level"],
                        "concepts": template["concepts"],
                        "author": "generator",
                        "style": template.get("style", "textbook"),
                        "template": template_id,
                        "source": "generated",
                        "split": "train",
                    }, ensure_ascii=False))
            except (ValueError, KeyError, SyntaxError, TypeError, ZeroDivisionError) as error:
                sys.exit(f"{path}: template {index} ({template.get('standard')}): {error!r}")
    return "\n".join(lines) + "\n"


def main():
    output = FOLDER / "generated.jsonl"
    text = generate()
    if "--check" in sys.argv[1:]:
        if not output.exists() or output.read_text(encoding="utf-8") != text:
            sys.exit(f"{output} is not what the templates make; run scripts/generate_items.py")
        return
    output.write_text(text, encoding="utf-8")
    print(f"{output}: {text.count(chr(10))} items")


if __name__ == "__main__":
    main()
