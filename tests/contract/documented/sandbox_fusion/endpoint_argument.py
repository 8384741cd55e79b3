from penstock.sandbox_fusion import get_prompt_by_id, GetPromptByIdRequest

get_prompt_by_id(GetPromptByIdRequest(dataset='echo', config={'dataset_type': 'CommonOJDataset', 'language': 'python', 'provided_data': {'id': 1, 'content': 'Echo the input.', 'labels': {}, 'test': []}}, id=1), endpoint="http://your-api-endpoint.com")
