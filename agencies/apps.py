from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Cơ quan, đơn vị"

    def ready(self):
        from agencies import followers  # noqa: F401, its check of the settings is registered by being read
