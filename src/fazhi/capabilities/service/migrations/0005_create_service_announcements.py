import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('capabilities_documents', '0002_add_the_announcement_of_service'),
        ('capabilities_service', '0004_extend_proofs_to_all_modes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceAnnouncement',
            fields=[
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='announcement', serialize=False, to='capabilities_service.serviceattempt')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='capabilities_documents.document', verbose_name='公告')),
                ('place', models.CharField(choices=[('board', '本机关公告栏'), ('residence', '受送达人住所地'), ('newspaper', '报纸'), ('website', '政府网站')], max_length=12, verbose_name='发布载体')),
                ('where', models.CharField(max_length=200, verbose_name='发布处')),
                ('whereabouts_unknown', models.BooleanField(default=False, verbose_name='下落不明')),
                ('published_on', models.DateField(verbose_name='公告日期')),
                ('effective_on', models.DateField(null=True, verbose_name='视为送达日')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='撤回时间')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回理由')),
            ],
            options={
                'verbose_name': '公告送达',
            },
        ),
        migrations.AddConstraint(
            model_name='serviceannouncement',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='a_withdrawn_announcement_says_why'),
        ),
    ]
