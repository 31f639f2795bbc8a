from django.db import migrations, models

import fazhi.capabilities.documents.choices


class Migration(migrations.Migration):

    dependencies = [
        ('capabilities_documents', '0003_know_minutes_of_meetings'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='template',
            field=models.CharField(choices=fazhi.capabilities.documents.choices.template_choices, max_length=32, verbose_name='文书种类'),
        ),
    ]
