"""What is seen: question view, case player, figures, portal."""
