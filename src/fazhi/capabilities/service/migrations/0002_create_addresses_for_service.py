import django.db.models.deletion
import fazhi.kernel.fields
import fazhi.kernel.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('capabilities_service', '0001_create_service_attempts'),
        ('kernel', '0001_create_accounts_and_journal'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressForService',
            fields=[
                ('authority', models.CharField(max_length=12, verbose_name='机关')),
                ('data_key', fazhi.kernel.fields.DataKeyField(default=b'', verbose_name='数据密钥')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('id', models.UUIDField(default=fazhi.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('signer', fazhi.kernel.fields.SealedTextField(blank=True, default='', verbose_name='确认人')),
                ('address', fazhi.kernel.fields.SealedTextField(blank=True, default='', verbose_name='送达地址')),
                ('phone', fazhi.kernel.fields.SealedTextField(blank=True, default='', verbose_name='联系电话')),
                ('consents', models.BooleanField(default=False, verbose_name='同意电子送达')),
                ('channel', models.CharField(blank=True, choices=[('fax', '传真'), ('e_mail', '电子邮件'), ('message', '手机短信'), ('platform', '政务平台')], max_length=12, verbose_name='电子送达方式')),
                ('electronic_address', fazhi.kernel.fields.SealedTextField(blank=True, default='', verbose_name='电子送达地址')),
                ('confirmed_at', models.DateTimeField(verbose_name='登记时间')),
                ('confirmed_by_id', models.UUIDField(null=True, verbose_name='登记人')),
                ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='kernel.attachment', verbose_name='确认书')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses_for_service', to='kernel.dossier')),
                ('entry', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.entry')),
            ],
            options={
                'verbose_name': '送达地址确认书',
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='addressforservice',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='capabilities_service_addressforservice_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='addressforservice',
            constraint=models.CheckConstraint(condition=models.Q(('consents', False), models.Q(models.Q(('channel', ''), _negated=True), ('attachment__isnull', False)), _connector='OR'), name='consent_names_a_channel_and_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='addressforservice',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('dossier',), name='one_address_for_service_is_open'),
        ),
    ]
