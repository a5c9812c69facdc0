"""Places 政务服务场所: where and when; appointments and queue numbers."""
