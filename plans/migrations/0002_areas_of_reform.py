"""The fields of administrative reform that every office works in, so that an empty database can be used at once.

Six contents of Nghị quyết 76/NQ-CP of 15/7/2021, with "chỉ đạo, điều hành" and "tác động" as the PAR Index adds them. An
office may rename them or add its own in the back office; going back leaves those that are in use.
"""

from django.db import migrations

AREAS = [
    ("DH", "Chỉ đạo, điều hành"),
    ("TL", "Cải cách thể chế"),
    ("TT", "Cải cách thủ tục hành chính"),
    ("BM", "Cải cách tổ chức bộ máy"),
    ("CV", "Cải cách chế độ công vụ"),
    ("TC", "Cải cách tài chính công"),
    ("SO", "Chính quyền điện tử, chính quyền số"),
    ("KQ", "Tác động, xếp hạng"),
]


def add(apps, schema_editor):
    area = apps.get_model("plans", "Area")
    for order, (code, name) in enumerate(AREAS, start=1):
        area.objects.get_or_create(code=code, defaults={"name": name, "order": order})


def remove(apps, schema_editor):
    area = apps.get_model("plans", "Area")
    area.objects.filter(
        code__in=[code for code, _ in AREAS], tasks__isnull=True, indicators__isnull=True, targets__isnull=True
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
