"""Settings with their sources, servers by name, and the API key: from the environment or the system's keyring."""

from capassist.settings.allowed_values import MOST_PROFILE_FIGURES, PROFILES, Preference, Prompt
from capassist.settings.api_keys import (
    delete_key,
    find_key,
    missing_key,
    needed_key,
    require_keyring,
    required_key,
    store_key,
)
from capassist.settings.author import load_author
from capassist.settings.servers import SERVERS, host_of
from capassist.settings.toml_tables import draft_tables
from capassist.settings.values import (
    ModelOptions,
    Setting,
    Settings,
    load_settings,
    memory_file,
    user_file,
)

__all__ = [
    "MOST_PROFILE_FIGURES",
    "PROFILES",
    "SERVERS",
    "ModelOptions",
    "Preference",
    "Prompt",
    "Setting",
    "Settings",
    "delete_key",
    "draft_tables",
    "find_key",
    "host_of",
    "load_author",
    "load_settings",
    "memory_file",
    "missing_key",
    "needed_key",
    "require_keyring",
    "required_key",
    "store_key",
    "user_file",
]
