"""Flows as BPMN 2.0 (ISO/IEC 19510): written with a diagram, and read back."""
