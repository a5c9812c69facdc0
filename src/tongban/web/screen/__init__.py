"""Screens looked at from afar: the television at home 电视端 and a hall's call screen 叫号屏."""
