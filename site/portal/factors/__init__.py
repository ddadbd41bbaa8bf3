"""What a person shows at the door besides a password: an app's code, or a passkey."""
