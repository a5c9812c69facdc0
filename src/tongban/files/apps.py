"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded files."""

    name = "tongban.files"
    label = "files"
