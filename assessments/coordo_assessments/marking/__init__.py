"""Marking by people: rubrics, blind copies, two or three markers, one settled mark.

What a marker does is an event (``events``); a mark book is the fold of the events (``book``),
whichever files they come from. A rule settles the mark of each text (``settling``); ``pushing``
puts it into nbgrader's gradebook. Nothing here knows of a screen.
"""
