"""A case decided on the spot came to the authority when it was decided."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('proceedings_cases', '0006_open_cases_before_their_decision'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE proceedings_cases_case SET opened_at = decided_at WHERE opened_at IS NULL",
            migrations.RunSQL.noop,
        ),
    ]
