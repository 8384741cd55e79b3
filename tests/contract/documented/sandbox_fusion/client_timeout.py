from penstock.sandbox_fusion import run_code, RunCodeRequest

print(
run_code(RunCodeRequest(code='import time; time.sleep(4); print(123)', language='python'),
max_attempts=1,
client_timeout=3))
