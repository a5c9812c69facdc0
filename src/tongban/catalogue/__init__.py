"""The service catalogue 政务服务事项目录: one item, the same at every level."""
