# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class SandboxLanguage(StrEnum):
    """What to run the code with. Compiled first: cpp, go, java (the class must be `Main`),
        junit, rust, D_ut, scala,
        verilog, swift, cuda and python_gpu. `cuda` and `python_gpu` run `files` only and give no
        files back. `sql` is
        accepted and has no runner. Which tools are installed is up to the server.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    PYTHON = "python"
    CPP = "cpp"
    NODEJS = "nodejs"
    GO = "go"
    GO_TEST = "go_test"
    JAVA = "java"
    PHP = "php"
    CSHARP = "csharp"
    BASH = "bash"
    TYPESCRIPT = "typescript"
    SQL = "sql"
    RUST = "rust"
    CUDA = "cuda"
    LUA = "lua"
    R = "R"
    PERL = "perl"
    D_UT = "D_ut"
    RUBY = "ruby"
    SCALA = "scala"
    JULIA = "julia"
    PYTEST = "pytest"
    JUNIT = "junit"
    KOTLIN_SCRIPT = "kotlin_script"
    JEST = "jest"
    VERILOG = "verilog"
    PYTHON_GPU = "python_gpu"
    LEAN = "lean"
    SWIFT = "swift"
    RACKET = "racket"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None  # the enum machinery then raises ValueError
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        # By value: some releases of Python look a member up by its name, and find no unknown one.
        return self.__class__, (self.value,)

    def __str__(self) -> str:
        return str(self.value)
