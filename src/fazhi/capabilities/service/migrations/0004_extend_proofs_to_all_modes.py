from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('capabilities_service', '0003_extend_attempts_to_all_modes'),
    ]

    operations = [
        migrations.AddField(
            model_name='serviceproof',
            name='reference',
            field=models.CharField(blank=True, max_length=200, verbose_name='回执号或者发布处'),
        ),
        migrations.AlterField(
            model_name='serviceproof',
            name='kind',
            field=models.CharField(choices=[('signature', '受送达人签名'), ('witness', '见证人签名'), ('photo', '照片'), ('recording', '录音录像'), ('return_slip', '回执'), ('arrival_record', '到达记录'), ('publication', '公告发布证明')], max_length=16, verbose_name='证明方式'),
        ),
    ]
