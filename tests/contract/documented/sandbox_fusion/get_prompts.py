from penstock.sandbox_fusion import get_prompts, GetPromptsRequest

get_prompts(GetPromptsRequest(dataset='echo', config={'dataset_type': 'CommonOJDataset', 'language': 'python', 'provided_data': [{'id': 1, 'content': 'Echo the input.', 'labels': {}, 'test': []}]}))
