"""Stored totals are written with every confirmation: no index that another already holds, and room beside each row.

On PostgreSQL a row changed on its own page needs no new entry in any index; a full page has no room for that.
"""

import django.db.models.deletion
from django.db import migrations, models


TABLES = ("targets_countedseries", "targets_unittotal", "targets_unitresult")


def leave_room(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE {table} SET (fillfactor = 85)")


def fill_up(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE {table} RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_group_revision"),
        ("targets", "0006_results_on_todays_map"),
    ]

    operations = [
        migrations.AlterField(
            model_name="countedseries",
            name="agency",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AlterField(
            model_name="unitresult",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="unit_results",
                to="targets.targetversion",
            ),
        ),
        migrations.AlterField(
            model_name="unittotal",
            name="agency",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AlterField(
            model_name="unittotal",
            name="indicator",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="targets.indicator"
            ),
        ),
        migrations.RunPython(leave_room, fill_up),
    ]
