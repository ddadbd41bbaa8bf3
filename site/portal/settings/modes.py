"""How much is asked of a person besides the password? See portal/factors."""

REQUIRED, OPTIONAL, OFF = MODES = ("required", "optional", "off")
