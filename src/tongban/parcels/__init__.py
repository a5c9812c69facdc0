"""Results by post 邮寄送达."""
