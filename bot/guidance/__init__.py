"""The rules: from what an organisation knows about itself to what holds for it in NemLog-in.

Pure: no Rasa, no input or output, no clock. It knows names and values, never the words shown to a user.
"""
