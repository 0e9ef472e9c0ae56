// The program that does nothing, against which the start of diffai is measured.
