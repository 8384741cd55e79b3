"""The mock's small Python: what it knows it does as Python does, and the rest it names."""

import contextlib
import io
import tracemalloc
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
    "print(sorted(['b', 'A'], key=str.lower), list(map(str.split, ['a b'])))\n"
    "print(dict.get({1: 2}, 1))",
    "print(2 in range(3), 2.0 in range(3), 'a' in range(3), True in range(1, 2))",
    "try:\n    try: 1 / 0\n    finally: raise ValueError('v')\n"
    "except Exception as e: print(repr(e))",
]


@pytest.mark.parametrize("source", ALIKE)
def test_what_it_knows_it_does_as_python_does(source):
    assert printed(source) == python_prints(source)


ITERATORS = [
    "m = map(int, ['1', '2'])\nprint(list(m), list(m))",
    "z = zip('ab', [1, 2])\nprint(next(z), list(z), next(z, 'end'), list(zip()))",
    "e = enumerate('abc', 5)\nprint(next(e))\nfor x in e: print(x)\nprint(list(e))",
    "g = (x * x for x in range(4))\nprint(2 in g, 1 in g, list(g), sum(g))",
    "f = filter(None, [0, 1, '', 'a'])\nprint(next(f), bool(f), any(f), any(f))",
    "r = reversed([1, 2])\nprint(list(r), list(r), list(reversed({'a': 1, 'b': 2}.items())))",
    "it = iter([1, 2, 3])\nfor a in it: print(a, next(it, None))\nprint(iter(it) is it)",
    "x = [1]\nit = iter(x)\nprint(next(it))\nx.append(2)\nprint(next(it), next(it, 'end'))",
    "n = 3\ndef down():\n    global n\n    n -= 1\n    return n\nprint(list(iter(down, 0)))",
    "m = map(int, ['x', '1'])\ntry: next(m)\nexcept ValueError as e: print(e)\nprint(list(m))",
    "g = (int(x) for x in ['x', '1'])\ntry: next(g)\n"
    "except ValueError as e: print(e)\nprint(list(g))",
    "print(list(map(lambda x: next(iter([])), [1])))",
    "m = map(print, 'ab')\nprint('before')\nnext(m)\nprint('after')",
    "x = 1\ng = (x for _ in 'ab')\nx = 2\nprint(list(g))",
    "def f():\n    n = 5\n    return (n + i for i in range(2))\nprint(list(f()))",
    "g = (i for i in range(9))\na, b = g, 1\ntry: a, b = g\n"
    "except ValueError as e: print(e, list(g))",
    "a, *b = (c for c in 'abc')\nprint(a, b)",
    "x = [1]\nx += (i for i in 'ab')\nx[:1] = map(str, [9])\nx.extend(zip('c'))\nprint(x)",
    "print(max(map(len, ['a', 'bb'])), min((x for x in []), default=0), sorted(map(abs, [-2, 1])))",
    "print(dict(zip('ab', [1, 2])), {*map(abs, [-1, 1])})",
    "print(' '.join(map(str, [1, 2])), *map(str, 'a'))",
    "print(list(map(lambda a, b: a + b, [1, 2], [3])), [list(r) for r in zip(*[[1, 2], [3, 4]])])",
]
VIEWS = [
    "d = {'a': 1, 'b': [2]}\nprint(d.keys(), d.values(), d.items(), {}.keys())",
    "d = {'a': 1}\nk = d.keys()\nd['b'] = 2\nprint(k, len(k), 'b' in k, list(k), bool({}.items()))",
    "d = {'a': 1}\nprint(('a', 1) in d.items(), 1 in d.values(), d.values() == d.values())",
    "d = {}\nd['d'] = d\nd['v'] = d.values()\nx = [d]\nx.append(x)\nprint(d, x)",
    "d = {1: 1, 2: 2}\nfor k in list(d): del d[k]\nprint(d)",
    "x = [1, 2, 3]\nfor i in x: x.remove(i)\nprint(x)",
]
NAMES = [
    "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n        return n\n"
    "    g()\n    return g() + n\nprint(f())",
    "x = 'g'\ndef o():\n    x = 'o'\n    def i():\n        global x\n        x += '!'\n"
    "        return x\n    return i() + x\nprint(o(), x)",
    "def f():\n    import math\n    return math.pi\nprint(f())",
    "print(any((w := x) > 1 for x in [1, 2, 3]), w)",
    "def f():\n    r = [last := i for i in range(3)]\n    return last, r\nprint(f())",
    "x = 5\nprint([x for x in range(x)], x)",
    "def f(a, /, **k): return a, k\nprint(f(1, a=2))",
    "def f(x):\n    try: 1 / 0\n    except ZeroDivisionError as x: pass\n"
    "    try: return x\n    except UnboundLocalError as e: return repr(e)\nprint(f(1))",
]
SETS = [
    "print({3, 1, 2}, {8, 1}, {10, 5, 100, 7}, set([30, 20, 10]), set(range(20, 10, -1)))",
    "s = set()\nfor i in [33, 1, 65, 9, 17]: s.add(i)\n"
    "print(s, s | {2, 40}, s & {1, 9, 17}, s - {33}, s ^ {1, 3}, s.copy())",
    "print({1.5, 2, -3}, {(1, 0), (0, 1), (2, 2)}, {x % 7 * 13 for x in range(10)})",
    "s = {5, 1}\nt = s\ns |= {99, 3}\nprint(s, t is s)\nt -= {5}\nprint(s)\ns ^= {1, 2}\nprint(t)",
    "s = {1, 2, 3}\ns.update([64, 128])\ns.update({9, 'a'} - {'a'})\ns.remove(2)\ns.discard(77)\n"
    "print(s, max(s), len(s))\ns.clear()\nprint(s)",
    "print(set({64: 1, 3: 1, 8: 1}), {9, 4, 16, 25, 36, 49})",
    "print(sorted({'b', 'a'}), len({1, True, 1.0}))",
]
IN_PLACE = [
    "x = [1]\ny = x\ny *= 3\nprint(x)",
    "a = {'a': 1}\nb = a\nb |= {'c': 2}\nprint(a)",
    "x = (1,)\ny = x\ny += (2,)\nprint(x, y)",
]


