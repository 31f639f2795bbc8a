"""Registration of the kernel with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    """The kernel: accounts, dossiers, journal."""

    name = "fazhi.kernel"
    label = "kernel"
    verbose_name = "内核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the triggers back after each migration: with a rebuilt table Django drops them."""
        from fazhi.kernel import startup, triggers  # noqa: F401, PLC0415 -- need the registry

        post_migrate.connect(triggers.install_after_migration, sender=self)
