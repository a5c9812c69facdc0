"""The evidence log 存证日志: a tiled Merkle log anybody can check offline."""
