"""Towers cut in two: frozen lower blocks, whose output is computed once, and the upper blocks that train."""
