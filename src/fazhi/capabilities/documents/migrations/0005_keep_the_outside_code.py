from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('capabilities_documents', '0004_ask_the_list_of_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='outside_code',
            field=models.CharField(blank=True, default='', max_length=64, verbose_name='外部行政行为码'),
        ),
        migrations.AddField(
            model_name='document',
            name='outside_receipt',
            field=models.CharField(blank=True, default='', max_length=128, verbose_name='赋码回执'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('outside_code', ''), _negated=True), fields=('authority', 'outside_code'), name='an_outside_code_on_one_document'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('outside_code', ''), models.Q(('outside_receipt', ''), _negated=True), _connector='OR'), name='an_outside_code_has_its_receipt'),
        ),
    ]
