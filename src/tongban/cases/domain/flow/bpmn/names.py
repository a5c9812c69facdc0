"""The names both sides of the exchange agree on."""

from __future__ import annotations

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "https://tongban.example/bpmn"
"""Our extension attributes: what BPMN has no word for (agencies, duty, outcomes, English names)."""

NODE, FLOW = "node.", "process."
START, BACK, END = "start.", "back.", "end."
"""Prefixes of nodes BPMN needs and a flow does not: its start, its ends, the choice to return.
Every id has one, for a code may begin with a digit and an id in XML may not.
"""
