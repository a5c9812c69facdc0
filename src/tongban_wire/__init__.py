"""The exchange protocol 数据交换协议: messages, policy, case tokens, the legal check, evidence."""
