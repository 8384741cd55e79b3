# 格式 1: 简单对象格式（最常用）
{"input1": "value1", "input2": 123}

# 格式 2: 数组格式
[
    {"handle": "input1", "value": "value1"},
    {"handle": "input2", "value": 123}
]

# 格式 3: 节点格式（多节点场景）
[
    {
        "nodeId": "node1",
        "inputs": [{"handle": "input1", "value": "value1"}]
    }
]