@pytest.mark.parametrize("source", [*ITERATORS, *VIEWS, *NAMES, *SETS, *IN_PLACE])
def test_what_it_makes_is_as_pythons_own(source):
    assert printed(source) == python_prints(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("map(int, [])", "<map object at 0x"),
        ("zip()", "<zip object at 0x"),
        ("(x for x in [])", "<generator object <genexpr> at 0x"),
        ("iter([])", "<list_iterator object at 0x"),
        ("reversed([])", "<list_reverseiterator object at 0x"),
        ("iter({1})", "<set_iterator object at 0x"),
        ("iter({}.keys())", "<dict_keyiterator object at 0x"),
    ],
)
def test_an_iterator_is_shown_as_one(source, shown):
    assert printed(f"print({source})").startswith(shown)
    assert python_prints(f"print({source})").startswith(shown)


def test_texts_in_a_set_are_in_the_order_they_came_in():
    assert printed("print({'b', 'a', 'c'}, {2, 'b', 1})") == "{'b', 'a', 'c'} {2, 'b', 1}\n"


RAISING = {
    "len(map(int, []))": "TypeError: object of type 'map' has no len()",
    "map(int, ['1'])[0]": "TypeError: 'map' object is not subscriptable",
    "(x for x in [1])[0]": "TypeError: 'generator' object is not subscriptable",
    "(x for x in 5)": "TypeError: 'int' object is not iterable",
    "map(int)": "TypeError: map() must have at least two arguments.",
    "reversed({1})": "TypeError: 'set' object is not reversible",
    "next([])": "TypeError: 'list' object is not an iterator",
    "next(iter([]))": "StopIteration",
    "list(next(iter([])) for _ in 'a')": "RuntimeError: generator raised StopIteration",
    "g = (next(g) for _ in 'a')\nnext(g)": "ValueError: generator already executing",
    "{'a': 1}.keys()[0]": "TypeError: 'dict_keys' object is not subscriptable",
    "{}.values() + [1]": "TypeError: unsupported operand type(s) for +: 'dict_values' and 'list'",
    "{{}.keys(): 1}": "TypeError: unhashable type: 'dict_keys'",
    "d = {1: 1}\nfor k in d: d[k + 1] = 1": "RuntimeError: dictionary changed size during "
    "iteration",
    "d = {1: 1, 2: 2}\nfor k, v in d.items(): del d[k]": "RuntimeError: dictionary changed size "
    "during iteration",
    "s = {1, 2}\nfor k in s: s.add(k + 10)": "RuntimeError: Set changed size during iteration",
    "s = {'a'}\nfor k in s: s.add(k + 'b')": "RuntimeError: Set changed size during iteration",
    "x = 1\ndef f():\n    print(x)\n    x = 2\nf()": "UnboundLocalError: cannot access local "
    "variable 'x' where it is not associated with a value",
    "x = 1\ndef f():\n    x += 1\nf()": "UnboundLocalError: cannot access local variable 'x' where "
    "it is not associated with a value",
    "i = 1\ndef f():\n    for i in []: pass\n    return i\nf()": "UnboundLocalError: cannot access "
    "local variable 'i' where it is not associated with a value",
    "def f(a):\n    del a\n    del a\nf(1)": "UnboundLocalError: cannot access local variable 'a' "
    "where it is not associated with a value",
    "z = 1\ndef f():\n    def g(): return z\n    g()\n    z = 2\nf()": "NameError: cannot access "
    "free variable 'z' where it is not associated with a value in enclosing scope",
    "def f(): [t for t in 'a']; return t\nf()": "NameError: name 't' is not defined",
    "x = 1\nx += 'a'": "TypeError: unsupported operand type(s) for +=: 'int' and 'str'",
    "def f(a, b, c): pass\nf()": "TypeError: f() missing 3 required positional arguments: "
    "'a', 'b', and 'c'",
    "def f(a, b): pass\nf()": "TypeError: f() missing 2 required positional arguments: 'a' and 'b'",
    "def f(*, k): pass\nf()": "TypeError: f() missing 1 required keyword-only argument: 'k'",
    "def f(a, b=1): pass\nf(1, 2, 3)": "TypeError: f() takes from 1 to 2 positional arguments "
    "but 3 were given",
    "def f(): pass\nf(1)": "TypeError: f() takes 0 positional arguments but 1 was given",
    "def f(a, /): pass\nf(a=1)": "TypeError: f() got some positional-only arguments passed as "
    "keyword arguments: 'a'",
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
    "str.nope": "AttributeError: type object 'str' has no attribute 'nope'",
    "str.lower(5)": "TypeError: descriptor 'lower' for 'str' objects doesn't apply to a 'int' "
    "object",
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
    "def f(a): pass\nf()": "TypeError: f() missing 1 required positional argument: 'a'",
    "def f(a): pass\nf(1, 2)": "TypeError: f() takes 1 positional argument but 2 were given",
    "def f(a): pass\nf(b=1)": "TypeError: f() got an unexpected keyword argument 'b'",
    "sorted([1, 'a'])": "TypeError: '<' not supported between instances of 'str' and 'int'",
    "min([])": "ValueError: min() arg is an empty sequence",
    "del x": "NameError: name 'x' is not defined",
    "'a'[0] = 'b'": "TypeError: 'str' object does not support item assignment",
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
    "dict.fromkeys('ab')",
    "{1}.pop()",
    "{1}.union({2})",
    "open('a', 'w').seek(0)",
    "1j",
    "(-8) ** 0.5",
    "2 ** 10 ** 9",
    "1 << 10 ** 9",
    "1 @ 2",
    "x = lambda: (yield)\nx()",
    "try: pass\nexcept* ValueError: pass",
    "nonlocal_ = 1\ndef f():\n    def g():\n        nonlocal nonlocal_\n    g()\nf()",
    "nonlocal x",
    "def f():\n    if 0: nonlocal x\n    x = 1\nf()",
    "list(zip([1], [2], strict=True))",
    "{1: 1}.keys() & {1}",
    "{1: 1}.keys() == {1}",
    "{1: 1}.items() <= {1: 1}.items()",
    "{1: 1}.keys().isdisjoint([])",
    "(x for x in 'a').send(None)",
    "isinstance(zip(), zip)",
    "break",
    "return 1",
    "x.y = 1" if False else "x = [].append\nx.y = 1",
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


@pytest.mark.parametrize("source", ["-" * 5000 + "1", "+".join(["1"] * 3000)], ids=["-", "+"])
def test_what_is_nested_too_deeply_names_the_remedy(source):
    """Whether the parser gives up or the walk: that depends on the Python it runs on."""
    ending = walk(source)
    assert ending.return_code == 1
    assert ending.stderr.decode().endswith("Script it.\n")


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
    "1.5 in range(10 ** 12)",
    "list(filter(None, iter(int, 1)))",
    "for x in iter(int, 1): pass",
    "1 in (0 for _ in iter(int, 1))",
    "x = [1]\nfor e in map(x.append, x): pass",
    "d = dict.copy({n: n for n in range(20_000)})\nwhile True:\n"
    "    for k in d: break\n    d.pop(k)\n    d[k] = k",
    "set(range(0, 400_000 * (2 ** 61 - 1), 2 ** 61 - 1))",
    "def f():\n    try: return f()\n    except RecursionError: return f()\nf()",
    "def f():\n    try: f()\n    finally: f()\nf()",
]


