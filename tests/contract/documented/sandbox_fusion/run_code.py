from penstock.sandbox_fusion import run_code, RunCodeRequest

# 使用默认重试次数(5次)
run_code(RunCodeRequest(code='print(123)', language='python'))

# 手动指定重试次数
run_code(RunCodeRequest(code='print(123)', language='python'), max_attempts=10)
