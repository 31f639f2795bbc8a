import django.db.models.deletion
import fazhi.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('capabilities_documents', '0002_add_the_announcement_of_service'),
        ('capabilities_service', '0002_create_addresses_for_service'),
    ]

    operations = [
        migrations.AddField(
            model_name='serviceattempt',
            name='agent_is_authorised',
            field=models.BooleanField(default=False, verbose_name='代收授权在卷'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='failure',
            field=models.CharField(blank=True, choices=[('nobody_there', '无人在场'), ('moved', '迁移新址不明'), ('wrong_address', '地址不详'), ('returned', '邮件退回'), ('not_arrived', '电子信息没有到达'), ('unit_declined', '受托或者转交单位退回'), ('withdrawn', '公告撤回'), ('other', '其他')], max_length=16, verbose_name='未送达原因'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='grounds',
            field=models.JSONField(default=list, verbose_name='法律核对'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='note',
            field=fazhi.kernel.fields.SealedTextField(blank=True, default='', verbose_name='情况说明'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='proof_document',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='capabilities_documents.document', verbose_name='送达回证'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='receiver',
            field=models.CharField(blank=True, choices=[('recipient', '受送达人本人'), ('household_member', '同住成年家属（本人不在）'), ('organisation_receiver', '单位负责人或者负责收件的人'), ('agent', '代理人或者指定代收人')], max_length=24, verbose_name='签收人身份'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='recipient_absent',
            field=models.BooleanField(default=False, verbose_name='本人不在'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='sent_on',
            field=models.DateField(null=True, verbose_name='寄出日期'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='unit',
            field=models.CharField(blank=True, choices=[('army', '部队团以上单位的政治机关'), ('prison', '监所'), ('correction', '强制性教育机构')], max_length=12, verbose_name='转交单位'),
        ),
        migrations.AlterField(
            model_name='serviceattempt',
            name='mode',
            field=models.CharField(choices=[('personal', '直接送达'), ('leaving', '留置送达'), ('entrusted', '委托送达'), ('post', '邮寄送达'), ('electronic', '电子送达'), ('through_unit', '转交送达'), ('announcement', '公告送达')], max_length=20, verbose_name='送达方式'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='address',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='capabilities_service.addressforservice'),
        ),
        migrations.AddConstraint(
            model_name='serviceattempt',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'failed'), ('failure', ''), _connector='OR'), name='only_a_failure_has_its_reason'),
        ),
    ]
