from penstock.sandbox_fusion import run_jupyter, RunJupyterRequest

run_jupyter(RunJupyterRequest(cells=['a = 123', 'print(a)']))
