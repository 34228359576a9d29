"""Settings with their sources, and the API key: from the environment or the system's keyring."""

from capassist.settings.keys import delete_key, find_key, needed_key, store_key
from capassist.settings.values import Setting, Settings, host_of, is_loopback, load_settings

__all__ = [
    "Setting",
    "Settings",
    "delete_key",
    "find_key",
    "host_of",
    "is_loopback",
    "load_settings",
    "needed_key",
    "store_key",
]
