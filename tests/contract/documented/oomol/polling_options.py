from penstock.oomol import BackoffStrategy

polling_options = {
    "interval_ms": 2000,                    # 轮询间隔（毫秒）
    "timeout_ms": 300000,                   # 超时时间（毫秒）
    "max_interval_ms": 10000,               # 最大间隔（毫秒）
    "backoff_strategy": BackoffStrategy.EXPONENTIAL,  # 退避策略
    "backoff_factor": 1.5,                  # 退避系数
    "on_progress": lambda task: ...,        # 进度回调
    "on_log": lambda log: ...               # 日志回调
}
