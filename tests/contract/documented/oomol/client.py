from penstock.oomol import OomolConnectClient

client = OomolConnectClient(
    base_url="/api",              # API 基础 URL
    api_token="your-token",       # API Token（自动添加到 Authorization 请求头）
    default_headers={},           # 自定义请求头（可选）
    timeout=30.0                  # 请求超时时间（秒）
)
