"""Items to and from Moodle: XML and GIFT, with the list of what neither can carry.

Not nbgrader's exchange, where submissions travel: here questions travel. An item becomes a
neutral ``MoodleQuestion`` (``to_moodle``), which each format writes and reads; ``from_moodle``
makes an item of it again. Every step adds to a report; nothing is dropped in silence.
"""
