"""Where the words, badges and bones of a fishbone stand, read back from its picture."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

from coordo_widgets.figure_text import measure
from figure_samples import check_words_fit

SVG = "{http://www.w3.org/2000/svg}"


def list_boxes(picture):
    """Words of a picture: left, right, top, bottom and the text."""
    boxes = []
    for node in ET.fromstring(picture).iter(f"{SVG}text"):  # noqa: S314 -- ours
        weight = "bold" if node.get("font-weight") == "bold" else "regular"
        size = float(node.get("font-size"))
        length = measure(node.text, size, weight)
        shift = {"start": 0.0, "middle": length / 2, "end": length}[node.get("text-anchor")]
        left, base = float(node.get("x")) - shift, float(node.get("y"))
        boxes.append((left, left + length, base - 0.75 * size, base + 0.2 * size, node.text))
    return boxes


def list_badges(picture):
    """Letters and numbers in their frame: left, right, top, bottom and the path or box."""
    badges = []
    for node in ET.fromstring(picture):  # noqa: S314 -- ours
        if node.tag == f"{SVG}rect" and float(node.get("width")) < 20:
            x, y = float(node.get("x")), float(node.get("y"))
            badges.append((x, x + 16.5, y, y + 16.5))
        found = re.match(r"M([\d.]+),([\d.]+) a8,8", node.get("d") or "")
        if found:
            x, y = float(found[1]), float(found[2])
            badges.append((x, x + 16, y - 8, y + 8))
    return badges


def are_apart(one, other):
    return one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def check_layout(picture):
    """Nothing outside, no word on a word, on a badge or on a bone."""
    root = ET.fromstring(picture)  # noqa: S314 -- ours
    check_words_fit(root)
    width, height = (float(each) for each in root.get("viewBox").split()[2:])
    boxes, badges = list_boxes(picture), list_badges(picture)
    for box in (*boxes, *badges):
        assert box[0] >= -1, box
        assert box[1] <= width + 1, box
        assert box[2] >= 0, box
        assert box[3] <= height, box
    for one, other in combinations(boxes, 2):
        assert are_apart(one, other), (one, other)
    for one, other in combinations(badges, 2):
        assert are_apart(one, other), (one, other)
    for badge in badges:
        inside = [box for box in boxes if not are_apart(badge, box)]
        assert [len(box[4]) < 3 for box in inside] == [True], (badge, inside)
    for bone in re.findall(r'd="M([\d.]+),([\d.]+) L([\d.]+),([\d.]+)"', picture):
        for box in boxes:
            assert not is_crossed(box, *(float(each) for each in bone)), (bone, box)


def is_crossed(box, x1, y1, x2, y2):
    """Whether a bone passes through a box; looked at every tenth of its height."""
    left, right, top, bottom, _ = box
    for step in range(11):
        y = top + (bottom - top) * step / 10
        if min(y1, y2) <= y <= max(y1, y2):
            x = x1 + (x2 - x1) * (y - y1) / (y2 - y1)
            if left < x < right:
                return True
    return False
