"""Pure rules of the room: composing forms, reading answers, validation, prefill."""
