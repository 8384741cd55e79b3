"""The mock's subset of Python: what it includes it does as Python does, the rest it names."""

import contextlib
import io
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from penstock_mock.services.sandbox_fusion.interpreter import (
    Disk,
    Machine,
    OutOfTime,
    run,
    run_cell,
)


def interpret(source, stdin="", steps=100_000, **limits):
    machine = Machine(Disk("/tmp/t"), input=stdin, steps=steps, remedy="Script it.", **limits)
    return run(machine, source)


def printed(source, stdin=""):
    outcome = interpret(source, stdin)
    assert outcome.return_code == 0, outcome.stderr.decode()
    return outcome.stdout.decode()


def python_prints(source):
    """Return the output of Python itself: for programs of this file, not for any that is sent."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    return out.getvalue()


ALIKE = [
    "print(1, 'a', None, True, 1.5, sep='-', end='!')",
    "print(7 // 2, -7 // 2, 7 % -3, 2 ** 10, 2 ** -1, 1 / 4, -5, +5)",
    "print(0.1 + 0.2, 1e20, float('inf'), round(2.567, 1), round(5.5), abs(-3), divmod(7, 2))",
    "print('ab' + 'c', 'ab' * 3, 'abc'[1], 'abc'[::-1], 'b' in 'abc', len('abc'))",
    "x = 3\nprint(f'{x} {x!r:>4} {x:03d} {x + 1} {\"q\"!s} {x:{x}}')",
    "a, b = 1, 2\na, b = b, a\nprint(a, b)",
    "for i, (x, y) in enumerate([(1, 2), (3, 4)], 1): print(i, x, y)",
    "for i in range(5):\n    if i == 1: continue\n    if i == 3: break\n    print(i)\n"
    "else: print('no')",
    "i = 0\nwhile i < 3: i += 1\nelse: print('done', i)",
    "print([i * j for i in range(4) if i % 2 for j in (1, 2)])",
    "print(sum(i for i in range(9)), max(3, 1, 2), min([4, 2]), sorted('bca'), any([0, 1]))",
    "print(max(['a', 'bbb']), min([], default=0), sorted([2, 3], reverse=True))",
    "print(list(map(int, '1 2 3'.split())), list(zip('ab', [1, 2])), *map(str, 'a'))",
    "d = {'a': 1}\nd['b'] = 2\nd['a'] += 5\nprint(d, d.get('x', 0), list(d.items()), 'a' in d)",
    "d = {}\nfor w in 'a b a'.split(): d[w] = d.get(w, 0) + 1\nprint(d, d.keys(), len(d.values()))",
    "d = {}\nd.setdefault('a', []).append(1)\nprint(d, d.pop('a'), dict(a=1))",
    "x = [3, 1]\nx.append(2)\nx.sort()\nx += [9]\nx[0] = 7\nprint(x, x.index(9), x[1:], x.pop())",
    "x = [1]\ny = x\ny *= 3\ny += 'a'\nprint(x)",
    "def f(machine): return machine\nprint(f(machine=1))",
    "def f(a, b=2): return a, b\nprint(f(1), f(1, 5), f(a=0), f(*[1, 2]))",
    "def fact(n): return 1 if n < 2 else n * fact(n - 1)\nprint(fact(20))",
    "def outer():\n    x = 1\n    def inner(): return x + 1\n    return inner()\nprint(outer())",
    "def f():\n    n = 5\n    return (n + i for i in range(2))\nprint(list(f()))",
    "if __name__ == '__main__': print('main')",
    "print(str(1.0), int('12'), int('ff', 16), int(3.9), float('1e3'), bool(''), list('ab'), "
    "tuple([1]), dict(zip('ab', [1, 2])), repr('a\\n'), ord('a'), chr(98))",
    "print((1,), (), [], {}, [[1, [2]], ('a', None)], ValueError('x'))",
    "print(1 < 2 < 3, 1 == 1.0, [1, 2] < [1, 3], 'a' < 'b', None is None, not 0, 1 and 2, 0 or 3)",
    "x = [[0] * 2 for _ in range(2)]\nx[0][1] = 5\nprint(x)",
    "def f(x: int) -> int: return x\nprint(f(5), ...)",
    "print('a,b'.split(','), ' x '.strip(), '-'.join(['a', 'b']), 'abc'.replace('b', 'xx'))",
    "print(b'ab' + b'c', 'abc'.startswith('ab'), 'aXb'.lower())",
    "print(2 in range(3), 2.0 in range(3), 'a' in range(3), 2 in (x for x in [1, 2]))",
    "m = map(print, 'ab')\nprint('before')\nfor _ in m: print('after')",
    "x = 1\ng = (x for _ in 'ab')\nx = 2\nprint(list(g), list(g))",
    "print([x for x in range(3) for x in range(x)])",
    "x = [1, 2, 3]\nfor i in x: x.remove(i)\nprint(x)",
    "x = []\nx.append(range(2))\nx.append(e for e in 'ab')\nprint(x[0], list(x[1]), len(x))",
    "x = [0]\nx.extend(e for e in 'ab')\nprint(x, '-'.join(str(e) for e in range(3)))",
]


@pytest.mark.table("source", ALIKE)
def test_what_it_includes_it_does_as_python_does(source):
    assert printed(source) == python_prints(source)


RAISING = {
    "d = {1: 1}\nfor k in d: d[k + 1] = 1": "RuntimeError: dictionary changed size during "
    "iteration",
    "x = 1\nx += 'a'": "TypeError: unsupported operand type(s) for +=: 'int' and 'str'",
    "1 / 0": "ZeroDivisionError: division by zero",
    "int('x')": "ValueError: invalid literal for int() with base 10: 'x'",
    "[1][5]": "IndexError: list index out of range",
    "{}['a']": "KeyError: 'a'",
    "nope": "NameError: name 'nope' is not defined",
    "'a' + 1": 'TypeError: can only concatenate str (not "int") to str',
    "len(5)": "TypeError: object of type 'int' has no len()",
    "5()": "TypeError: 'int' object is not callable",
    "[].nope": "AttributeError: 'list' object has no attribute 'nope'",
    "for x in 5: pass": "TypeError: 'int' object is not iterable",
    "a, b = 1, 2, 3": "ValueError: too many values to unpack (expected 2)",
    "a, b = 1,": "ValueError: not enough values to unpack (expected 2, got 1)",
    "a, b = 5": "TypeError: cannot unpack non-iterable int object",
    "raise KeyError('x')": "KeyError: 'x'",
    "raise ValueError": "ValueError",
    "raise 5": "TypeError: exceptions must derive from BaseException",
    "raise": "RuntimeError: No active exception to reraise",
    "assert 1 == 2": "AssertionError",
    "assert 1 == 2, 'no'": "AssertionError: no",
    "import nope": "ModuleNotFoundError: No module named 'nope'",
    "open('nope')": "FileNotFoundError: [Errno 2] No such file or directory: 'nope'",
    "open('a/b', 'w')": "FileNotFoundError: [Errno 2] No such file or directory: 'a/b'",
    "f = open('a', 'w')\nf.close()\nf.write('x')": "ValueError: I/O operation on closed file.",
    "open('a', 'wb').write('x')": "TypeError: a bytes-like object is required, not 'str'",
    "print('\\ud800')": "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in "
    "position 0: surrogates not allowed",
    "import time; time.sleep(-1)": "ValueError: sleep length must be non-negative",
    "sorted([1, 'a'])": "TypeError: '<' not supported between instances of 'str' and 'int'",
    "'a'[0] = 'b'": "TypeError: 'str' object does not support item assignment",
    "10 ** 400 * 1.0": "OverflowError: int too large to convert to float",
    "def f(a): pass\nf()": "TypeError: f() missing a required argument: 'a'",
    "def f(a): pass\nf(1, 2)": "TypeError: f() too many positional arguments",
    "g = (list(g) for _ in 'a')\nlist(g)": "ValueError: generator already executing",
}


@pytest.mark.table("source", RAISING)
def test_what_python_refuses_it_refuses(source):
    outcome = interpret(source)
    assert outcome.return_code == 1
    assert outcome.stderr.decode().splitlines()[-1] == RAISING[source]
    assert outcome.unsupported is None


def test_a_traceback_names_each_place_as_pythons_does():
    outcome = interpret("def f(n):\n    return 1 / n\n\nprint('before')\nf(0)\n")
    assert outcome.stdout == b"before\n"
    assert outcome.stderr.decode() == (
        "Traceback (most recent call last):\n"
        '  File "/tmp/t/main.py", line 5, in <module>\n'
        "    f(0)\n"
        '  File "/tmp/t/main.py", line 2, in f\n'
        "    return 1 / n\n"
        "ZeroDivisionError: division by zero\n"
    )


def test_a_syntax_error_is_reported_as_python_does():
    outcome = interpret("print(1)\nprint(")
    assert (outcome.return_code, outcome.stdout) == (1, b"")
    assert outcome.stderr.decode() == (
        '  File "/tmp/t/main.py", line 2\n    print(\n         ^\n'
        "SyntaxError: '(' was never closed\n"
    )


@pytest.mark.table(
    ("given", "code", "stderr"),
    [
        ("", 0, ""),
        ("0", 0, ""),
        ("3", 3, ""),
        ("-1", 255, ""),
        ("256", 0, ""),
        ("True", 1, ""),
        ("'gone'", 1, "gone\n"),
        ("[1]", 1, "[1]\n"),
    ],
)
def test_exiting(given, code, stderr):
    for call in (f"import sys; sys.exit({given})", f"exit({given})", f"raise SystemExit({given})"):
        outcome = interpret(f"print(1)\n{call}\nprint(2)")
        assert (outcome.return_code, outcome.stdout) == (code, b"1\n")
        assert outcome.stderr.decode() == stderr


# -- streams and files ----------------------------------------------------------------------------

READING = {
    "print(input(), input())": "a b\n",
    "import sys\nprint(repr(sys.stdin.read()))": "'a\\nb\\n'\n",
    "import sys\nprint(sys.stdin.readline().strip(), sys.stdin.readlines())": "a ['b\\n']\n",
    "import sys\nfor line in sys.stdin: print(line.strip())": "a\nb\n",
    "import sys\nprint(sys.stdin.buffer.read())": "b'a\\nb\\n'\n",
    "print(input('? '))": "? a\n",
    "import sys\nsys.stdout.write('x')\nprint('y', file=sys.stdout)": "xy\n",
    "import sys\nprint('y', file=sys.stderr, flush=True)": "",
}


@pytest.mark.table("source", READING)
def test_the_streams(source):
    assert printed(source, "a\nb\n") == READING[source]


FILES = {
    "f = open('a', 'w')\nf.write('x\\ny')\nf.close()\nprint(open('a').read())": "x\ny\n",
    "open('a', 'w').write('1')\nopen('a', 'a').write('2')\nprint(open('a').read())": "12\n",
    "open('a', 'wb').write(b'\\x00')\nprint(open('a', 'rb').read())": "b'\\x00'\n",
    "open('a', 'w').write('x\\ny')\nprint([l for l in open('a')])": "['x\\n', 'y']\n",
}


@pytest.mark.table("source", FILES)
def test_files_of_its_own(source):
    assert printed(source) == FILES[source]


def test_nothing_of_the_real_disk_is_seen(tmp_path):
    (tmp_path / "real").write_text("secret")
    outcome = interpret(f"print(open({str(tmp_path / 'real')!r}).read())")
    assert "FileNotFoundError" in outcome.stderr.decode()
    interpret(f"open({str(tmp_path / 'made')!r}, 'w').write('x')")
    assert not (tmp_path / "made").exists()


def test_the_clock_is_the_processs_own():
    program = "import time\na = time.time()\ntime.sleep(2.5)\nprint(time.time() - a)"
    assert printed(program) == "2.5\n"


# -- what it does not include ---------------------------------------------------------------------

BEYOND = [
    "class A: pass",
    "async def f(): pass",
    "def f(): yield 1\nf()",
    "@staticmethod\ndef f(): pass",
    "match 1:\n    case 1: pass",
    "try: 1 / 0\nexcept ZeroDivisionError: pass",
    "{1, 2}",
    "{1: 1}.keys() & {1: 1}.keys()",
    "'%d' % 1",
    "'{}'.format(1)",
    "a, *b = [1, 2]",
    "x = [1]\nx[:1] = []",
    "x = [1]\ndel x[0]",
    "(y := 5)",
    "def f():\n    global x\nf()",
    "def f(*, k): pass",
    "def f(*a): pass",
    "x = 1\ndef f():\n    print(x)\n    x = 2\nf()",
    "i = 1\ndef f():\n    for i in []: pass\n    return i\nf()",
    "def f(): [t for t in 'a']; return t\nf()",
    "print(**{})",
    "{**{}}",
    "lambda: 1",
    "{1: 1 for x in []}",
    "x: int = 1",
    "with open('a', 'w') as f: pass",
    "from typing import List",
    "from sys import stdin",
    "5 & 3",
    "~5",
    "isinstance(1, int)",
    "sorted([], key=len)",
    "max([1], key=len)",
    "map(max, [1], [2])",
    "str.lower('A')",
    "'a'.encode()",
    "b'a'.decode()",
    "bytes(3)",
    "open('a', 'x')",
    "print(len)",
    "def f(): pass\nprint([f])",
    "print(x for x in [])",
    "str(map(str, []))",
    "f'{open}'",
    "next(iter([]))",
    "type(1)",
    "import math",
    "eval('1')",
    "exec('x = 1')",
    "compile('1', '', 'eval')",
    "__import__('os')",
    "globals()",
    "getattr(1, 'real')",
    "import os",
    "from json import loads",
    "import sys; sys.modules",
    "().__class__.__bases__",
    "f'{1:{10**6}}'",
    "'x'.translate({})",
    "dict.fromkeys('ab')",
    "open('a', 'w').seek(0)",
    "print(1, nope=2)",
    "1j",
    "(-8) ** 0.5",
    "2 ** 10 ** 9",
    "1 << 10 ** 9",
    "1 @ 2",
    "break",
    "return 1",
    "x = [].append\nx.y = 1",
    "x = []\nx.append(x)\nprint(x)",
    "def f(): return f()\nf()",
    "x = 1\n" * 60_000,
    "-" * 5000 + "1",
    "+".join(["1"] * 3000),
]


@pytest.mark.table("source", BEYOND, ids=lambda source: source[:30])
def test_what_it_does_not_include_it_names_with_the_remedy(source):
    outcome = interpret(source)
    assert outcome.return_code == 1
    message = outcome.stderr.decode()
    assert message.startswith("penstock-mock: it executes nothing it is sent")
    assert message.endswith("Script it.\n")
    assert outcome.unsupported == message


def test_a_cell_after_one_that_is_not_supported_is_run():
    machine = Machine(Disk("/tmp/t"), remedy="Script it.")
    assert run_cell(machine, "x = 1\nclass A: pass", 1).unsupported
    assert run_cell(machine, "x", 2).displays == ({"text/plain": "1"},)


# -- bounds ---------------------------------------------------------------------------------------

ENDLESS = [
    "while True: pass",
    "x = [1]\nfor i in range(30): x = [x, x]\nprint(x)",
    "x, y = [1], [1]\nfor i in range(30): x, y = [x, x], [y, y]\nprint(x == y)",
    "x, y = (1,), (1,)\nfor i in range(30): x, y = (x, x), (y, y)\nprint(x < y)",
    "x = [1]\nfor e in x: x.append(e)",
    "sum(range(10 ** 12))",
    "while True: 'x' in 'y' * 1000",
    "def f(n):\n    while True: f\nf(1)",
    "1.5 in range(10 ** 12)",
    "1 in (0 for _ in range(10 ** 12))",
    "x = [1]\nfor e in map(x.append, x): pass",
    "d = {}\nfor n in range(0, 400_000 * (2 ** 61 - 1), 2 ** 61 - 1): d[n] = 1",
    "x = 2 ** 8_000\nwhile True: x * x // x",
]


@pytest.mark.table("source", ENDLESS)
def test_what_would_not_end_is_ended(source):
    outcome = interpret(source, timeout=7.0)
    assert outcome.return_code is None, outcome.stderr.decode()
    assert outcome.seconds == 7.0


GREEDY = [
    "x = 'a' * 10**12",
    "x = [0] * 10**9",
    "x = []\nwhile True: x.append('y' * 1_000_000 + str(len(x)))",
    "s = 'x'\nwhile True: s += s",
    "x = [0]\nwhile True: x = x * 2",
    "','.join(['x' * 1_000_000] * 1_000_000)",
    "'a' * 1_000_000 and ('a' * 1_000_000).replace('a', 'b' * 1_000_000)",
    "('a ' * 10_000_000).split()",
    "list(range(10 ** 8))",
    "f = open('a', 'w')\nwhile True: f.write('x' * 100_000)",
    "while True: print('x' * 100_000)",
]


@pytest.mark.table("source", GREEDY)
def test_what_would_take_all_memory_gets_none(source):
    outcome = interpret(source)
    assert outcome.return_code == 1
    last = outcome.stderr.decode().splitlines()[-1]
    assert last.startswith("MemoryError: penstock-mock holds no more than 128 MiB")
    assert last.endswith("Script it.")
    limited = interpret(source, memory=1_000_000, limited=True)
    assert limited.stderr.decode().splitlines()[-1] == "MemoryError"


@pytest.mark.table("step", ["map(int, x)", "(e for e in x)", "zip(x)", "enumerate(x)"])
def test_iterators_of_iterators_are_bounded(step):
    """They are deep when they are read, and when they are freed."""
    source = f"x = map(int, '1')\nfor i in range(5_000): x = {step}\nlist(x)\nx = 1"
    assert interpret(source).unsupported


# -- properties -----------------------------------------------------------------------------------

NUMBERS = st.one_of(
    st.integers(-50, 50).map(str), st.sampled_from(["0.5", "1e3", "2.0", "True", "10 ** 20"])
)
TEXTS = st.sampled_from(["'a'", "'b c'", "''", "'12'", "'é'"])


def _combined(inner):
    signs = st.sampled_from(["+", "-", "*", "//", "%", "/", "<", "==", "and", "or", "in"])
    pair = st.tuples(inner, signs, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
    listed = st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]")
    names = ["len", "str", "int", "float", "sum", "sorted", "max", "bool", "list", "abs"]
    called = st.tuples(st.sampled_from(names), inner).map(lambda t: f"{t[0]}({t[1]})")
    shown = inner.map(lambda each: "f'{" + each.replace("'", '"') + "}'")
    places = st.sampled_from(["0", "-1", "1:", "::-1", "'a'"])
    taken = st.tuples(inner, places).map(lambda t: f"({t[0]})[{t[1]}]")
    return st.one_of(pair, listed, called, shown, taken)


EXPRESSIONS = st.recursive(st.one_of(NUMBERS, TEXTS), _combined, max_leaves=6)


@example("10 ** 20 * 'a'")
@given(EXPRESSIONS)
def test_an_expression_has_the_value_it_has_in_python(expression):
    try:
        expected = python_prints(f"print(repr({expression}))")
    except Exception as error:
        name = b"SyntaxError" if isinstance(error, SyntaxError) else type(error).__name__.encode()
        outcome = interpret(f"print(repr({expression}))")
        assert outcome.unsupported or outcome.stderr.splitlines()[-1].startswith(name)
        return
    outcome = interpret(f"print(repr({expression}))")
    if outcome.unsupported is None:
        assert outcome.stdout.decode() == expected


WORDS = st.sampled_from(
    (
        *("if", "else:", "for", "in", "while", "def f():", "return", "x", "print", "not", "raise"),
        *("(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "+", "**", "<<", "%", "*", "'a'", "1"),
        *("f'{x}'", "10 ** 9", "range(9)", "input()", "import sys", "sys", "exit", "x != 1"),
        *("\n", "\n    ", "\n        ", "x += x", "x = [x, x]", "while 1:", "open", "'x' * 9"),
        *("sorted", "map", "zip", "eval", "__class__", "assert", "with", "as"),
    )
)
TOKENS = st.lists(WORDS, max_size=30).map(" ".join)


@given(st.one_of(st.text(max_size=80), TOKENS), st.text(max_size=20))
def test_no_text_breaks_it(source, stdin):
    outcome = interpret(source, stdin.encode("utf-8", "ignore").decode(), steps=20_000)
    assert outcome.return_code is None or 0 <= outcome.return_code <= 255
    assert len(outcome.stdout) <= 8 * 1024 * 1024


@given(st.lists(TOKENS, max_size=3))
def test_no_cell_breaks_a_notebook(cells):
    machine = Machine(Disk("/tmp/t"), steps=20_000)
    with contextlib.suppress(OutOfTime):
        for number, source in enumerate(cells, 1):
            outcome = run_cell(machine, source, number)
            assert outcome.error is None or len(outcome.error) == 3