@pytest.mark.parametrize("source", ENDLESS)
def test_what_would_not_end_is_ended(source):
    ending = walk(source, timeout=7.0)
    assert ending.return_code is None
    assert ending.seconds == 7.0


def test_what_was_raised_is_forgotten():
    """Or a program that goes on raising is slower each time, and keeps every frame there was."""
    tracemalloc.start()
    walk("def f():\n    try: return f()\n    except RecursionError: return f()\nf()", steps=8_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2_000_000


GREEDY = [
    "x = 'a' * 10**12",
    "x = [0] * 10**9",
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
    last = ending.stderr.decode().splitlines()[-1]
    assert last.startswith("MemoryError: penstock-mock holds no more than")
    assert last.endswith("Script it.")
    limited = walk(source, memory=1_000_000, limited=True)
    assert limited.stderr.decode().splitlines()[-1] == "MemoryError"


@pytest.mark.parametrize(
    "step", ["map(int, x)", "(e for e in x)", "zip(x)", "iter(lambda: next(x), 5)"]
)
@pytest.mark.parametrize("times", [200, 20_000])
def test_iterators_of_iterators_are_bounded(step, times):
    """They are as deep as calls of calls, when they are read and when they are thrown away."""
    source = f"x = iter([1])\nfor i in range({times}): x = {step}\nnext(x)\nx = 1"
    ending = walk(source, steps=10**6)
    assert ending.return_code == 1
    assert "levels only" in ending.stderr.decode()


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


WHOLE = st.lists(st.integers(-50, 300), max_size=14)
CHANGES = st.tuples(st.sampled_from("|&^-"), WHOLE)


@given(WHOLE, st.lists(CHANGES, max_size=3), WHOLE, st.booleans())
def test_a_set_of_numbers_is_in_pythons_order(start, changes, more, in_place):
    begun = f"s = {{{', '.join(map(str, start))}}}\nprint(s)\n" if start else "s = set()\n"
    equals = "s {}= set({})\nprint(s)\n" if in_place else "s = s {} set({})\nprint(s)\n"
    steps = "".join(equals.format(sign, others) for sign, others in changes)
    source = f"{begun}{steps}for n in {more}: s.add(n)\nprint(s, set(s), s.copy())"
    assert printed(source) == python_prints(source)


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
