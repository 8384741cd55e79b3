from penstock.oomol import (
    OomolConnectError,      # 基类
    ApiError,               # HTTP 错误
    TaskFailedError,        # 任务执行失败
    TaskStoppedError,       # 任务被停止
    TimeoutError,           # 轮询超时
    InstallFailedError      # 包安装失败
)

try:
    result = await client.tasks.run({
        "manifest": "flow-1",
        "inputValues": {"input": "test"}
    })
except TaskFailedError as e:
    print(f"任务失败: {e.task_id}")
except ApiError as e:
    print(f"HTTP {e.status}: {e.message}")
