"""Work that repeats: policies are looked for again, once a month for who agreed."""

from __future__ import annotations

from tongban.jobs.api import periodic
from tongban.policies.actions.find_policies import find_again

periodic("policies.find_again", 60.0)(find_again)
