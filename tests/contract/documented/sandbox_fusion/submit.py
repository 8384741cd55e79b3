from penstock.sandbox_fusion import submit, SubmitRequest

submit(SubmitRequest(dataset='echo', id=1, completion='```python\nprint(input())\n```', config={'dataset_type': 'CommonOJDataset', 'language': 'python', 'provided_data': {'id': 1, 'content': 'Echo the input.', 'labels': {}, 'test': [{'input': {'stdin': 'hi\n'}, 'output': {'stdout': 'hi\n'}}]}}))
