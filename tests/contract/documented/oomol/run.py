# 简单的任务执行（推荐）
result = await client.tasks.run({
    "manifest": "flow-name",
    "inputValues": {"input1": "value1"}
})

# 带进度监控
result = await client.tasks.run(
    {
        "manifest": "flow-name",
        "inputValues": {"input": "value"}
    },
    {
        "interval_ms": 1000,
        "timeout_ms": 60000,
        "on_progress": lambda task: print(f"状态: {task['status']}"),
        "on_log": lambda log: print(f"日志: {log['type']}")
    }
)
