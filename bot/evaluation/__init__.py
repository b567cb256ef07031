"""Measuring the language core and the dialogue: noise, reports."""
