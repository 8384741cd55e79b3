# 列出已安装的包
packages = await client.packages.list()

# 安装包
install_task = await client.packages.install("package-name", "1.0.0")

# 安装并等待完成
install_task = await client.packages.install_and_wait("package-name", "1.0.0")
