"""The icons: one 24×24 stroke path each, drawn inline so that no request is needed."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "alert": "M12 3 2 20h20L12 3zM12 10v4M12 17v.5",
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "baby": "M12 3a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM10 8v.5M14 8v.5M10 11h4M5 21q1-6 7-6t7 6",
    "book": "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14",
    "card": "M3 6h18v12H3zM3 10h18M7 15h4",
    "check": "M5 12.5 10 17.5 19 7",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "cross": "M6 6l12 12M18 6 6 18",
    "door": "M6 21V3h12v18M3 21h18M14.5 12v.5",
    "doc": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "elder": "M12 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 21l1-6-2-3 3-3h3l2 4 2 1M18 14v7M14 21l-1-5",
    "file": "M12 16V4M7 9l5-5 5 5M4 16v4h16v-4",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "heart": "M12 20S4 15 4 9a4 4 0 0 1 8-1.5A4 4 0 0 1 20 9c0 6-8 11-8 11z",
    "home": "M4 11 12 4l8 7M6 10v10h12V10M10 20v-6h4v6",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v.5",
    "list": "M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1",
    "pause": "M9 6v12M15 6v12",
    "pen": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 4-6 8-6s8 2 8 6",
    "phone": "M6 3h4l1 5-2 1c1 3 3 5 6 6l1-2 5 1v4c-9 3-18-6-15-15z",
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
    "shield": "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5",
    "shop": "M4 10l1-6h14l1 6M5 10v10h14V10M4 10q2 3 4 0 2 3 4 0 2 3 4 0 2 3 4 0M10 20v-5h4v5",
    "star": "M12 3l2.7 6 6.3.6-4.8 4.3 1.4 6.3L12 17l-5.6 3.2 1.4-6.3L3 9.6 9.3 9z",
    "text": "M3 19 9 5l6 14M5 15h8M16 19l3-8 3 8M17 17h4",
    "work": "M3 8h18v12H3zM8 8V5h8v3M3 13h18",
}
