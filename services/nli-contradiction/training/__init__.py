"""Training, calibration, export and evaluation of the bundled models; not part of the installed service."""
