"""The mock's small Python: what it knows it does as Python does, and the rest it names."""

import contextlib
import io
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from penstock_mock.services.sandbox_fusion.tiny import Disk, Process, notebook, run, run_cell


def walk(source, stdin="", steps=100_000, **limits):
    disk = Disk("/tmp/t")
    process = Process(disk, stdin=stdin, steps=steps, remedy="Script it.", **limits)
    return run(process, source)


def printed(source, stdin=""):
    ending = walk(source, stdin)
    assert ending.return_code == 0, ending.stderr.decode()
    return ending.stdout.decode()


def python_prints(source):
    """What Python itself prints: for programs written in this file, not for any that is sent."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    return out.getvalue()


ALIKE = [
    "print(1, 'a', None, True, 1.5, sep='-', end='!')",
    "print(7 // 2, -7 // 2, 7 % -3, 2 ** 10, 2 ** -1, 1 / 4, 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, ~5)",
    "print(0.1 + 0.2, 1e20, float('inf'), round(2.567, 1), round(5.5), abs(-3), divmod(7, 2))",
    "print('ab' + 'c', 'ab' * 3, 'abc'[1], 'abc'[::-1], 'b' in 'abc', len('abc'))",
    "print('%05.1f|%s|%r|%-4d|%x' % (3.14159, [1], 'q', 7, 255), '%(a)s' % {'a': 1})",
    "print('{} {1} {0!r} {name:>5}'.replace('{1} {0!r}', '{}').format('x', 2, name='n'))",
    "x = 3\nprint(f'{x} {x!r:>4} {x:03d} {x + 1} {\"q\"!s} {x:{x}}')",
    "a, b = 1, 2\na, b = b, a\nprint(a, b)",
    "a, *b, c = [1, 2, 3, 4]\nprint(a, b, c)",
    "for i, (x, y) in enumerate([(1, 2), (3, 4)], 1): print(i, x, y)",
    "for i in range(5):\n    if i == 1: continue\n    if i == 3: break\n    print(i)\n"
    "else: print('no')",
    "i = 0\nwhile i < 3: i += 1\nelse: print('done', i)",
    "print([i * j for i in range(4) if i % 2 for j in (1, 2)], {i: i * i for i in range(3)})",
    "print(sum(i for i in range(9)), max(3, 1, 2), min([4, 2]), sorted('bca'), any([0, 1]))",
    "print(sorted([3, 1, 2], key=lambda v: -v), sorted(['b', 'A'], key=str.lower) if 0 else '')",
    "print(list(map(int, '1 2 3'.split())), list(zip('ab', [1, 2])), list(reversed([1, 2])))",
    "d = {'a': 1}\nd['b'] = 2\nd['a'] += 5\nprint(d, d.get('x', 0), list(d.items()), 'a' in d)",
    "d = {}\nfor w in 'a b a'.split(): d[w] = d.get(w, 0) + 1\nprint(d)",
    "x = [3, 1]\nx.append(2)\nx.sort()\nx += [9]\nx[0] = 7\nx[1:2] = [5, 5]\n"
    "del x[0]\nprint(x, x.index(5))",
    "s = {3, 1}\ns.add(2)\nprint(len(s), 2 in s, sorted(s | {9}), sorted(s & {1}), {1} == {1})",
    "def f(a, b=2, *c, d=4, **e): return a, b, c, d, e\nprint(f(1), f(1, 5, 6, d=7, z=8), f(a=0))",
    "def fact(n): return 1 if n < 2 else n * fact(n - 1)\nprint(fact(20))",
    "def outer():\n    x = 1\n    def inner(): return x + 1\n    return inner()\nprint(outer())",
    "n = 0\ndef count():\n    global n\n    n += 1\ncount()\ncount()\nprint(n)",
    "try:\n    1 / 0\nexcept (ValueError, ZeroDivisionError) as e:\n    print('caught', e)\n"
    "else: print('no')\nfinally: print('end')",
    "try:\n    try: int('x')\n    finally: print('inner')\nexcept ValueError as e: print(e)",
    "def f():\n    try: return 1\n    finally: print('f')\nprint(f())",
    "try: {}['k']\nexcept KeyError as e: print(e, repr(e), e.args)",
    "try: raise ValueError\nexcept Exception as e: print(repr(e), str(e) == '')",
    "if __name__ == '__main__': print('main')",
    "import math\nprint(math.sqrt(16), math.gcd(12, 18), math.pi, math.floor(-1.5))",
    "from math import sqrt as root\nprint(root(9))",
    "print(isinstance(1, int), isinstance(True, int), type(1), type('') == str, callable(len))",
    "print(str(1.0), int('12'), int(3.9), float('1e3'), bool(''), list('ab'), "
    "tuple([1]), dict(a=1))",
    "print(ord('a'), chr(98), hex(255), bin(5), oct(8), pow(2, 10, 7), repr('a\\n'))",
    "print((1,), (), [], {}, [[1, [2]], ('a', None)])",
    "print(1 < 2 < 3, 1 == 1.0, [1, 2] < [1, 3], 'a' < 'b', None is None, not 0, 1 and 2, 0 or 3)",
    "print((y := 5) + y, y)",
    "print(*[1, 2], *'ab')",
    "x = [[0] * 2 for _ in range(2)]\nx[0][1] = 5\nprint(x)",
    "assert True, 'no'\npass\nx: int = 5\nprint(x)",
    "print('a,b'.split(','), ' x '.strip(), '-'.join(['a', 'b']), 'abc'.replace('b', "
    "'xx'), 'a'.upper())",
    "print('7'.zfill(3), 'a'.ljust(3) + '|', 'a'.center(5, '*'), "
    "'abc'.startswith('ab'), 'aXb'.lower())",
    "print('é'.encode(), b'ab'.decode(), b'ab' + b'c')",
]


@pytest.mark.parametrize("source", ALIKE)
def test_what_it_knows_it_does_as_python_does(source):
    assert printed(source) == python_prints(source)


RAISING = {
    "1 / 0": "ZeroDivisionError: division by zero",
    "int('x')": "ValueError: invalid literal for int() with base 10: 'x'",
    "[1][5]": "IndexError: list index out of range",
    "{}['a']": "KeyError: 'a'",
    "nope": "NameError: name 'nope' is not defined",
    "'a' + 1": 'TypeError: can only concatenate str (not "int") to str',
    "1 + 'a'": "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    "len(5)": "TypeError: object of type 'int' has no len()",
    "5()": "TypeError: 'int' object is not callable",
    "[].nope": "AttributeError: 'list' object has no attribute 'nope'",
    "for x in 5: pass": "TypeError: 'int' object is not iterable",
    "a, b = 1, 2, 3": "ValueError: too many values to unpack (expected 2)",
    "a, b = 1,": "ValueError: not enough values to unpack (expected 2, got 1)",
    "a, b = 5": "TypeError: cannot unpack non-iterable int object",
    "{[]: 1}": "TypeError: unhashable type: 'list'",
    "raise KeyError('x')": "KeyError: 'x'",
    "raise 5": "TypeError: exceptions must derive from BaseException",
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
    "def f(a): pass\nf()": "TypeError: f() missing 1 required argument: 'a'",
    "def f(a): pass\nf(1, 2)": "TypeError: f() takes 1 positional arguments but 2 were given",
    "def f(a): pass\nf(b=1)": "TypeError: f() got an unexpected keyword argument 'b'",
    "sorted([1, 'a'])": "TypeError: '<' not supported between instances of 'str' and 'int'",
    "min([])": "ValueError: min() arg is an empty sequence",
    "del x": "NameError: name 'x' is not defined",
    "'a'[0] = 'b'": "TypeError: 'str' object does not support item assignment",
    "x = 'a' * 10**12": "MemoryError",
    "x = [0] * 10**9": "MemoryError",
    "10 ** 400 * 1.0": "OverflowError: int too large to convert to float",
}


@pytest.mark.parametrize("source", RAISING)
def test_what_python_refuses_it_refuses_in_the_same_words(source):
    ending = walk(source)
    assert ending.return_code == 1
    assert ending.stderr.decode().splitlines()[-1] == RAISING[source]
    assert ending.not_understood is None


def test_a_traceback_names_each_place_as_pythons_does():
    ending = walk("def f(n):\n    return 1 / n\n\nprint('before')\nf(0)\n")
    assert ending.stdout == b"before\n"
    assert ending.stderr.decode() == (
        "Traceback (most recent call last):\n"
        '  File "/tmp/t/main.py", line 5, in <module>\n'
        "    f(0)\n"
        '  File "/tmp/t/main.py", line 2, in f\n'
        "    return 1 / n\n"
        "ZeroDivisionError: division by zero\n"
    )


def test_what_is_no_python_is_said_as_python_says_it():
    ending = walk("print(1)\nprint(")
    assert (ending.return_code, ending.stdout) == (1, b"")
    assert ending.stderr.decode() == (
        '  File "/tmp/t/main.py", line 2\n    print(\n         ^\n'
        "SyntaxError: '(' was never closed\n"
    )


@pytest.mark.parametrize(
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
        ending = walk(f"print(1)\n{call}\nprint(2)")
        assert (ending.return_code, ending.stdout) == (code, b"1\n")
        assert ending.stderr.decode() == stderr


# -- streams and files ----------------------------------------------------------------------------

READING = {
    "print(input(), input())": "a b\n",
    "import sys\nprint(repr(sys.stdin.read()))": "'a\\nb\\n'\n",
    "import sys\nprint(sys.stdin.readline().strip(), sys.stdin.read(1))": "a b\n",
    "import sys\nfor line in sys.stdin: print(line.rstrip())": "a\nb\n",
    "import sys\nprint(sys.stdin.readlines(), [l for l in sys.stdin])": "['a\\n', 'b\\n'] []\n",
    "import sys\nprint(sys.stdin.buffer.read())": "b'a\\nb\\n'\n",
    "print(input('? '))": "? a\n",
    "import sys\nsys.stdout.write('x')\nprint('y', file=sys.stdout)": "xy\n",
    "import sys\nprint('y', file=sys.stderr, flush=True)": "",
}


@pytest.mark.parametrize("source", READING)
def test_the_streams(source):
    assert printed(source, "a\nb\n") == READING[source]


FILES = {
    "f = open('a', 'w')\nf.write('x\\ny')\nf.close()\nprint(open('a').read())": "x\ny\n",
    "with open('a', 'w') as f: f.write('1')\nwith open('a', 'a') as f: f.write('2')\n"
    "with open('a') as f: print(f.read())": "12\n",
    "open('a', 'wb').write(b'\\x00')\nprint(open('a', 'rb').read())": "b'\\x00'\n",
    "open('a', 'w').writelines(['x\\n', 'y'])\nprint([l for l in open('a')])": "['x\\n', 'y']\n",
    "open('a', 'w')\ntry: open('a', 'x')\nexcept FileExistsError as e: print(e)": "[Errno 17] File "
    "exists: 'a'\n",
}


@pytest.mark.parametrize("source", FILES)
def test_files_of_its_own(source):
    assert printed(source) == FILES[source]


def test_nothing_of_the_real_disk_is_seen(tmp_path):
    (tmp_path / "real").write_text("secret")
    ending = walk(f"print(open({str(tmp_path / 'real')!r}).read())")
    assert "FileNotFoundError" in ending.stderr.decode()
    walk(f"open({str(tmp_path / 'made')!r}, 'w').write('x')\nopen('/tmp/made', 'w').write('x')")
    assert not (tmp_path / "made").exists()


def test_the_clock_is_the_processs_own():
    assert (
        printed("import time\na = time.time()\ntime.sleep(2.5)\nprint(time.time() - a)") == "2.5\n"
    )


# -- what it does not know ------------------------------------------------------------------------

BEYOND = [
    "class A: pass",
    "async def f(): pass",
    "def f(): yield 1",
    "@staticmethod\ndef f(): pass",
    "match 1:\n    case 1: pass",
    "eval('1')",
    "exec('x = 1')",
    "compile('1', '', 'eval')",
    "__import__('os')",
    "globals()",
    "getattr(1, 'real')",
    "import os",
    "import subprocess",
    "from json import loads",
    "import sys; sys.modules",
    "().__class__.__bases__",
    "'{0.__class__}'.format(1)",
    "f'{1:{10**6}}'",
    "'%*d' % (5, 1)",
    "'x'.translate({})",
    "1j",
    "(-8) ** 0.5",
    "2 ** 10 ** 9",
    "1 << 10 ** 9",
    "1 @ 2",
    "x = lambda: (yield)\nx()",
    "try: pass\nexcept* ValueError: pass",
    "nonlocal_ = 1\ndef f():\n    def g():\n        nonlocal nonlocal_\n    g()\nf()",
    "break",
    "return 1",
    "x.y = 1" if False else "x = [].append\nx.y = 1",
    "-" * 5000 + "1",
    "+".join(["1"] * 3000),
    "x = 1\n" * 60_000,
]


@pytest.mark.parametrize("source", BEYOND, ids=lambda source: source[:30])
def test_what_it_does_not_know_it_names_with_the_remedy(source):
    ending = walk(source)
    assert ending.return_code == 1
    said = ending.stderr.decode()
    assert said.startswith("penstock-mock: it executes nothing it is sent")
    assert said.endswith("Script it.\n")
    assert ending.not_understood == said


def test_it_can_not_be_caught():
    ending = walk("try: eval('1')\nexcept BaseException: print('caught')\nfinally: print('end')")
    assert (ending.return_code, ending.stdout) == (1, b"")


def test_a_cell_after_one_that_is_not_understood_is_run():
    machine = notebook(Process(Disk("/tmp/t"), remedy="Script it."))
    assert run_cell(machine, "x = 1\nclass A: pass", 1).not_understood
    assert run_cell(machine, "x", 2).displays == ({"text/plain": "1"},)


# -- bounds ---------------------------------------------------------------------------------------

ENDLESS = [
    "while True: pass",
    "x = [1]\nfor i in range(60): x = [x, x]\nprint(x)",
    "x, y = [1], [1]\nfor i in range(60): x, y = [x, x], [y, y]\nprint(x == y)",
    "x, y = (1,), (1,)\nfor i in range(60): x, y = (x, x), (y, y)\nprint(x < y)",
    "x = [1]\nfor e in x: x.append(e)",
    "sum(range(10 ** 12))",
    "'x' in 'y' * 8_000_000\nwhile True: 'x' in 'y' * 1000",
    "def f(n):\n    while True: f\nf(1)",
    "while True:\n    try: 1 / 0\n    except: pass",
    "while True:\n    try: pass\n    finally: continue",
]


@pytest.mark.parametrize("source", ENDLESS)
def test_what_would_not_end_is_ended(source):
    ending = walk(source, timeout=7.0)
    assert ending.return_code is None
    assert ending.seconds == 7.0


GREEDY = [
    "x = []\nwhile True: x.append('y' * 1_000_000 + str(len(x)))",
    "s = 'x'\nwhile True: s += s",
    "x = [0]\nwhile True: x = x * 2",
    "','.join(['x' * 1_000_000] * 1_000_000)",
    "'a' * 1_000_000 and ('a' * 1_000_000).replace('a', 'b' * 1_000_000)",
    "'x'.rjust(10 ** 10)",
    "bytes(10 ** 10)",
    "list(range(10 ** 8))",
    "f = open('a', 'w')\nwhile True: f.write('x' * 100_000)",
    "while True: print('x' * 100_000)",
]


@pytest.mark.parametrize("source", GREEDY)
def test_what_would_take_all_memory_gets_none(source):
    ending = walk(source)
    assert ending.return_code == 1
    assert ending.stderr.decode().splitlines()[-1] == "MemoryError"


def test_a_recursion_without_end_is_pythons_error_and_tells_the_mocks_limit():
    said = walk("def f(): return f()\nf()").stderr.decode()
    assert "RecursionError: maximum recursion depth exceeded\n" in said
    assert said.endswith("levels only. Script it.\n")


# -- properties -----------------------------------------------------------------------------------

NUMBERS = st.one_of(
    st.integers(-50, 50).map(str), st.sampled_from(["0.5", "1e3", "2.0", "True", "10 ** 20"])
)
TEXTS = st.sampled_from(["'a'", "'b c'", "''", "'12'", "'é'"])


def _combined(inner):
    signs = st.sampled_from(["+", "-", "*", "//", "%", "/", "<", "==", "and", "or", "in"])
    pair = st.tuples(inner, signs, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
    several = st.lists(inner, max_size=3)
    listed = several.map(lambda each: f"[{', '.join(each)}]")
    called = st.tuples(
        st.sampled_from(
            ["len", "str", "int", "float", "sum", "sorted", "max", "bool", "list", "abs"]
        ),
        inner,
    ).map(lambda t: f"{t[0]}({t[1]})")
    shown = inner.map(lambda each: "f'{" + each.replace("'", '"') + "}'")
    taken = st.tuples(inner, st.sampled_from(["0", "-1", "1:", "::-1", "'a'"])).map(
        lambda t: f"({t[0]})[{t[1]}]"
    )
    return st.one_of(pair, listed, called, shown, taken)


EXPRESSIONS = st.recursive(st.one_of(NUMBERS, TEXTS), _combined, max_leaves=6)


@example("'a' % []")
@example("'a%%' % bytes(1)")
@example("'%s %s' % []")
@given(EXPRESSIONS)
def test_an_expression_comes_to_what_it_comes_to_in_python(expression):
    source = f"try: print(repr({expression}))\nexcept Exception as e: print(repr(e).split('(')[0])"
    try:
        expected = python_prints(source)
    except SyntaxError:
        assert b"SyntaxError: " in walk(source).stderr
        return
    ending = walk(source)
    if ending.not_understood is None:
        assert ending.stdout.decode() == expected


WORDS = st.sampled_from(
    (
        *(
            "if",
            "else:",
            "for",
            "in",
            "while",
            "def f():",
            "return",
            "try:",
            "except:",
            "x",
            "print",
        ),
        *("(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "+", "**", "<<", "%", "*", "'a'", "1"),
        *("f'{x}'", "10 ** 9", "range(9)", "input()", "import sys", "sys", "exit", "lambda x: x"),
        *("\n", "\n    ", "\n        ", "not", "x += x", "x = [x, x]", "while 1:", "raise", "open"),
        *(
            "'x' * 9",
            "sorted",
            "map",
            "eval",
            "__class__",
            "assert",
            "del x",
            "with",
            "as",
            "global x",
        ),
    )
)
TOKENS = st.lists(WORDS, max_size=30).map(" ".join)


@given(st.one_of(st.text(max_size=80), TOKENS), st.text(max_size=20))
def test_no_text_breaks_it(source, stdin):
    ending = walk(source, stdin.encode("utf-8", "ignore").decode(), steps=20_000)
    assert ending.return_code is None or 0 <= ending.return_code <= 255
    assert len(ending.stdout) <= 8 * 1024 * 1024


@given(st.lists(TOKENS, max_size=3))
def test_no_cell_breaks_a_notebook(cells):
    from penstock_mock.services.sandbox_fusion.tiny import OutOfTime

    machine = notebook(Process(Disk("/tmp/t"), steps=20_000))
    with contextlib.suppress(OutOfTime):
        for number, source in enumerate(cells, 1):
            ending = run_cell(machine, source, number)
            assert ending.error is None or len(ending.error) == 3
