"""All metrics: found in the modules of this package, so that a new one is one file."""

import importlib
import pkgutil
from functools import cache
from typing import Any

from capassist import metrics
from capassist.metrics.metric import Family, Metric


@cache
def families() -> tuple[Family, ...]:
    """Return the families of metrics in the order of their columns."""
    found: list[Family] = []
    for entry in pkgutil.iter_modules(metrics.__path__):
        module: Any = importlib.import_module(f"{metrics.__name__}.{entry.name}")
        found += [module.FAMILY] if hasattr(module, "FAMILY") else []
    return tuple(sorted(found, key=lambda family: (family.position, family.name)))


@cache
def pair_metrics() -> tuple[Metric, ...]:
    """Return the metrics that score each pair by itself."""
    return tuple(metric for family in families() if family.of_pair for metric in family.metrics)


def family_of(column: str) -> Family | None:
    """Return the family that a column's metric belongs to; None for what is no metric."""
    return next((f for f in families() if any(m.name == column for m in (*f.metrics, *f.derived))), None)


def short_name(column: str) -> str | None:
    """Return what stands over a metric's column; None for what is no metric."""
    known = (metric for family in families() for metric in (*family.metrics, *family.derived))
    return next((metric.short for metric in known if metric.name == column), None)
