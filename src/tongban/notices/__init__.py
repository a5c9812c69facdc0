"""notices: messages to people and firms 消息, and electronic delivery with proof 电子送达."""
